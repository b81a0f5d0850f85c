"""Two texts beside each other on a page: what differs, and the choice where both sides changed the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foundation.ui.comparison import Run, compared


@dataclass(frozen=True)
class Row:
    """One stretch of a text: how it was, what is saved, what was typed; `key` when somebody must choose.

    `state` is same, changed, theirs, yours (who changed it) or open. A choice is its value, its words, and
    whether it is taken unless somebody takes another.
    """

    state: str
    key: str = ""
    base: str = ""
    theirs: Sequence[Run] = ()
    yours: Sequence[Run] = ()
    choices: Sequence[tuple[str, str, bool]] = ()


@dataclass(frozen=True)
class Section:
    """One field with what differs in it."""

    name: str
    label: str
    rows: Sequence[Row]


def row(state: str, base: str, theirs: str, yours: str) -> Row:
    """A stretch that needs no choice."""
    left, right = compared(theirs, yours)
    return Row(state, "", base, left, right)


def open_row(key: str, base: str, theirs: str, yours: str, choices: Sequence[tuple[str, str, bool]]) -> Row:
    """A stretch that both sides changed."""
    left, right = compared(theirs, yours)
    return Row("open", key, base, left, right, choices)


def shortened(rows: Iterable[Row]) -> list[Row]:
    """Only what differs, with a mark where something that is the same was left out."""
    found: list[Row] = []
    for each in rows:
        if each.state != "same":
            found.append(each)
        elif not found or found[-1].state != "same":
            found.append(Row("same"))
    return found
