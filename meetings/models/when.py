"""Days that are not fixed yet: a month, several months, a season; as they are typed and as they are read."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
# The months a season begins and ends with; winter ends in the next calendar year.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_BETWEEN = re.compile(r"\s*(?:\bto\b|\bor\b|\band\b|–|-(?!\d))\s*")
MAY = 5


@dataclass(frozen=True, slots=True)
class When:
    """From one month to another, each as its first day; the same month twice is one month."""

    first: date
    last: date

    @property
    def first_day(self) -> date:
        """The first day it can be."""
        return self.first

    @property
    def last_day(self) -> date:
        """The last day it can be."""
        return self.last.replace(day=monthrange(self.last.year, self.last.month)[1])

    def __str__(self) -> str:
        for season, ends in SEASONS.items():
            if (self.first.month, self.last.month) == ends and _apart(self) == 2:
                years = {self.first.year, self.last.year}
                return f"{season} {self.first.year}" + ("" if len(years) == 1 else f"/{self.last.year % 100}")
        if self.first == self.last:
            return f"{self.first:%B %Y}"
        between = "or" if _apart(self) == 1 else "to"
        start = f"{self.first:%B}" if self.first.year == self.last.year else f"{self.first:%B %Y}"
        return f"{start} {between} {self.last:%B %Y}"

    def a_year_later(self) -> "When":
        """The same months of the next year."""
        return When(self.first.replace(year=self.first.year + 1), self.last.replace(year=self.last.year + 1))


def _apart(when: When) -> int:
    return (when.last.year - when.first.year) * 12 + when.last.month - when.first.month


def month_of(day: date) -> When:
    """The month in which a day lies."""
    return When(day.replace(day=1), day.replace(day=1))


def read_when(text: str, year: int) -> When:
    """Read "September", "Sept 2026", "autumn 2026" or "September to November 2026".

    Without a year the municipal year that begins in `year` is meant. Raises ValueError for anything else.
    """
    words = text.replace(",", " ").split()
    parts = [part for part in _BETWEEN.split(" ".join(words).casefold()) if part]
    if len(parts) not in (1, 2):
        raise ValueError(text)
    last = _read_one(parts[-1], year, None)
    if len(parts) == 1:
        return last
    named = int(parts[-1].split()[-1]) if parts[-1].split()[-1].isdecimal() else None
    first = _read_one(parts[0], year, named)
    if first.first > last.last and len(parts[0].split()) == 1:
        first = When(*(d.replace(year=d.year - 1) for d in (first.first, first.last)))
    if first.first > last.last:
        raise ValueError(text)
    return When(first.first, last.last)


def _read_one(text: str, year: int, named: int | None) -> When:
    """One month or season; `named` is the year of its neighbour."""
    words = text.split()
    if len(words) not in (1, 2) or (len(words) == 2 and not re.fullmatch(r"[0-9]{4}", words[1])):
        raise ValueError(text)
    said = int(words[1]) if len(words) == 2 else named
    if said is not None and not 1900 <= said <= 2200:
        raise ValueError(text)
    if words[0] in SEASONS:
        start, end = SEASONS[words[0]]
        first = date(_in(year, start) if said is None else said, start, 1)
        return When(first, date(first.year + (end < start), end, 1))
    found = [n for n, month in enumerate(MONTHS, 1) if len(words[0]) >= 3 and month.startswith(words[0])]
    if len(found) != 1:
        raise ValueError(text)
    day = date(_in(year, found[0]) if said is None else said, found[0], 1)
    return When(day, day)


def _in(year: int, month: int) -> int:
    """The calendar year of a month within a municipal year."""
    return year if month >= MAY else year + 1
