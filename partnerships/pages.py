"""What the pages of rounds and notes show, worked out from whole rows without further queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.text.prose import Block, blocks
from foundation.history.findings import Finding
from foundation.ui.dates import clock_time
from foundation.ui.words import called, whole_number
from panels.calendar import excluded_around
from partnerships.earlier import Earlier, earlier_answer
from partnerships.models import CSP, Answer, BriefingNote, CSPRole, LinkMember, Question, Round
from partnerships.policies import chair_of, officers_of
from partnerships.rules import late_words, number_word, people_finding, time_finding

Status = BriefingNote.Status
_CHIPS = {
    Status.ASKED: "asked",
    Status.DRAFT: "draft",
    Status.WITH_CHAIR: "received",
    Status.RETURNED: "returned",
    Status.APPROVED: "cleared",
}


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One partnership in a round: where its note is, who has it now, and who reads it."""

    note: BriefingNote
    chip: str
    state: str
    holder: str
    approved: str
    others: str
    published: str
    is_late: bool
    remind_whom: str


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme of a note: its number, question, and the answer as it stands."""

    number: int
    question: Question
    answer: Answer | None
    blocks: list[Block]
    is_here: bool = False

    @property
    def is_answered(self) -> bool:
        """True when something was written."""
        return bool(self.blocks)


@dataclass(frozen=True, slots=True)
class ThemePage:
    """Where one theme is written: the note, the theme, all themes, what was written to it last time."""

    note: BriefingNote
    row: ThemeRow
    rows: list[ThemeRow]
    before: Earlier | None


def note_row(note: BriefingNote, due_on: date, today: date) -> NoteRow:
    """How one note stands on a day; lateness stops being counted when it is in."""
    approved_on = timezone.localtime(note.approved_at).date() if note.approved_at else None
    late = late_words(due_on, approved_on or today)
    state = note.get_status_display()
    chip = "late" if late and not note.is_in else _CHIPS[Status(note.status)]
    if note.round.meeting.day < today and not note.is_in:
        # The meeting went without it: days are not counted for ever.
        state, chip, late = _("Not received"), "plain", ""
    return NoteRow(
        note=note,
        chip=chip,
        state=f"{state}, {late}" if late else state,
        holder=_holder(note),
        approved=f"{approved_on:%-d %B}" if approved_on else _("Not yet"),
        others=_others(note),
        published="Yes" if note.goes_public else "No",
        is_late=bool(late) and not note.is_in,
        remind_whom=called(_waits_for(note)),
    )


def round_rows(round: Round, notes: Sequence[BriefingNote], today: date) -> list[NoteRow]:
    """The rows of a round: those not yet in first, the latest of them on top."""
    rows = [note_row(note, round.due_on, today) for note in notes]
    return sorted(rows, key=lambda row: (row.note.is_in, row.note.csp.short_name.casefold()))


def time_for_the_paper(round: Round) -> Finding:
    """Is there time to make the paper of the notes before the agenda is published?"""
    settings = round.meeting.settings
    excluded = excluded_around(settings, round.meeting.day)
    return time_finding(round.due_on, round.publish_by, settings.csp_working_days, excluded)


def theme_rows(note: BriefingNote, here: int = 0) -> list[ThemeRow]:
    """The themes of a note in order; `here` is the number of the one being written."""
    words = note.words_by_question
    rows = []
    for number, question in enumerate(note.round.question_set.questions.all(), start=1):
        answer = words.get(question.pk)
        typed = blocks(answer.text) if answer else []
        rows.append(ThemeRow(number, question, answer, typed, number == here))
    return rows


def theme_page(note: BriefingNote, number: int) -> ThemePage | None:
    """The page of the theme with this number; None where the note has no such theme."""
    rows = theme_rows(note, here=number)
    if not 1 <= number <= len(rows):
        return None
    row = rows[number - 1]
    return ThemePage(note, row, rows, earlier_answer(note, row.question))


def next_number(note: BriefingNote) -> int:
    """The number of the first theme without an answer; 1 when all have one."""
    return next((row.number for row in theme_rows(note) if not row.is_answered), 1)


def left(note: BriefingNote) -> int:
    """How many themes of a note have no answer."""
    return len(note.round.question_set.questions.all()) - note.answered


def saved_words(note: BriefingNote) -> str:
    """When the newest answer of a note was saved, or nothing."""
    newest = max((answer.saved_at for answer in note.answers.all()), default=None)
    return (
        _("Saved at {time} on {localtime}").format(
            time=clock_time(newest), localtime=f"{timezone.localtime(newest):%-d %B}"
        )
        if newest
        else ""
    )


def _waits_for(note: BriefingNote) -> str:
    if note.status == Status.WITH_CHAIR:
        held = chair_of(note.csp)
        return held.user.name if held else ""
    return next((held.user.name for held in officers_of(note.csp)), "")


def _holder(note: BriefingNote) -> str:
    if note.is_in:
        return _("The panel")
    whom = _waits_for(note)
    if note.status == Status.WITH_CHAIR:
        return whom or _("No chair is recorded")
    if not whom:
        return _("No officer is recorded")
    asked = len(note.round.question_set.questions.all())
    return _("{whom}, {answered} of {asked} themes").format(whom=whom, answered=note.answered, asked=asked)


def _others(note: BriefingNote) -> str:
    if note.is_withheld:
        return _("No, panel members only")
    return "Yes" if note.is_in else _("Not yet")


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round in a list: its meeting, when notes are due and how many are in."""

    round: Round
    notes_in: int
    notes: int
    is_late: bool
    is_over: bool


