"""How minutes are numbered (V1): the label of a number in each scheme, and where it is unique."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from panels.models.settings import BodySettings
from panels.rules import municipal_year

Scheme = BodySettings.Numbering
# What follows the number where the body says nothing else.
USUAL_SUFFIX = {Scheme.CALENDAR_YEAR.value: "/{year}", Scheme.PREFIXED.value: ".{municipal_year}"}


@dataclass(frozen=True, slots=True)
class Numbering:
    """One body's way of numbering on one day.

    `body` and `meeting` are permanent references; `prefix` is printed before the number by some bodies only,
    `suffix` after it, with {year} and {municipal_year} for the years in two figures.
    """

    scheme: str
    body: str
    meeting: str
    day: date
    prefix: str = ""
    suffix: str = ""

    @property
    def period(self) -> str:
        """The key within which a label is unique: body, scheme and the period in which the numbers run on."""
        return f"{self.body}:{self.scheme}:{self._run()}"

    @property
    def is_by_paragraph(self) -> bool:
        """True when every paragraph has a number of its own, and the minute itself has none."""
        return self.scheme == Scheme.PARAGRAPH

    def _run(self) -> str:
        """The stretch of time in which the numbers run on; empty where there are no numbers."""
        if self.scheme == Scheme.MEETING:
            return self.meeting
        if self.scheme == Scheme.CALENDAR_YEAR:
            return f"{self.day:%Y}"
        return "" if self.scheme == Scheme.NONE else municipal_year(self.day)

    @property
    def _after(self) -> str:
        """What is printed after the number on this day."""
        after = self.suffix or USUAL_SUFFIX.get(self.scheme, "")
        return after.replace("{municipal_year}", municipal_year(self.day)[2:]).replace(
            "{year}", f"{self.day:%y}"
        )

    @property
    def _before(self) -> str:
        """What is printed before the number."""
        return f"{self.prefix} " if self.scheme == Scheme.PREFIXED and self.prefix else ""

    def label(self, number: int) -> str:
        """The number as it is printed: "45", "39/20", "PCP 34.12/13", or nothing."""
        return "" if self.scheme == Scheme.NONE else f"{self._before}{number}{self._after}"

    def number(self, label: str) -> int:
        """The number inside a label of this scheme, also one with an earlier suffix; 0 when it holds none."""
        core = label.removeprefix(self._before)
        digits = core[: next((n for n, sign in enumerate(core) if sign not in "0123456789"), len(core))]
        return int(digits) if digits else 0


def next_number(numbering: Numbering, issued: Iterable[str], first: int | None = None) -> int:
    """The number that follows the issued labels of the period; a number typed by a person goes first."""
    if first is not None:
        return first
    return max((numbering.number(label) for label in issued), default=0) + 1


def provisional(
    numbering: Numbering, own: Sequence[str], issued: Iterable[str], first: int | None
) -> list[str]:
    """The labels of one meeting's minutes in order: issued ones stand, the others take the next free numbers.

    `own` are these minutes' issued labels, "" for one not yet issued; `issued` are all labels of the period.
    Where every paragraph is numbered, these are the labels of the paragraphs.
    """
    taken = {*issued, *own} - {""}
    begin = None if any(own) else first
    number = next_number(numbering, taken, begin)
    found: list[str] = []
    for label in own:
        found.append(label or numbering.label(number))
        number += 0 if label else 1
    return found


def carried(issued: Sequence[tuple[str, str]], now: Sequence[str]) -> list[str]:
    """Which issued number each paragraph bears now; "" for one that has none yet.

    `issued` are (label, words) as they were issued. A paragraph keeps its number when others come before it;
    a reworded one keeps the number of the place it stands in; a number that lost its paragraph is not
    given to another.
    """
    found = [""] * len(now)
    matcher = SequenceMatcher(None, [words for __, words in issued], list(now), autojunk=False)
    for kind, first, last, here, end in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            for offset in range(min(last - first, end - here)):
                found[here + offset] = issued[first + offset][0]
    return found


def clashes(labels: Iterable[str], others: Iterable[str]) -> list[str]:
    """The labels that another minute of the same period has already."""
    taken = set(others)
    return [label for label in labels if label and label in taken]


def gaps(numbering: Numbering, labels: Iterable[str], earlier: Iterable[str]) -> list[int]:
    """The numbers left out between the highest earlier one and these, and among these."""
    own = sorted({numbering.number(label) for label in labels} - {0})
    if not own:
        return []
    before = max((n for label in earlier if (n := numbering.number(label)) < own[0]), default=None)
    first = own[0] if before is None else before + 1
    return [number for number in range(first, own[-1]) if number not in own]


def span(labels: Sequence[str]) -> str:
    """The labels as a heading says them: "Minute 45", "Minutes 45 to 54", or nothing."""
    numbered = [label for label in labels if label]
    if not numbered:
        return ""
    return (
        _("Minute {numbered}").format(numbered=numbered[0])
        if len(numbered) == 1
        else _("Minutes {first} to {last}").format(first=numbered[0], last=numbered[-1])
    )
