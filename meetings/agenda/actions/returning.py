"""What becomes of items of the work programme when their agenda changes or their meeting is over."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from foundation.history.actors import Actor
from meetings.common.lifecycles import PROGRAMME
from meetings.common.rules.year import year_of
from meetings.models import Meeting, Restriction, WorkProgrammeItem
from meetings.models.when import month_of

_Recurs, _Status = WorkProgrammeItem.Recurs, WorkProgrammeItem.Status
# The meetings at which what comes "at every meeting" comes.
_REGULAR = (Meeting.Kind.ORDINARY, Meeting.Kind.ANNUAL, Meeting.Kind.PRECEPT)


@transaction.atomic
def return_to_programme(*, items: Iterable[int], by: Actor) -> int:
    """Give back to the work programme what stood on these lines of an agenda; returns how many."""
    placed = WorkProgrammeItem.objects.select_for_update().filter(
        agenda_item__in=list(items), status=_Status.PLACED
    )
    entries = list(placed)
    for entry in entries:
        # Off the agenda nothing says any more that it is restricted business: it stays within.
        is_private = entry.is_private or _is_restricted(entry)
        PROGRAMME.move(entry, "return", by=by, scope=entry.body.scope)
        WorkProgrammeItem.objects.filter(pk=entry.pk).update(agenda_item=None, is_private=is_private)
        if entry.meeting_id is None and entry.first_month is None:
            PROGRAMME.move(entry, "unplan", by=by, scope=entry.body.scope)
    return len(entries)


@transaction.atomic
def return_programme_of(*, meeting: Meeting, by: Actor) -> int:
    """Give back everything that stood on the agenda of a meeting that does not take place.

    What waited for that meeting waits for its month from now on.
    """
    count = return_to_programme(items=meeting.items.values_list("pk", flat=True), by=by)
    month = month_of(meeting.day)
    waiting = WorkProgrammeItem.objects.wanted_for(meeting.pk)
    waiting.update(meeting=None, first_month=month.first, last_month=month.last)
    return count


@transaction.atomic
def finish_programme_of(*, meeting: Meeting, by: Actor) -> int:
    """After a meeting was held: its items are done, withdrawn ones come back, recurring ones come again.

    Done twice it changes nothing.
    """
    withdrawn = meeting.items.filter(Q(withdrawn_at__isnull=False) | Q(parent__withdrawn_at__isnull=False))
    return_to_programme(items=withdrawn.values_list("pk", flat=True), by=by)
    placed = WorkProgrammeItem.objects.select_for_update(of=("self",)).filter(
        agenda_item__meeting=meeting, status=_Status.PLACED
    )
    entries = list(placed.select_related("body", "agenda_item"))
    for entry in entries:
        PROGRAMME.move(entry, "finish", by=by, scope=entry.body.scope)
        _come_again(entry, meeting, by)
    return len(entries)


def _come_again(entry: WorkProgrammeItem, meeting: Meeting, by: Actor) -> None:
    """Plan the next occurrence of a recurring item, once."""
    if not entry.recurs or WorkProgrammeItem.objects.filter(follows=entry).exists():
        return
    following, when = None, None
    if entry.recurs == _Recurs.ANNUAL:
        when = month_of(meeting.day).a_year_later()
        day = when.first_day
    else:
        following = _next_of(meeting)
        day = following.day if following else meeting.day
    if entry.recurs_until and day > entry.recurs_until:
        return
    again = WorkProgrammeItem.objects.create(
        body=entry.body,
        year=year_of(day),
        title=entry.title,
        purpose=entry.purpose,
        presenter=entry.presenter,
        business=entry.business,
        source=entry.source,
        source_words=entry.source_words,
        source_ref=entry.source_ref,
        meeting=following,
        first_month=when.first if when else None,
        last_month=when.last if when else None,
        recurs=entry.recurs,
        recurs_until=entry.recurs_until,
        is_private=entry.is_private or _is_restricted(entry),
        follows=entry,
    )
    if following or when:
        PROGRAMME.move(again, "plan", by=by, scope=entry.body.scope)


def _next_of(meeting: Meeting) -> Meeting | None:
    """The next regular meeting of the same body that is still to come."""
    later = Meeting.objects.filter(
        body_id=meeting.body_id,
        starts_at__gt=meeting.starts_at,
        status__in=Meeting.STILL_TO_COME,
        kind__in=_REGULAR,
        is_private=False,
    )
    return later.order_by("starts_at").first()


def _is_restricted(entry: WorkProgrammeItem) -> bool:
    if entry.agenda_item is None:
        return False
    lines = [entry.agenda_item_id, entry.agenda_item.parent_id]
    return Restriction.objects.standing().filter(item__in=[pk for pk in lines if pk]).exists()
