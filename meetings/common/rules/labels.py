"""How the lines of an agenda are numbered: "1", "13", "13 a)", or not at all."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, met, stopped
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
    taken = {_own(row) for row in rows} - {""}
    found: dict[int, str] = {}
    counts: dict[int | None, int] = {}
    for row in rows:
        own = _own(row)
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


def own_number_finding(lines: Iterable[Labelled], own: str, pk: int | None = None) -> Finding:
    """May a line (`pk`, None for a new one) have this number of its own, or has another line it already?"""
    others = (_own(row) for row in lines if row.pk != pk)
    if own and _same(own) in {_same(other) for other in others if other}:
        return stopped(
            _("Another line already has the number {own}.").format(own=own),
            remedy=_("Give each line a different number."),
            code="label_override",
        )
    return met(code="label_override")


def doubled(lines: Iterable[Labelled]) -> dict[int, Finding]:
    """The lines whose typed number stands at another line too, each with what to say beside it.

    A number that was issued stands as it is.
    """
    rows = list(lines)
    found = {
        row.pk: own_number_finding(rows, row.label_override, row.pk) for row in rows if not row.issued_label
    }
    return {pk: finding for pk, finding in found.items() if not finding.is_met}


def doubled_stops(lines: Iterable[Labelled]) -> list[Finding]:
    """Each number that stands at more than one line, said once: nothing is issued with it."""
    return list(dict.fromkeys(doubled(lines).values()))


def _own(row: Labelled) -> str:
    return row.issued_label or row.label_override


def _same(label: str) -> str:
    """Two numbers are one for a reader when only their case or their spaces differ."""
    return "".join(label.split()).casefold()


def frozen(lines: Iterable[Labelled]) -> dict[int, str]:
    """The labels to write down at the first issue: those that are not empty."""
    return {pk: label for pk, label in labels(lines).items() if label}
