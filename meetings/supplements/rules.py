"""What may come after publication: numbers of added items, why they are urgent, why a paper is late. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.ui.words import letter
from meetings.common.rules.days import URGENT
from meetings.common.rules.labels import Labelled

NEXT = "next"


def added_label(lines: Iterable[Labelled], *, style: str, parent: int | None, after: int | None) -> str:
    """The number of an item that is added after publication, which no other line has or had.

    The next number, or a letter after the item before it (9A); under an item the next letter. `after` is the
    line it stands behind, None for the end.
    """
    rows = list(lines)
    taken = {_label(row) for row in rows} - {""}
    by_pk = {row.pk: row for row in rows}
    if parent is not None:
        above = _label(by_pk[parent]) if parent in by_pk else ""
        return _first_free((f"{above} {letter(n)})".strip() for n in range(1, 1000)), taken)
    if style != NEXT and (before := _numbered_before(rows, after)):
        stem = before.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return _first_free((f"{stem}{letter(n).upper()}" for n in range(1, 1000)), taken)
    highest = max((int(label) for label in taken if label.isdigit()), default=0)
    return str(highest + 1)


def _label(row: Labelled) -> str:
    return row.issued_label or row.label_override


def _numbered_before(rows: Sequence[Labelled], after: int | None) -> str:
    """The number of the last numbered top line up to `after`; nothing when there is none before it."""
    found = ""
    for row in rows:
        if row.parent_id is None and _label(row)[:1].isdigit():
            found = _label(row)
        if row.pk == after:
            break
    return found


def _first_free(labels: Iterable[str], taken: Collection[str]) -> str:
    return next(label for label in labels if label not in taken)


def urgency_finding(*, is_in_time: bool, reason: str, opinion_by: str, has_day: bool) -> Finding:
    """May a new item be business of this meeting? In time it may; later only as urgent business."""
    given = [bool(reason.strip()), bool(opinion_by.strip()), has_day]
    if all(given):
        return met(code="urgent")
    if any(given):
        return stopped(
            _(
                "Enter all three: the special circumstances, whose opinion it "
                "is, and the date of the opinion."
            ),
            source=URGENT.source,
            code="urgent_reason" if not given[0] else "urgent_opinion_by",
        )
    if is_in_time:
        return met(code="urgent")
    return stopped(
        _(
            "The last day of notice has passed. The item can be considered only if the Chair is of the "
            "opinion, by reason of special circumstances, that it should be "
            "considered as a matter of urgency."
        ),
        source=URGENT.source,
        remedy=_("Otherwise it cannot be considered at this meeting. It can be listed for a later one."),
        code="urgent_reason",
    )


def late_finding(*, is_in_time: bool, reason: str) -> Finding:
    """A report on a listed item that comes after the last day of notice says why."""
    if is_in_time or reason.strip():
        return met(code="reason")
    return not_met(
        _(
            "The last day of notice has passed. Enter the reason this paper is late. It is printed in the "
            "supplement."
        ),
        source=_("Local Government Act 1972, section 100B(3)"),
        code="reason",
    )


@dataclass(frozen=True, slots=True)
class NewItem:
    """An added item as far as publishing looks at it."""

    label: str
    title: str
    is_urgent: bool
    is_to_note: bool


def item_points(items: Iterable[NewItem], *, is_in_time: bool) -> list[Finding]:
    """What to say of new items before a supplement goes out: time may have passed since they were added."""
    found = []
    for item in items:
        name = _("Item {label}, “{title}”,").format(label=item.label, title=item.title)
        if item.is_to_note:
            found.append(
                look(
                    _("{name} cannot be considered at this meeting. It is listed for a later one.").format(
                        name=name
                    ),
                    source=URGENT.source,
                )
            )
        elif not item.is_urgent and not is_in_time:
            found.append(
                stopped(
                    _("{name} is new, and the last day of notice has passed.").format(name=name),
                    source=URGENT.source,
                    remedy=_(
                        "Record the Chair’s opinion and the special circumstances, or list it for a "
                        "later meeting."
                    ),
                    code="urgent",
                )
            )
    return found


def nothing_changed(count: int) -> Finding:
    """A supplement brings something."""
    if count:
        return met(code="changes")
    return stopped(
        _("Nothing has changed since the last publication, so there is nothing to put in a supplement."),
        code="changes",
    )
