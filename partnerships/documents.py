"""A partnership's note on paper, and the notes of a round collected as one paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from foundation.documents.text.prose import Block, blocks
from foundation.ui.dates import long_day
from foundation.ui.words import joined
from partnerships.models import BriefingNote, Round
from partnerships.rules import late_words, number_word


@dataclass(frozen=True)
class ThemeText:
    """One theme of a note: its section number, heading, question and what was answered."""

    number: str
    question_number: str
    heading: str
    question: str
    answer: list[Block]


@printable
@dataclass(frozen=True, kw_only=True)
class BriefingNoteDocument(Document):
    """The note of one partnership, as approved by its chair."""

    kind = "briefing_note"
    template = "documents/briefing_note.html"
    partnership: str
    panel: str
    round_name: str
    written_by: str
    approved_by: str
    received: str
    circulation: str
    themes: list[ThemeText]

    @classmethod
    def of(cls, note: BriefingNote) -> "BriefingNoteDocument":
        """The note as it stands; a note not yet approved says so."""
        meeting = note.round.meeting
        approved = (
            _("{approved_by}, chair of the partnership").format(approved_by=note.approved_by)
            if note.is_in
            else _("Not yet approved")
        )
        return cls(
            title=_("Briefing note: {csp}").format(csp=note.csp.name),
            partnership=note.csp.name,
            panel=meeting.settings.name,
            round_name=_("For the meeting of {day}, question set {question_set_number}").format(
                day=long_day(meeting.day), question_set_number=note.round.question_set.number
            ),
            written_by=note.sent_by or _("Not yet sent"),
            approved_by=approved,
            received=_received(note),
            circulation=_("Panel members only")
            if note.is_withheld
            else _("Panel members and all partnerships"),
            themes=_themes(note),
        )


@dataclass(frozen=True)
class Response:
    """One line of the covering page: which partnership, whether its note is in, and where it stands."""

    partnership: str
    state: str
    remark: str


@printable
@dataclass(frozen=True, kw_only=True)
class CollectedNotesDocument(Document):
    """The notes of a round as one paper: who answered, then the notes that go into the published paper."""

    kind = "collected_notes"
    template = "documents/collected_notes.html"
    panel: str
    meeting: str
    summary: str
    responses: list[Response]
    notes: list[BriefingNoteDocument] = field(default_factory=list)
    notes_in: int = 0

    @classmethod
    def of(cls, round: Round, notes: Sequence[BriefingNote], on: date) -> "CollectedNotesDocument":
        """The round as it stands on a day; withheld notes are counted, and printed only if so decided."""
        return cls(
            title=_("Briefing notes of the community safety partnerships"),
            panel=round.meeting.settings.name,
            meeting=long_day(round.meeting.day),
            summary=summary_of(notes, on),
            responses=[_response(note, round.due_on, on) for note in notes],
            notes=[BriefingNoteDocument.of(note) for note in notes if note.is_in and note.goes_public],
            notes_in=sum(1 for note in notes if note.is_in),
        )


def summary_of(notes: Sequence[BriefingNote], on: date) -> str:
    """How many of how many answered, and who had not by this day (S1-5, S1-49)."""
    missing = [note.csp.short_name for note in notes if not note.is_in]
    total, answered = len(notes), len(notes) - len(missing)
    of_how_many = (
        _("the {number} partnerships").format(number=number_word(total).lower())
        if total > 1
        else _("the one partnership")
    )
    if not missing:
        everyone = (
            _("All {number} partnerships").format(number=number_word(total).lower())
            if total > 1
            else _("The partnership")
        )
        return _("{everyone} answered.").format(everyone=everyone)
    said = _("{number} of {of_how_many} answered.").format(
        number=number_word(answered), of_how_many=of_how_many
    )
    return _("{said} {missing} had not answered by {day}.").format(
        said=said, missing=joined(missing), day=long_day(on)
    )


def _received(note: BriefingNote) -> str:
    due = _("due {day}").format(day=long_day(note.round.due_on))
    return (
        f"{long_day(note.approved_at)} ({due})" if note.approved_at else _("Not yet ({due})").format(due=due)
    )


def _response(note: BriefingNote, due_on: date, on: date) -> Response:
    if note.approved_at is None:
        late = late_words(due_on, on)
        return Response(note.csp.name, _("Not received"), late.capitalize())
    late = late_words(due_on, timezone.localtime(note.approved_at).date())
    remarks = [late.capitalize()] if late else []
    return Response(note.csp.name, f"Received {long_day(note.approved_at)}", ". ".join(remarks))


def _themes(note: BriefingNote) -> list[ThemeText]:
    words = note.words_by_question
    return [
        ThemeText(
            f"{number}.0",
            f"{number}.1",
            question.heading,
            question.text,
            blocks(words[question.pk].text) if question.pk in words else [],
        )
        for number, question in enumerate(note.round.question_set.questions.all(), start=1)
    ]
