"""Minutes as printed and as read on the screen: one document, the same numbers in both."""

from dataclasses import dataclass, field
from html import escape

from foundation.documents import richtext
from foundation.documents.document import Document, printable
from foundation.ui.words import letter
from meetings.documents.minutes_record import Entry, Record, record_of
from meetings.models import Decision, FollowUp, Minutes
from meetings.rules.wording import (
    apologies_sentence,
    attendance_lines,
    chair_line,
    day_words,
    duration_words,
    present_lines,
    title_sentence,
)
from panels.models import BodySettings
from panels.models.settings import DECISION_WORDS


@dataclass(frozen=True, kw_only=True)
class DecisionLimb:
    """One limb of a decision; the label is empty when it stands alone."""

    label: str = ""
    text: str = ""
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionBlock:
    """A decision with the body's own words above it."""

    head: str
    limbs: list[DecisionLimb] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class FollowUpLine:
    """Something to be done, as printed under the minute; empty words where owner or day are not known."""

    kind: str
    text: str
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class MinuteEntry:
    """One minute: its own number, the numbers of its agenda items, its text with numbers as words."""

    ref: str
    label: str
    title: str
    item_labels: list[str] = field(default_factory=list)
    item_refs: list[str] = field(default_factory=list)
    html: str = ""
    decisions: list[DecisionBlock] = field(default_factory=list)
    follow_ups: list[FollowUpLine] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)


@printable
@dataclass(frozen=True, kw_only=True)
class MinutesDocument(Document):
    """The minutes of one meeting, draft or confirmed."""

    kind = "minutes"
    template = "documents/minutes.html"

    sentence: str
    status: str
    status_note: str
    is_confirmed: bool = False
    chair: str = ""
    members: list[str] = field(default_factory=list)
    in_attendance: list[str] = field(default_factory=list)
    apologies: str = ""
    minutes: list[MinuteEntry] = field(default_factory=list)
    duration: str = ""
    day: str = ""
    signature: str = ""
    signed: str = ""
    corrections: list[str] = field(default_factory=list)
    seal: str = ""
    seal_address: str = ""

    @classmethod
    def of(cls, minutes: Minutes) -> "MinutesDocument":
        """These minutes as they stand now."""
        return cls.from_record(record_of(minutes))

    @classmethod
    def from_record(cls, record: Record) -> "MinutesDocument":
        """The document of a record that was gathered already."""
        minutes, facts, settings = record.minutes, record.facts, record.settings
        status, note = _status(record)
        return cls(
            title=f"Minutes of the meeting held on {day_words(facts.day)}",
            letterhead=[line for line in settings.letterhead.splitlines() if line.strip()],
            sentence=title_sentence(facts),
            status=status,
            status_note=note,
            is_confirmed=minutes.status == Minutes.Status.CONFIRMED,
            chair=chair_line(facts.roll),
            members=present_lines(facts.roll),
            in_attendance=attendance_lines(facts.roll),
            apologies=apologies_sentence(facts.roll),
            minutes=[entry_of(entry, settings) for entry in record.entries],
            duration=duration_words(minutes.started_at, minutes.ended_at),
            day=day_words(facts.day),
            signature=settings.chair_style.upper(),
        )


def entry_of(entry: Entry, settings: BodySettings) -> MinuteEntry:
    """One minute with everything that is printed under its number."""
    minute = entry.minute
    return MinuteEntry(
        ref=minute.ref,
        label=entry.label,
        title=minute.title,
        item_labels=list(entry.item_labels),
        item_refs=[item.ref for item in entry.items],
        html=opening_html(entry) + text_html(minute.text),
        decisions=decision_blocks(entry, settings),
        follow_ups=[
            follow_up_line(row) for row in minute.follow_ups.all() if row.kind == FollowUp.Kind.ACTION
        ],
    )


def opening_html(entry: Entry) -> str:
    """The opening paragraphs: a person's words where there are any, the record's sentences otherwise."""
    own = [line for line in entry.minute.opening.splitlines() if line.strip()]
    return "".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in own or entry.written.opening)


def text_html(text: str) -> str:
    """The text of a minute with its points numbered (i), (ii), as words."""
    return richtext.number(text, richtext.Numbering.NONE).html if text else ""


def decision_blocks(entry: Entry, settings: BodySettings) -> list[DecisionBlock]:
    """The decisions; where none is recorded, what the record resolves, unless a person wrote instead."""
    decisions = list(entry.minute.decisions.all())
    if decisions:
        return [_decision(decision, settings) for decision in decisions]
    if entry.minute.opening or not entry.written.resolved:
        return []
    limbs = _limbs([(sentence, "") for sentence in entry.written.resolved])
    return [DecisionBlock(head=decision_head(settings, Decision.Kind.RESOLVED), limbs=limbs)]


def decision_head(settings: BodySettings, kind: str) -> str:
    """The body's own words above a decision of this kind."""
    return str(settings.decision_words.get(kind) or DECISION_WORDS.get(kind, ""))


def follow_up_line(row: FollowUp) -> FollowUpLine:
    """A follow-up as printed under its minute."""
    return FollowUpLine(
        kind=row.get_kind_display(),
        text=row.text,
        owner=row.owner,
        due=day_words(row.due_on) if row.due_on else "",
    )


def _decision(decision: Decision, settings: BodySettings) -> DecisionBlock:
    limbs = _limbs([(limb.text, limb.condition) for limb in decision.limbs.all()])
    return DecisionBlock(head=decision_head(settings, decision.kind), limbs=limbs)


def _limbs(rows: list[tuple[str, str]]) -> list[DecisionLimb]:
    """The limbs, lettered only when there are several."""
    several = len(rows) > 1
    return [
        DecisionLimb(label=f"({letter(number)})" if several else "", text=text, condition=condition)
        for number, (text, condition) in enumerate(rows, start=1)
    ]


def _status(record: Record) -> tuple[str, str]:
    """The word of the status line and what stands after it."""
    minutes, facts = record.minutes, record.facts
    if minutes.status == Minutes.Status.CONFIRMED and minutes.confirmed_on:
        return "Confirmed", f"on {day_words(minutes.confirmed_on)}."
    note = "These minutes are not confirmed."
    if facts.next_meeting is not None:
        when = day_words(facts.next_meeting.day)
        note = f"{note} The {facts.words.noun} will be asked to confirm them on {when}."
    return "Draft.", note
