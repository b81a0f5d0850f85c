"""What the worker does for meetings."""

from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.jobs import queue
from foundation.jobs.models import Job
from foundation.jobs.progress import Progress
from meetings.actions.packing import PaperStops, build
from meetings.actions.supplement_packing import build_supplement
from meetings.models import Pack


def _build_failed(job: Job) -> None:
    """The last attempt failed: say at which paper, so that it can be mended."""
    pack = Pack.objects.select_related("meeting", "failed_placement__paper").get(pk=job.arguments["pack"])
    if pack.status in (Pack.Status.WHOLE, Pack.Status.FAILED):
        return
    at = f" at “{pack.failed_placement.paper}”" if pack.failed_placement else ""
    _fail(
        pack,
        f"The build stopped three times{at}. Mend that paper, or take it off the agenda, and build again.",
    )


@queue.job("meetings.build_pack", on_failed=_build_failed)
def build_pack(progress: Progress, *, pack: int) -> None:
    """Build one pack; safe to repeat after a crash, and done at once when it is whole already."""
    row = Pack.objects.select_related("meeting").get(pk=pack)
    if row.status in (Pack.Status.WHOLE, Pack.Status.FAILED):
        return
    Pack.objects.filter(pk=row.pk).update(status=Pack.Status.BUILDING)
    try:
        builder = build_supplement if row.kind == Pack.Kind.SUPPLEMENT else build
        builder(row, progress, is_careful=progress.job.attempts > 1)
    except PaperStops as stop:
        Pack.objects.filter(pk=row.pk).update(failed_placement=stop.paper.placement)
        _fail(row, f"“{stop.paper.title}”: {stop.sentence}")
        raise queue.GiveUp(stop.sentence) from stop


def _fail(pack: Pack, sentence: str) -> None:
    Pack.objects.filter(pk=pack.pk).update(status=Pack.Status.FAILED, failure=sentence)
    record("pack build stopped", pack, by=SYSTEM, scope=pack.meeting.scope, note=sentence)
