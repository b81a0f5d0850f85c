"""What is written of an item while it is on: the minute it goes into, and what somebody has to do."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import refuse
from meetings.attendance.actions.entries import begin_act
from meetings.day.actions.recording import begin_item
from meetings.minutes.actions import deciding, writing
from meetings.models import AgendaItem, DayEntry, FollowUp, Meeting, Minute, MinuteItem
from meetings.restricted.business import Restricted
from meetings.restricted.kept import Kept


@transaction.atomic
def open_minute(*, meeting: Meeting, item: AgendaItem, by: User, key: str = "") -> Minute | None:
    """The minute in which this item is written, of its own or of the item above it; made where there is none.

    Nothing for business that is kept from whoever asks.
    """
    kept = Kept.of(by, meeting)
    if kept.has(item):
        return None
    minutes = writing.start_minutes(meeting=meeting, by=by)
    known = MinuteItem.objects.filter(minute__minutes=minutes, item__in=[item.pk, item.parent_id])
    found = sorted(known.select_related("minute"), key=lambda link: link.item_id != item.pk)
    if found:
        return None if kept.has_minute(found[0].minute) else found[0].minute
    title = Restricted.of(meeting).public_title_of(item)
    return writing.write_minute(minutes=minutes, items=[item], title=title, by=by)


@transaction.atomic
def take_item(
    *, meeting: Meeting, item: AgendaItem, by: User, at: datetime | None = None, key: str = ""
) -> DayEntry | None:
    """Begin an item, with a minute to write it in."""
    entry = begin_item(meeting=meeting, item=item, by=by, at=at, key=key)
    if entry is not None:
        open_minute(meeting=meeting, item=item, by=by)
    return entry


@transaction.atomic
def add_action(
    *,
    meeting: Meeting,
    item: AgendaItem | None,
    text: str,
    by: User,
    kind: str = FollowUp.Kind.ACTION,
    owner: str = "",
    due_on: date | None = None,
    key: str = "",
) -> FollowUp | None:
    """Record what somebody has to do, under the minute of the item. Raises `Refused`."""
    if begin_act(meeting, by, key) is None:
        return None
    minute = open_minute(meeting=meeting, item=item, by=by) if item else None
    if minute is None and item is not None:
        refuse(_("You do not have access to the minute of this item. Ask someone else to record the action."))
    if minute is None:
        refuse(_("Select the item this action comes from."), code="item")
    return deciding.add_follow_up(minute=minute, text=text, by=by, kind=kind, owner=owner, due_on=due_on)
