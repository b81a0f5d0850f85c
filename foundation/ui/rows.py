"""The rows that lower rooms hand to pages that gather from everywhere."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from foundation.ui.dates import days_late, days_left, short_date

# Nobody counts more days than these: what is further away is a date.
COUNTED_AHEAD = 14
PointState = Literal["done", "late", "todo", "meeting", "now"]


@dataclass(frozen=True, slots=True)
class TodoRow:
    """One thing that needs someone: when, what (bold subject, then the sentence), one button.

    Where the button acts, the subject leads to the page of the thing (`subject_url`). What takes place now
    comes before all that is late (`is_first`). `body`: whose business it is, where it is that of one body.
    """

    when: date | None
    subject: str
    sentence: str
    url: str
    label: str
    is_post: bool = False
    is_late: bool = False
    when_words: str = ""
    date_words: str = ""
    subject_url: str = ""
    is_first: bool = False
    body: int | None = None

    @property
    def aria(self) -> str:
        """The whole name of the button: several rows have one of the same words."""
        return f"{self.label}: {self.subject}"


def dated(row: TodoRow, today: date) -> TodoRow:
    """Near days are counted as people count them, with their date below; far ones are dates."""
    if row.when_words or row.when is None:
        return row
    if row.is_late:
        return replace(row, when_words=days_late(row.when, today), date_words=short_date(row.when, today))
    if not 0 <= (row.when - today).days <= COUNTED_AHEAD:
        return replace(row, when_words=short_date(row.when, today))
    words = days_left(row.when, today)
    date_words = "" if row.when == today else short_date(row.when, today)
    return replace(row, when_words=words[:1].upper() + words[1:], date_words=date_words)


@dataclass(frozen=True, slots=True)
class DuePoint:
    """One dot of a timeline: a day, what it is, a note, and how it stands."""

    day: date
    label: str
    note: str = ""
    state: PointState = "todo"
    meeting_ref: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of a navigation line."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a status strip: a small label, one bold line, one line of reason."""

    label: str
    figure: str
    reason: str = ""
    mood: Literal["", "good", "bad", "warn"] = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class FileLink:
    """One way to read something: words for the link, then pages and size as text beside it."""

    label: str
    url: str
    size: int | None = None
    pages: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to publication, with whose turn it is."""

    label: str
    whose: str = ""
    is_current: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One event as a page tells it: when, one sentence in the past tense, and where to look."""

    when: date
    sentence: str
    note: str = ""
    url: str = ""
    link: str = ""
