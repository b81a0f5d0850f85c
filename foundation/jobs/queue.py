"""The queue: asking for work, and doing it once at a time under a lease that a dead worker loses.

A worker claims a waiting row and holds it until `lease_until`; every report of progress, and a heartbeat
beside it, moves that time on. When a worker dies the lease runs out and the work is queued again. A claim is
known by worker and attempt, so that a worker which lost its lease can no longer write to the row.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.jobs.heartbeat import Heartbeat, no_heartbeat
from foundation.jobs.models import Job
from foundation.jobs.progress import HandedBack, LostLease, Progress, StopAsked, never_stops
from foundation.jobs.registry import every, job, periodic_works, work_of

__all__ = [
    "GiveUp",
    "HandedBack",
    "LostLease",
    "Progress",
    "enqueue",
    "every",
    "job",
    "reap",
    "run_next",
    "run_pending",
    "schedule_periodic",
]

log = logging.getLogger("panelbook.jobs")
MOST_ATTEMPTS = 3
# How long to wait after the first and the second failure: the cause may pass by itself.
RETRY_WAITS = (timedelta(seconds=2), timedelta(seconds=15))
LOST = "The worker stopped in the middle of it."


class GiveUp(Exception):
    """Raised by a handler when trying again cannot help; carries the sentence to show."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def enqueue(
    kind: str, *, key: str, arguments: dict[str, Any] | None = None, run_after: datetime | None = None
) -> Job:
    """Ask for a piece of work; while work with the same key is waiting or running, join it instead.

    Inside a transaction the work becomes visible to workers when it commits. Raises LookupError for a kind
    nobody registered.
    """
    work_of(kind)
    now = timezone.now()
    due = run_after or now
    while True:
        if known := Job.objects.unfinished().filter(key=key).first():
            return _brought_forward(known, due)
        try:
            with transaction.atomic():
                return Job.objects.create(
                    kind=kind, key=key, arguments=arguments or {}, run_after=due, asked_at=now
                )
        except IntegrityError:
            # Another process asked for the same between our look and our insert: join its row.
            continue


def _brought_forward(known: Job, due: datetime) -> Job:
    if known.status == Job.Status.WAITING and not known.attempts and due < known.run_after:
        Job.objects.filter(pk=known.pk, status=Job.Status.WAITING).update(run_after=due)
        known.run_after = due
    return known


def run_pending(limit: int | None = None, *, worker: str = "this process") -> int:
    """Do everything that is due, in this process, and say how many pieces were done or tried."""
    count = 0
    reap()
    while (limit is None or count < limit) and run_next(worker):
        count += 1
    return count


def run_next(
    worker: str, *, heartbeat: Heartbeat = no_heartbeat, stop_asked: StopAsked = never_stops
) -> bool:
    """Claim the next due piece of work and do it; False when nothing is due."""
    claimed = _claim(worker)
    if claimed is None:
        return False
    progress = Progress(claimed, stop_asked)
    try:
        work = work_of(claimed.kind)
        with heartbeat(progress):
            work.run(progress, **claimed.arguments)
    except LostLease:
        log.warning("%s was taken over by another worker", claimed)
    except HandedBack:
        progress.give(status=Job.Status.WAITING, attempts=claimed.attempts - 1, lease_until=None)
    except Exception as error:
        log.exception("%s failed at attempt %s", claimed, claimed.attempts)
        _failed(progress, error)
    else:
        progress.give(status=Job.Status.DONE, finished_at=timezone.now(), lease_until=None, error="")
    return True


def reap() -> int:
    """Queue again whatever lost its worker; after the third time it stays stopped. Returns how many."""
    now = timezone.now()
    count = 0
    for lost in Job.objects.lost(now):
        progress = Progress(lost)
        if lost.attempts >= MOST_ATTEMPTS:
            count += _stop(progress, LOST, lease_before=now)
        else:
            count += progress.give(
                lease_before=now, status=Job.Status.WAITING, run_after=now, lease_until=None, error=LOST
            )
    return count


def schedule_periodic() -> None:
    """Queue the next run of everything periodic, one row each, and forget the runs before the last."""
    for work in periodic_works():
        runs = Job.objects.filter(key=work.kind).order_by("-pk")
        last = runs.first()
        if last and last.finished_at is None:
            continue
        due = timezone.now()
        if last and last.finished_at:
            due = last.finished_at + timedelta(seconds=work.every_seconds or 0)
            runs.exclude(pk=last.pk).delete()
        enqueue(work.kind, key=work.kind, run_after=due)


def _claim(worker: str) -> Job | None:
    with transaction.atomic():
        now = timezone.now()
        # SQLite ignores the row lock: there the IMMEDIATE transaction admits one writer at a time.
        found = Job.objects.select_for_update(skip_locked=True).due(now).first()
        if found is None:
            return None
        found.status, found.worker = Job.Status.RUNNING, worker
        found.attempts += 1
        found.lease_until = now + timedelta(seconds=settings.WORKER_LEASE_SECONDS)
        found.save(update_fields=["status", "worker", "attempts", "lease_until"])
        return found


def _failed(progress: Progress, error: Exception) -> None:
    """Wait and try again, or stop when it was the last attempt or trying again cannot help."""
    claimed = progress.job
    sentence = str(getattr(error, "sentence", "") or f"{type(error).__name__}: {error}")
    if isinstance(error, GiveUp) or claimed.attempts >= MOST_ATTEMPTS:
        _stop(progress, sentence)
        return
    due = timezone.now() + RETRY_WAITS[claimed.attempts - 1]
    progress.give(status=Job.Status.WAITING, run_after=due, lease_until=None, error=sentence)


def _stop(progress: Progress, sentence: str, *, lease_before: datetime | None = None) -> bool:
    """Mark the work as stopped for good and tell the room that asked for it; False when it was not ours.

    Both or neither: a worker killed in between leaves the stop to the next one.
    """
    with transaction.atomic():
        stopped = progress.give(
            lease_before=lease_before,
            status=Job.Status.FAILED,
            finished_at=timezone.now(),
            lease_until=None,
            error=sentence,
        )
        if stopped:
            _tell(progress.job)
    return stopped


def _tell(stopped: Job) -> None:
    try:
        on_failed = work_of(stopped.kind).on_failed
        if on_failed:
            with transaction.atomic():
                on_failed(stopped)
    except Exception:
        log.exception("What follows the failure of %s failed as well", stopped)
