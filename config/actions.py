"""What is done with a whole installation: say that it is a restored copy, and release it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.models import RestoredCopy
from config.restored import NOT_RESTORED
from foundation.history import events
from foundation.history.actors import Actor
from foundation.history.findings import refuse


def mark_restored(taken_at: datetime) -> RestoredCopy:
    """Say that this installation was restored from a backup taken at this time."""
    return RestoredCopy.objects.create(taken_at=taken_at, restored_at=timezone.now())


@transaction.atomic
def release(*, by: Actor) -> RestoredCopy:
    """End the hold: from now on mail leaves, and what was set to be published is published."""
    waiting = list(RestoredCopy.objects.waiting().select_for_update())
    if not waiting:
        refuse(_(NOT_RESTORED))
    now = timezone.now()
    for copy in waiting:
        copy.released_at, copy.released_by = now, by.printed_name
        copy.save(update_fields=["released_at", "released_by"])
    newest = waiting[0]
    data = {"taken_at": newest.taken_at.isoformat(), "restored_at": newest.restored_at.isoformat()}
    events.record("restored copy released", newest, by=by, data=data)
    return newest
