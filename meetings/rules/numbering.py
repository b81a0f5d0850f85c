"""How minutes are numbered (V1): the label of a number in each scheme, and where it is unique."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from panels.models.settings import BodySettings
from panels.rules import municipal_year

Scheme = BodySettings.Numbering


@dataclass(frozen=True, slots=True)
class Numbering:
    """One body's way of numbering on one day.

    `body` and `meeting` are permanent references; `prefix` is printed before the number by some bodies only.
    """

    scheme: str
    body: str
    meeting: str
    day: date
    prefix: str = ""

    @property
    def period(self) -> str:
        """The key within which a label is unique: body, scheme and the period in which the numbers run on."""
        return f"{self.body}:{self.scheme}:{self._run()}"

    def _run(self) -> str:
        """The stretch of time in which the numbers run on; empty where there are no numbers."""
        if self.scheme == Scheme.MEETING:
            return self.meeting
        if self.scheme == Scheme.CALENDAR_YEAR:
            return f"{self.day:%Y}"
        return "" if self.scheme == Scheme.NONE else municipal_year(self.day)

    def label(self, number: int) -> str:
        """The number as it is printed: "45", "39/20", "PCP 34.12/13", or nothing."""
        if self.scheme == Scheme.NONE:
            return ""
        if self.scheme == Scheme.CALENDAR_YEAR:
            return f"{number}/{self.day:%y}"
        if self.scheme == Scheme.PREFIXED:
            return f"{self.prefix} {number}.{municipal_year(self.day)[2:]}".strip()
        return str(number)

    def number(self, label: str) -> int:
        """The number inside a label of this scheme; 0 when it holds none."""
        core = label.removeprefix(f"{self.prefix} ") if self.scheme == Scheme.PREFIXED else label
        digits = core.split("/")[0].split(".")[0]
        return int(digits) if digits.isdecimal() else 0


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
    """
    taken = {*issued, *own} - {""}
    begin = None if any(own) else first
    number = next_number(numbering, taken, begin)
    found: list[str] = []
    for label in own:
        found.append(label or numbering.label(number))
        number += 0 if label else 1
    return found


def clashes(labels: Iterable[str], others: Iterable[str]) -> list[str]:
    """The labels that another minute of the same period has already."""
    taken = set(others)
    return [label for label in labels if label and label in taken]


def span(labels: Sequence[str]) -> str:
    """The labels as a heading says them: "Minute 45", "Minutes 45 to 54", or nothing."""
    numbered = [label for label in labels if label]
    if not numbered:
        return ""
    return f"Minute {numbered[0]}" if len(numbered) == 1 else f"Minutes {numbered[0]} to {numbered[-1]}"
