"""Minutes straight from the record in one line each run, and all minutes in a short table. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, Protocol

NO_NUMBER = "No number"


class Row(Protocol):
    """A minute of the page that can be folded away with those next to it."""

    is_kept: ClassVar[bool]

    @property
    def label(self) -> str:
        """Its number, or nothing."""

    @property
    def name(self) -> str:
        """Its heading."""

    @property
    def anchor(self) -> str:
        """Its id on the page."""

    @property
    def item_numbers(self) -> Sequence[str]:
        """The numbers of its agenda items."""

    @property
    def state(self) -> str:
        """How far it is."""

    @property
    def is_plain(self) -> bool:
        """True when nobody has to look at it."""


@dataclass(frozen=True)
class Block:
    """One minute, or several next to each other that nobody has to look at one by one."""

    rows: Sequence[Row]
    is_folded: bool

    @property
    def numbers(self) -> str:
        """The numbers in the line that stands for them: "10 to 13"."""
        return numbers_of(self.rows)

    @property
    def names(self) -> str:
        """Their headings in a row."""
        return "; ".join(row.name for row in self.rows)


@dataclass(frozen=True)
class Stretch:
    """Minutes next to each other that are equally far, as one row of the table of all minutes."""

    numbers: str
    anchor: str
    name: str
    items: str
    state: str


def blocks_of(rows: Iterable[Row], *, is_folded: bool = True) -> list[Block]:
    """The minutes in their order, those straight from the record folded into one line."""
    found = []
    for is_plain, run in groupby(rows, key=lambda row: is_folded and row.is_plain):
        if is_plain:
            found.append(Block(list(run), is_folded=True))
        else:
            found += [Block([row], is_folded=False) for row in run]
    return found


def stretches_of(rows: Iterable[Row]) -> list[Stretch]:
    """All minutes, those next to each other that are equally far in one row."""
    found = []
    for (state, _), run in groupby(rows, key=lambda row: (row.state, bool(row.label))):
        own = list(run)
        items = [label for row in own for label in row.item_numbers]
        found.append(Stretch(numbers_of(own), own[0].anchor, own[0].name, _range(items) or "none", state))
    return found


def numbers_of(rows: Sequence[Row]) -> str:
    """From which number to which, or that there is none."""
    return _range([row.label for row in rows if row.label]) or NO_NUMBER


def _range(labels: Sequence[str]) -> str:
    if len(labels) < 2:
        return "".join(labels)
    return f"{labels[0]} {'and' if len(labels) == 2 else 'to'} {labels[-1]}"
