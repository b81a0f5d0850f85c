"""Editing an agenda: its lines added, edited, moved and removed; the chair’s agreement to it."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import refuse, require, stopped
from foundation.history.models import Event
from meetings.agenda import mail
from meetings.agenda.actions.returning import return_to_programme
from meetings.agenda.rules.agenda import Place, TypedLine, moved, presenter_finding, read_lines, title_finding
from meetings.common.lifecycles import AGENDA
from meetings.common.locks import lock, lock_item
from meetings.common.policies import may_agree_agenda, may_edit_agenda
from meetings.common.rules.labels import own_number_finding
from meetings.minutes.actions.bringing import name_minutes, title_for
from meetings.models import (
    AgendaItem,
    Election,
    Interest,
    Meeting,
    MinuteItem,
    PackEntry,
    Restriction,
    ShutOut,
    Vote,
)
from meetings.models.agenda import Business, LineKind
from meetings.models.restricted_business import restricted_in_a_part
from meetings.restricted import hands_off
from meetings.withholding.actions.restricting import shut_out

KEPT_BY_ABOVE = stopped(
    "This sub-item is exempt or confidential only because of the item above it, so it cannot move out of it.",
    remedy="Make the sub-item itself exempt or confidential first.",
    code="where",
)
DECLARED = gettext_noop("Declared an interest in the item above this sub-item")


def leave_item(*, item: AgendaItem, above: AgendaItem, by: User) -> None:
    """Refuse where a line that has moved would be open by that alone; keep it from whom it was kept from."""
    standing = Restriction.objects.standing()
    if (
        standing.filter(item=above).exists()
        and not standing.filter(item__in=[item.pk, item.parent_id]).exists()
    ):
        require(KEPT_BY_ABOVE)
    if AgendaItem.objects.filter(restricted_in_a_part(), pk=item.pk).exists():
        _bring_shut_out(item, above, by)


def _bring_shut_out(item: AgendaItem, above: AgendaItem, by: User) -> None:
    for out in ShutOut.objects.filter(item=above).select_related("person"):
        shut_out(item=item, person=out.person, reason=out.reason, by=by)
    # A declaration says what was declared, so it stays as it is.
    declared = Interest.objects.leaving().filter(items=above).exclude(items=item)
    for interest in declared.select_related("person"):
        shut_out(item=item, person=interest.person, reason=_(DECLARED), by=by)


class ItemFacts(TypedDict, total=False):
    """What can be changed on a line of the agenda."""

    title: str
    kind: str
    business: str
    standing: str
    presenter: str
    purpose: str
    not_before: time | None
    label_override: str
    minutes_of: Sequence[Meeting]
    minutes_elsewhere: str


def places_of(items: Iterable[AgendaItem]) -> list[Place]:
    """The order of an agenda as plain values, for `meetings.agenda.rules.agenda.moved`."""
    return [Place(i.pk, i.parent_id, i.is_item) for i in items]


def reorder(meeting: Meeting, pk: int | None = None, where: str = "") -> bool:
    """Write every line's position as 1 to n, after moving one; true when the move changed something."""
    items = list(meeting.items.order_by("position", "pk"))
    before = _grouped(places_of(items))
    after = moved(before, pk, where) if pk else before
    by_pk = {item.pk: item for item in items}
    for position, place in enumerate(after, start=1):
        item = by_pk[place.pk]
        if (item.position, item.parent_id) != (position, place.parent):
            AgendaItem.objects.filter(pk=item.pk).update(position=position, parent=place.parent)
    return after != before


def _grouped(places: list[Place]) -> list[Place]:
    """Sub-items right behind the item they stand under."""
    return [
        p for top in places if top.parent is None for p in [top, *(s for s in places if s.parent == top.pk)]
    ]


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    by: User,
    kind: str = LineKind.ITEM,
    business: str = Business.STANDING,
    standing: str = "",
    presenter: str = "",
    purpose: str = "",
    parent: AgendaItem | None = None,
    after: AgendaItem | None = None,
    not_before: time | None = None,
    minutes_of: Sequence[Meeting] = (),
    minutes_elsewhere: str = "",
    label_override: str = "",
) -> AgendaItem:
    """Add a line to the agenda: at the end, under `parent`, or after the line `after`.

    An item that confirms minutes brings those that wait unless `minutes_of` names others; without a title of
    its own it is called after them.
    """
    lock(meeting)
    require(may_edit_agenda(by, meeting))
    is_minutes = business == Business.MINUTES
    require(title_finding(title or ("Minutes" if is_minutes else "")), presenter_finding(presenter))
    require(own_number_finding(meeting.items.all(), label_override.strip()))
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=meeting.items.count() + 1,
        kind=kind,
        business=business,
        standing=standing,
        title=title.strip(),
        presenter=presenter.strip(),
        purpose=purpose.strip(),
        not_before=not_before,
        label_override=label_override.strip(),
        minutes_elsewhere=minutes_elsewhere.strip() if is_minutes else "",
    )
    if is_minutes:
        # Named ones take the place of those that wait, also where they are all kept elsewhere.
        named = minutes_of or ([] if item.minutes_elsewhere else None)
        name_minutes(item, named, keep_title=bool(title.strip()))
    anchor = f"under-{parent.pk}" if parent else f"after-{after.pk}" if after else ""
    place_line(item, anchor)
    record("item added", item, by=by, scope=meeting.scope)
    return item


