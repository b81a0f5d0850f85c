"""The queue: asking for work, and doing it once at a time under a lease that a dead worker loses.

A worker claims a waiting row and holds it until `lease_until`; every report of progress, and a heartbeat
beside it, moves that time on. When a worker dies the lease runs out and the work is queued again. A claim is
known by worker and attempt, so that a worker which lost its lease can no longer write to the row.
"""

import logging
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history import clock
from foundation.jobs.heartbeat import Heartbeat
from foundation.jobs.models import Job, JobQuerySet
from foundation.jobs.outage import AtOnce, is_away
from foundation.jobs.progress import HandedBack, LostLease, Progress, StopAsked, never_stops
from foundation.jobs.registry import (
    AT_A_SCREEN,
    FILES,
    LANES,
    MAIL,
    ON_TIME,
    WORK,
    every,
    job,
    kinds_of,
    periodic_works,
    work_of,
)
from foundation.ui import full_disk

log = logging.getLogger("panelbook.jobs")
MOST_ATTEMPTS = 3
# How long to wait after the first and the second failure: the cause may pass by itself.
RETRY_WAITS = (timedelta(seconds=2), timedelta(seconds=15))
LOST = gettext_noop("The worker stopped in the middle of it.")


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
    now = clock.now()
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


def run_pending(limit: int | None = None) -> int:
    """Do everything that is due, in this process, and say how many pieces were done or tried."""
    count = 0
    reap()
    while (limit is None or count < limit) and run_next(_("this process")):
        count += 1
    return count


def run_next(
    worker: str,
    *,
    lane: str | None = None,
    heartbeat: Heartbeat = nullcontext,
    stop_asked: StopAsked = never_stops,
    outage: AtOnce | None = None,
) -> bool:
    """Claim the next due piece of work, of one lane or of all, and do it; False when nothing is due.

    With an `outage` a database that goes away in the middle is waited for: what was done is marked as done
    once it is back, and what was broken off goes back to the queue without counting as an attempt.
    """
    claimed = _claim(worker, lane)
    if claimed is None:
        return False
    progress = Progress(claimed, stop_asked, outage)
    try:
        work = work_of(claimed.kind)
        with heartbeat(progress):
            work.run(progress, **claimed.arguments)
    except LostLease:
        log.warning("%s was taken over by another worker", claimed)
    except HandedBack:
        progress.outage.outlast(lambda: _hand_back(progress))
    except Exception as error:
        _broke_off(progress, error)
    else:
        progress.outage.outlast(lambda: _done(progress))
    return True


def _done(progress: Progress) -> None:
    progress.give(status=Job.Status.DONE, finished_at=clock.now(), lease_until=None, error="")


def _hand_back(progress: Progress) -> None:
    progress.give(status=Job.Status.WAITING, attempts=progress.job.attempts - 1, lease_until=None)


def _broke_off(progress: Progress, error: Exception) -> None:
    """What failed is tried again or stopped; what lost its database goes back to the queue as it was."""
    if is_away(error):
        progress.outage.noticed(error)
        progress.outage.outlast(lambda: _hand_back(progress))
        return
    log.error("%s failed at attempt %s", progress.job, progress.job.attempts, exc_info=error)
    progress.outage.outlast(lambda: _failed(progress, error))


def reap() -> int:
    """Queue again whatever lost its worker; after the third time it stays stopped. Returns how many."""
    now = clock.now()
    count = 0
    for lost in Job.objects.lost(now):
        progress = Progress(lost)
        if lost.attempts >= MOST_ATTEMPTS:
            count += _stop(progress, _(LOST), lease_before=now)
        else:
            count += progress.give(
                lease_before=now, status=Job.Status.WAITING, run_after=now, lease_until=None, error=_(LOST)
            )
    return count


def schedule_periodic(lane: str | None = None) -> None:
    """Queue the next run of everything periodic, one row each, and forget the runs before the last."""
    for work in periodic_works():
        if lane not in (None, work.lane):
            continue
        runs = Job.objects.filter(key=work.kind).order_by("-pk")
        last = runs.first()
        if last and last.finished_at is None:
            continue
        due = clock.now()
        if last and last.finished_at:
            due = last.finished_at + timedelta(seconds=work.every_seconds or 0)
            runs.exclude(pk=last.pk).delete()
        enqueue(work.kind, key=work.kind, run_after=due)


def _claim(worker: str, lane: str | None = None) -> Job | None:
    with transaction.atomic():
        now = clock.now()
        # SQLite ignores the row lock: there the IMMEDIATE transaction admits one writer at a time.
        found = _of_lane(Job.objects.select_for_update(skip_locked=True).due(now), lane).first()
        if found is None:
            return None
        found.status, found.worker = Job.Status.RUNNING, worker
        found.attempts += 1
        found.lease_until = now + timedelta(seconds=settings.WORKER_LEASE_SECONDS)
        found.save(update_fields=["status", "worker", "attempts", "lease_until"])
        return found


def _of_lane(waiting: JobQuerySet, lane: str | None) -> JobQuerySet:
    """What one lane does; a kind that nobody knows any more is left to the lane of plain work."""
    if lane == WORK:
        return waiting.exclude(
            kind__in=[kind for other in LANES if other != WORK for kind in kinds_of(other)]
        )
    return waiting if lane is None else waiting.filter(kind__in=kinds_of(lane))


def _failed(progress: Progress, error: Exception) -> None:
    """Wait and try again, or stop when it was the last attempt or trying again cannot help."""
    claimed = progress.job
    sentence = str(getattr(error, "sentence", "") or f"{type(error).__name__}: {error}")
    if full_disk.is_full(error):
        sentence = full_disk.SENTENCE
    if isinstance(error, GiveUp) or claimed.attempts >= MOST_ATTEMPTS:
        _stop(progress, sentence)
        return
    due = clock.now() + RETRY_WAITS[claimed.attempts - 1]
    progress.give(status=Job.Status.WAITING, run_after=due, lease_until=None, error=sentence)


def _stop(progress: Progress, sentence: str, *, lease_before: datetime | None = None) -> bool:
    """Mark the work as stopped for good and tell the room that asked for it; False when it was not ours.

    Both or neither: a worker killed in between leaves the stop to the next one.
    """
    with transaction.atomic():
        stopped = progress.give(
            lease_before=lease_before,
            status=Job.Status.FAILED,
            finished_at=clock.now(),
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
