"""How far a piece of work has come, written to its row under the lease of one attempt."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from foundation.history import clock
from foundation.jobs.models import Job
from foundation.jobs.outage import AtOnce

StopAsked = Callable[[], bool]


class LostLease(Exception):
    """This attempt took so long without a sign of life that the work was given to another worker."""


class HandedBack(Exception):
    """The worker was asked to stop: the work goes back to the queue, and the attempt is not counted."""


def never_stops() -> bool:
    """No one asks this process to stop."""
    return False


class Progress:
    """Given to a handler; calling it reports the step and keeps the lease."""

    def __init__(self, job: Job, stop_asked: StopAsked = never_stops, outage: AtOnce | None = None) -> None:
        self.job = job
        self.outage = outage or AtOnce()
        self._stop_asked = stop_asked

    def __call__(self, done: int, total: int, step: str = "") -> None:
        """Report `done` of `total` and the step in words; raises `LostLease` or `HandedBack`."""
        if self._stop_asked():
            raise HandedBack
        told: dict[str, Any] = {"done_count": done, "total_count": total, "step": step[:200]}
        if not self.outage.outlast(lambda: self.give(**told, lease_until=_lease())):
            raise LostLease

    def keep(self) -> bool:
        """Move the lease on without news; False when it is lost."""
        return self.give(lease_until=_lease())

    def give(self, *, lease_before: datetime | None = None, **values: Any) -> bool:
        """Write to the row if this attempt still holds it; False when it does not.

        With `lease_before` only if its lease ran out before that time, too.
        """
        held = Job.objects.held_by(self.job)
        if lease_before is not None:
            held = held.filter(lease_until__lt=lease_before)
        if not held.update(**values):
            return False
        for name, value in values.items():
            if name != "attempts":
                setattr(self.job, name, value)
        return True


def _lease() -> datetime:
    return clock.now() + timedelta(seconds=settings.WORKER_LEASE_SECONDS)
