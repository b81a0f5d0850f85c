"""The work programme in a life story: when a thing was planned, for when, and where it came from."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.models import Event
from foundation.ui.dates import long_day
from meetings.models import AgendaItem, WorkProgrammeItem
from meetings.story_steps import PLANNED, Step

ADDED = "work programme item added"


def planned_for(
    items: Iterable[AgendaItem], refs: Collection[str], user: User
) -> dict[int, WorkProgrammeItem]:
    """What of the work programme led to these items or came of these refs, as far as this user reads it."""
    which = Q(agenda_item__in=list(items)) | Q(source_ref__in=refs) | Q(ref__in=refs)
    found = WorkProgrammeItem.objects.visible_to(user).with_links().filter(which)
    return {entry.pk: entry for entry in found.order_by("pk")}


def planned_steps(entries: Iterable[WorkProgrammeItem], here: str) -> Iterator[Step]:
    """One step an entry, on the day it was added; in a fixed number of queries."""
    kept = {str(entry.pk): entry for entry in entries}
    added = Event.objects.filter(
        subject_type=WorkProgrammeItem._meta.label_lower, subject_id__in=kept, verb=ADDED
    )
    for event in added.order_by("number"):
        entry = kept[event.subject_id]
        yield Step(
            timezone.localtime(event.happened_at).date(),
            "Work programme",
            entry.title,
            _words(entry),
            f"{reverse('meetings:programme', args=[entry.body_id])}?from={entry.year}#item-{entry.pk}",
            PLANNED,
            is_here=entry.ref == here,
        )


def _words(entry: WorkProgrammeItem) -> str:
    source = ": ".join(filter(None, [entry.get_source_display(), entry.source_words]))
    return f"{_when(entry)}. {source}"


def _when(entry: WorkProgrammeItem) -> str:
    if entry.status == WorkProgrammeItem.Status.DROPPED:
        return f"Dropped: {entry.dropped_reason.rstrip('.')}"
    if entry.agenda_item:
        return f"Placed on the agenda of {long_day(entry.agenda_item.meeting.day)}"
    if entry.meeting:
        return f"Planned for the meeting of {long_day(entry.meeting.day)}"
    return f"Planned for {entry.when}" if entry.when else "Without a date yet"
