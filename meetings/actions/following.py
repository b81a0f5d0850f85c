"""What the public reads of coming meetings goes with the settings of their body and the place they name."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.library import publishing as library
from foundation.library.models import PublicMeeting
from meetings.actions.finds import keeping_finds
from meetings.actions.leaks import require_announceable
from meetings.actions.locks import lock
from meetings.actions.public_facts import public_facts
from meetings.models import Meeting


@transaction.atomic
def follow_bodies(bodies: Iterable[int], by: User) -> None:
    """Say on the public page of each coming meeting what its body's settings say now.

    A meeting that was held keeps what the public was told of it then.
    """
    coming = Meeting.objects.upcoming(timezone.localdate()).open_to_the_public().filter(body__in=list(bodies))
    for meeting in coming.order_by("pk"):
        announce_afresh(meeting, by)


@keeping_finds
@transaction.atomic
def announce_afresh(meeting: Meeting, by: User) -> None:
    """Publish the facts of an announced meeting as they are now, and search what changed."""
    lock(meeting)
    before = PublicMeeting.objects.filter(ref=meeting.ref).values_list("changed_at", flat=True).first()
    public = library.announce(facts=public_facts(meeting), by=by, scope=meeting.scope)
    # The search takes its time, and most changes of the settings say nothing to the public.
    if public.changed_at != before:
        require_announceable(meeting, public)
