"""Builds that a newer one replaced and that nobody was given: their files go, their rows stay."""

from datetime import datetime

from django.db import transaction

from foundation.documents.store import housekeeping
from foundation.history.actors import SYSTEM
from foundation.history.events import record
from meetings.models import Pack

# The history names the row, so it stays and says what became of the file.
REPLACED = "A newer build has replaced this one, and its file has been removed."


def let_go_of_replaced_packs(*, now: datetime) -> int:
    """Remove files of builds that were replaced long ago and never issued; says how many builds that is."""
    numbers: list[int] = []
    found = Pack.objects.replaced_before(now - housekeeping.KEPT).select_related("meeting")
    packs = list(found)
    for pack in packs:
        numbers += [number for number in (pack.file_id, pack.screen_file_id) if number]
        _let_go(pack)
    # Should this stop in between, what was laid out is tidied away by itself another day.
    housekeeping.let_go(numbers, now)
    return len(packs)


@transaction.atomic
def _let_go(pack: Pack) -> None:
    # Stopped, so that work left over from it does not build it again.
    gone = {"status": Pack.Status.FAILED, "failure": REPLACED, "file": None, "screen_file": None}
    if Pack.objects.filter(pk=pack.pk, issued_at__isnull=True).update(**gone):
        record("old pack file removed", pack, by=SYSTEM, scope=pack.meeting.scope)