def place_line(item: AgendaItem, where: str) -> None:
    """Put a line where `rules.agenda.moved` says, and number all positions afresh."""
    reorder(item.meeting, item.pk, where)
    item.refresh_from_db(fields=["position", "parent"])


@transaction.atomic
def edit_item(
    *, item: AgendaItem, by: User, based_on: int | None = None, **facts: Unpack[ItemFacts]
) -> AgendaItem:
    """Change what is given and leave the rest. `based_on` is the version that was on the screen.

    Raises `NewerVersion` when somebody changed the item in between, with both states in words.
    """
    meeting = lock_item(item)
    require(may_edit_agenda(by, meeting))
    if based_on is not None and based_on != item.version:
        raise _newer(item, facts)
    minutes_of = facts.pop("minutes_of", None)
    was_written = item.business == "minutes" and item.title == title_for(
        list(item.minutes_of.all()), item.minutes_elsewhere
    )
    for name, value in facts.items():
        setattr(item, name, value.strip() if isinstance(value, str) else value)
    if item.business == Business.MINUTES and minutes_of is not None and (was_written or not item.title):
        item.title = title_for(minutes_of, item.minutes_elsewhere)
    require(title_finding(item.title), presenter_finding(item.presenter))
    require(own_number_finding(meeting.items.all(), item.label_override, item.pk))
    if not item.is_item and item.subitems.exists():
        refuse(_("It has sub-items, so it stays an item. Move them first."), code="kind")
    if item.kind == LineKind.HEADING and item.parent_id:
        refuse(_("A heading cannot be placed under an item."), code="kind")
    item.version += 1
    item.save()
    if minutes_of is not None or item.business != Business.MINUTES:
        item.minutes_of.set(minutes_of or [])
    record("item changed", item, by=by, scope=meeting.scope)
    return item


def _newer(item: AgendaItem, facts: ItemFacts) -> NewerVersion:
    """Both states of the item in words, and who saved the newer one."""
    event = Event.objects.of(item)[0]
    names = ("title", "presenter", "purpose")
    theirs = "\n".join(str(getattr(item, name)) for name in names if getattr(item, name))
    yours = "\n".join(str(facts.get(name, getattr(item, name))) for name in names if facts.get(name))
    return NewerVersion(event.actor_name, event.happened_at, item.version, theirs, yours)


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    """Take an item off the agenda with its sub-items; their papers stay among the papers."""
    meeting = lock_item(item)
    require(may_edit_agenda(by, meeting))
    hands_off.require_whole(by, item)
    doomed = [item.pk, *item.subitems.values_list("pk", flat=True)]
    if AgendaItem.objects.filter(pk__in=doomed).exclude(issued_label="").exists():
        refuse(
            _("This item has been published, so it keeps its place."),
            remedy=_("Withdraw it with its reason."),
        )
    if PackEntry.objects.filter(placement__item__in=doomed, pack__issued_at__isnull=False).exists():
        refuse(_("A paper of this item has been published, so the item stays on the agenda."))
    if MinuteItem.objects.filter(item__in=doomed).exists():
        refuse(_("This item has a minute, so it stays on the agenda."))
    if Vote.objects.filter(item__in=doomed).exists() or Election.objects.filter(item__in=doomed).exists():
        refuse(_("A vote has been recorded on this item, so it stays on the agenda."))
    record("item removed", item, by=by, scope=meeting.scope)
    return_to_programme(items=doomed, by=by)
    # Drafts of the pack may still name its papers; an issued pack cannot: its agenda is published.
    PackEntry.objects.filter(placement__item__in=doomed, pack__issued_at__isnull=True).delete()
    item.delete()
    reorder(meeting)


