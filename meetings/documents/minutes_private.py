"""The private part of minutes: what only those may read who may read the restricted papers."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar

from foundation.documents.layout.document import Document, printable
from meetings.documents.minutes_entry import DecisionBlock, recorded_blocks
from meetings.documents.minutes_kept import has_private_part, is_kept
from meetings.documents.minutes_record import Entry, Record
from meetings.documents.minutes_text import text_html
from meetings.rules.wording import day_words
from panels.models import BodySettings


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
            title=f"Private minutes of the meeting held on {day}",
            letterhead=record.settings.letterhead_lines,
            sentence=f"Not for publication: {record.facts.words.name}, private minutes of {day}.",
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
