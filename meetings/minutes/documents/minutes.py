"""Minutes as printed and as read on the screen: one document, the same numbers in both."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from meetings.minutes.documents.attendance import AttendanceBlock, attendance_of
from meetings.minutes.documents.entry import DecisionBlock, MinuteEntry, entry_of, recorded_blocks
from meetings.minutes.documents.kept import has_private_part, is_kept
from meetings.minutes.documents.record import Entry, Record, record_of
from meetings.minutes.documents.text import text_html
from meetings.models import Minutes
from meetings.wording.meeting import (
    apologies_sentence,
    attendance_lines,
    chair_line,
    day_words,
    duration_words,
    present_lines,
    title_sentence,
)
from panels.models import BodySettings


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
    attendance: AttendanceBlock | None = None
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
        """These minutes as the record writes them now, whatever was published of them before."""
        return cls.from_record(record_of(minutes))

    @classmethod
    def from_record(cls, record: Record) -> "MinutesDocument":
        """The document of a record that was gathered already."""
        minutes, facts, settings = record.minutes, record.facts, record.settings
        status, note = _status(record)
        return cls(
            title=_("Minutes of the meeting held on {day}").format(day=day_words(facts.day)),
            letterhead=settings.letterhead_lines,
            sentence=title_sentence(facts),
            status=status,
            status_note=note,
            is_confirmed=minutes.status == Minutes.Status.CONFIRMED,
            chair=chair_line(facts.roll),
            members=present_lines(facts.roll),
            in_attendance=attendance_lines(facts.roll),
            apologies=apologies_sentence(facts.roll) if _prints_apologies(record) else "",
            attendance=attendance_of(record),
            minutes=[entry_of(entry, settings) for entry in record.entries],
            duration=duration_words(minutes.started_at, minutes.ended_at),
            day=day_words(facts.day),
            signature=settings.chair_style.upper(),
        )


def _prints_apologies(record: Record) -> bool:
    """True where apologies have a block of their own; under an item for them they stand instead, once."""
    has_item = any(entry.standing == "apologies" for entry in record.entries)
    return record.settings.apologies_layout == BodySettings.ApologiesLayout.BLOCK and not has_item


def _status(record: Record) -> tuple[str, str]:
    """The word of the status line and what stands after it."""
    minutes, facts = record.minutes, record.facts
    if minutes.status == Minutes.Status.CONFIRMED and minutes.confirmed_on:
        return "Confirmed", f"on {day_words(minutes.confirmed_on)}."
    note = _("These minutes have not been confirmed.")
    if facts.next_meeting is not None:
        when = day_words(facts.next_meeting.day)
        note = _("{note} The {noun} will be asked to confirm them on {when}.").format(
            note=note, noun=facts.words.noun, when=when
        )
    return "Draft.", note


@dataclass(frozen=True, kw_only=True)
class PrivateEntry:
    """One minute's private part, with its number and title."""

    label: str
    title: str
    html: str
    decisions: list[DecisionBlock] = field(default_factory=list)


@printable
@dataclass(frozen=True, kw_only=True)
class PrivateMinutesDocument(Document):
    """The private parts of the minutes of one meeting; never published."""

    kind: ClassVar[str] = "private_minutes"
    template: ClassVar[str] = "documents/private_minutes.html"
    sentence: str
    entries: list[PrivateEntry] = field(default_factory=list)

    @classmethod
    def of(cls, record: Record, minutes: Collection[int]) -> "PrivateMinutesDocument":
        """The private parts of these minutes, by primary key."""
        day = day_words(record.facts.day)
        return cls(
            title=_("Private minutes of the meeting held on {day}").format(day=day),
            letterhead=record.settings.letterhead_lines,
            sentence=_("Not for publication: {name}, private minutes of {day}.").format(
                name=record.facts.words.name, day=day
            ),
            entries=[
                PrivateEntry(
                    label=entry.label,
                    title=entry.items[0].title if entry.items else entry.minute.title,
                    html=text_html(entry.minute.private_text, record.settings.minute_points),
                    decisions=_kept_decisions(entry, record.settings),
                )
                for entry in record.entries
                if has_private_part(entry) and entry.minute.pk in minutes
            ],
        )


def _kept_decisions(entry: Entry, settings: BodySettings) -> list[DecisionBlock]:
    """What was decided in private, in the words of the meeting."""
    rows = zip(entry.minute.decisions.all(), recorded_blocks(entry, settings), strict=True)
    return [block for decision, block in rows if is_kept(entry, decision.stands)]
