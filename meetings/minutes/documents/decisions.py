"""What a meeting decided, published before its minutes are out."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from meetings.minutes.documents.entry import DecisionBlock, MinuteEntry, entry_of
from meetings.minutes.documents.record import Record, record_of
from meetings.models import Meeting, Minutes
from meetings.votes.documents import VoteBlock
from meetings.wording.meeting import (
    apologies_sentence,
    chair_line,
    day_words,
    interest_sentences,
    present_lines,
)


@dataclass(frozen=True, kw_only=True)
class DecidedItem:
    """One item and what was decided on it; named like a minute, so that the agenda finds its decisions."""

    title: str
    item_labels: list[str] = field(default_factory=list)
    item_refs: list[str] = field(default_factory=list)
    motions: list[VoteBlock] = field(default_factory=list)
    decisions: list[DecisionBlock] = field(default_factory=list)


@printable
@dataclass(frozen=True, kw_only=True)
class DecisionsDocument(Document):
    """The decisions of one meeting; in Wales with who was there and what they declared."""

    kind: ClassVar[str] = "decisions"
    template: ClassVar[str] = "documents/decisions.html"

    body_name: str
    day: str
    note: str
    has_people: bool = False
    chair: str = ""
    members: list[str] = field(default_factory=list)
    apologies: str = ""
    interests: list[str] = field(default_factory=list)
    minutes: list[DecidedItem] = field(default_factory=list)

    @classmethod
    def of(cls, minutes: Minutes) -> "DecisionsDocument":
        """What is recorded as decided now."""
        return cls.from_record(record_of(minutes))

    @classmethod
    def from_record(cls, record: Record) -> "DecisionsDocument":
        """The decisions of a record that was gathered already."""
        facts, settings = record.facts, record.settings
        has_people = settings.jurisdiction == "wales"
        entries = [entry_of(entry, settings) for entry in record.entries]
        people: dict[str, Any] = {
            "chair": chair_line(facts.roll),
            "members": present_lines(facts.roll),
            "apologies": apologies_sentence(facts.roll),
            "interests": interest_sentences(facts.words, facts.interests),
        }
        return cls(
            title=_("Decisions of the meeting held on {day}").format(day=day_words(facts.day)),
            letterhead=settings.letterhead_lines,
            body_name=settings.name,
            day=day_words(facts.day),
            note=_("These are the decisions of the meeting. The minutes will be published later."),
            has_people=has_people,
            minutes=[item for entry in entries if _is_decided(item := _item(entry))],
            **(people if has_people else {}),
        )


def source_of(meeting: Meeting) -> str:
    """What the publications of a meeting's decisions are publications of."""
    return f"{meeting.ref}-decisions"


def _item(entry: MinuteEntry) -> DecidedItem:
    return DecidedItem(
        title=entry.title,
        item_labels=entry.item_labels,
        item_refs=entry.item_refs,
        motions=entry.motions,
        decisions=_decisions(entry),
    )


def _is_decided(item: DecidedItem) -> bool:
    return bool(item.decisions or item.motions)


def _decisions(entry: MinuteEntry) -> list[DecisionBlock]:
    """Every decision of a minute, wherever in its text it stands."""
    inside = [each for part in entry.parts for each in part.decisions]
    return [*entry.first_decisions, *inside, *entry.decisions]
