"""How the lines of an agenda are numbered: "1", "13", "13 a)", or not at all."""

from collections.abc import Iterable
from typing import Protocol

from foundation.ui.words import letter

ITEM, UNNUMBERED, HEADING, NOTE = "item", "unnumbered", "heading", "note"


class Labelled(Protocol):
    """What the numbering needs to know of a line; an `AgendaItem` is one."""

    @property
    def pk(self) -> int:
        """The line's own key."""

    @property
    def parent_id(self) -> int | None:
        """The line it stands under, for a sub-item."""

    @property
    def kind(self) -> str:
        """Item, unnumbered, heading or note."""

    @property
    def label_override(self) -> str:
        """A number typed by a person, such as 7A; empty for the usual one."""

    @property
    def issued_label(self) -> str:
        """The number it was first issued with; it never changes again."""


def labels(lines: Iterable[Labelled]) -> dict[int, str]:
    """The label of every line, given in agenda order; empty for headings, notes and unnumbered items.

    An issued label stands for ever, a typed one goes before the usual one, and no number is used twice.
    A typed figure moves the count on: after an item typed as 20 comes 21.
    """
    rows = list(lines)
    taken = {row.issued_label or row.label_override for row in rows} - {""}
    found: dict[int, str] = {}
    counts: dict[int | None, int] = {}
    for row in rows:
        own = row.issued_label or row.label_override
        if not own and row.kind != ITEM:
            found[row.pk] = ""
            continue
        count = counts.get(row.parent_id, 0)
        if own:
            counts[row.parent_id] = _moved_on(own, count, is_sub=row.parent_id is not None)
            found[row.pk] = own
            continue
        count, label = _next_free(found.get(row.parent_id or 0, ""), row.parent_id, count, taken)
        counts[row.parent_id], found[row.pk] = count, label
        taken.add(label)
    return found


def _moved_on(own: str, count: int, *, is_sub: bool) -> int:
    """Where the count stands after a fixed label: a plain figure sets it, anything else leaves it."""
    if is_sub:
        mark = own.rstrip(")").split(" ")[-1]
        return max(count, ord(mark) - 96) if len(mark) == 1 and "a" <= mark <= "z" else count
    return int(own) if own.isdigit() else count


def _next_free(above: str, parent: int | None, count: int, taken: set[str]) -> tuple[int, str]:
    """The next count and its label that no other line has."""
    while True:
        count += 1
        label = str(count) if parent is None else f"{above} {letter(count)})".strip()
        if label not in taken:
            return count, label


def frozen(lines: Iterable[Labelled]) -> dict[int, str]:
    """The labels to write down at the first issue: those that are not empty."""
    return {pk: label for pk, label in labels(lines).items() if label}