def round_line(round: Round, today: date) -> RoundLine:
    """How one round stands on a day."""
    notes = list(round.notes.all())
    done = sum(1 for note in notes if note.is_in)
    is_over = round.meeting.day < today
    return RoundLine(round, done, len(notes), done < len(notes) and round.due_on < today, is_over)


def round_heading(round: Round) -> str:
    """The news of a round: "Four of five notes received"."""
    line = [note.is_in for note in round.notes.all()]
    done, total = sum(line), len(line)
    if done == total:
        return (
            _("All {number} notes received").format(number=number_word(total).lower())
            if total > 1
            else _("The note has been received")
        )
    if not done:
        return _("No note has been received")
    return _("{number} of {all_notes} notes received").format(
        number=number_word(done), all_notes=number_word(total).lower()
    )


@dataclass(frozen=True, slots=True)
class CSPLine:
    """One partnership with the people who speak for it and its link members."""

    csp: CSP
    chair: CSPRole | None
    officers: list[CSPRole]
    links: list[LinkMember]
    finding: Finding


def csp_line(csp: CSP, today: date) -> CSPLine:
    """A partnership as it stands on a day, with what it lacks."""
    chair, officers = chair_of(csp), officers_of(csp)
    links = [
        link
        for link in csp.link_members.all()
        if link.starts_on <= today and (link.ends_on is None or link.ends_on >= today)
    ]
    finding = people_finding(chair is not None, bool(officers), bool(links))
    return CSPLine(csp, chair, officers, links, finding)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The answers of several partnerships to one theme, and the themes to go to."""

    themes: list[ThemeRow]
    question: Question
    answers: list[tuple[BriefingNote, list[Block]]]


def answers_side_by_side(round: Round, notes: Sequence[BriefingNote], wanted: str) -> SideBySide | None:
    """What the readable notes say to the wanted theme; None while there is nothing to read."""
    questions = list(round.question_set.questions.all())
    if not notes or not questions:
        return None
    asked = whole_number(wanted) or 1
    here = asked if asked <= len(questions) else 1
    question = questions[here - 1]
    answers = [
        (note, blocks(words.text)) for note in notes if (words := note.words_by_question.get(question.pk))
    ]
    themes = [ThemeRow(n, each, None, [], n == here) for n, each in enumerate(questions, start=1)]
    return SideBySide(themes, question, answers)


def typed_answer(text: str, sent: Mapping[str, str], before: Earlier | None) -> str:
    """What is to be saved: what was typed, with the earlier text below if asked for."""
    return f"{text}\n\n{before.text}".strip() if "reuse" in sent and before else text


def decided_words(note: BriefingNote, decision: str) -> str:
    """What the page says after the chair's decision."""
    if decision == "approve":
        return _("Approved. The secretariat now has the note.")
    return _("Returned to {sent_by} with your comment.").format(sent_by=note.sent_by)


def placed_words(*, is_published: bool) -> str:
    """What the page says once the notes are placed."""
    if is_published:
        return _("The notes have been added to the next supplement. Publish it from the page of the meeting.")
    return _("The notes have been added to the agenda.")