@transaction.atomic
def move_item(*, item: AgendaItem, where: str, by: User) -> bool:
    """Move a line "up", "down", "first", "after-<key>" or "under-<key>"; false when it stays where it is."""
    meeting = lock_item(item)
    require(may_edit_agenda(by, meeting))
    # Where it stands now: once it left a restricted line, nobody is shut out of it any more.
    hands_off.require_open(by, item)
    above = item.parent
    has_moved = reorder(meeting, item.pk, where)
    if has_moved:
        item.refresh_from_db(fields=["position", "parent"])
        if above is not None and above != item.parent:
            leave_item(item=item, above=above, by=by)
        record("item moved", item, by=by, scope=meeting.scope, data={"where": where})
    return has_moved


@transaction.atomic
def paste_lines(
    *, meeting: Meeting, text: str, by: User, after: AgendaItem | None = None
) -> list[AgendaItem]:
    """Add typed lines to the agenda, at the end or after a line; refused whole when one cannot be used."""
    lock(meeting)
    require(may_edit_agenda(by, meeting))
    lines = read_lines(text)
    problems = [stopped(f"{line.problem}.", code="lines") for line in lines if line.problem]
    if problems or not lines:
        require(*(problems or [stopped(_("Enter at least one line."), code="lines")]))
    added = _add_lines(meeting, lines, after)
    record("items added", meeting, by=by, scope=meeting.scope, data={"count": len(added)})
    return added


@transaction.atomic
def add_minutes_items(*, meeting: Meeting, meetings: Sequence[Meeting], by: User) -> list[AgendaItem]:
    """Add an item for the minutes of each of these meetings, the earliest first.

    An item for minutes that the template brought and that names none yet takes them instead. Minutes that an
    item of this agenda brings already get no second one.
    """
    brought = minutes_brought(meeting)
    in_order = sorted((each for each in meetings if each.pk not in brought), key=lambda each: each.starts_at)
    waiting = meeting.items.filter(
        business=Business.MINUTES, minutes_of=None, minutes_elsewhere="", withdrawn_at=None
    ).first()
    if waiting is not None and in_order:
        return [edit_item(item=waiting, minutes_of=in_order, by=by)]
    return [
        add_item(meeting=meeting, title="", business=Business.MINUTES, minutes_of=[each], by=by)
        for each in in_order
    ]


def minutes_brought(meeting: Meeting) -> set[int]:
    """The meetings whose minutes stand on this agenda to be confirmed."""
    lines = meeting.items.filter(withdrawn_at=None, minutes_of__isnull=False)
    return set(lines.values_list("minutes_of", flat=True))


def _add_lines(meeting: Meeting, lines: Iterable[TypedLine], after: AgendaItem | None) -> list[AgendaItem]:
    """Write lines one behind the other; the first goes behind the whole block of `after`."""
    added: list[AgendaItem] = []
    top = (after.parent or after) if after else None
    count = meeting.items.count()
    for line in lines:
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=count + len(added) + 1,
            kind=line.kind,
            business=line.business if line.kind == LineKind.ITEM else Business.STANDING,
            standing=line.standing,
            title=line.title,
            presenter=line.presenter,
        )
        if item.business == Business.MINUTES:
            name_minutes(item, keep_title=True)
        if line.is_sub and top:
            place_line(item, f"under-{top.pk}")
        else:
            place_line(item, f"after-{top.pk}" if top else "")
            top = item
        added.append(item)
    return added


@transaction.atomic
def send_to_chair(*, meeting: Meeting, by: User, comment: str = "") -> str:
    """Give the draft agenda to the chair to read and agree; says who was told by e-mail, if anybody was."""
    lock(meeting)
    require(may_edit_agenda(by, meeting))
    _require_items(meeting)
    AGENDA.move(meeting, "send_to_chair", by=by, scope=meeting.scope, note=comment.strip())
    return mail.ask_to_agree(meeting, today=timezone.localdate())


@transaction.atomic
def return_agenda(*, meeting: Meeting, by: User, comment: str = "") -> None:
    """Give the agenda back for changes, with the chair's comment."""
    lock(meeting)
    require(may_agree_agenda(by, meeting))
    AGENDA.move(meeting, "return", by=by, scope=meeting.scope, note=comment.strip())


@transaction.atomic
def agree_agenda(*, meeting: Meeting, by: User) -> None:
    """Agree the agenda: the chair, or the secretariat on the chair's word."""
    lock(meeting)
    require(may_agree_agenda(by, meeting))
    _require_items(meeting)
    AGENDA.move(meeting, "agree", by=by, scope=meeting.scope)


def _require_items(meeting: Meeting) -> None:
    if not meeting.items.exists():
        refuse(_("This agenda has no items."), remedy=_("Add at least one item."), code="empty")
