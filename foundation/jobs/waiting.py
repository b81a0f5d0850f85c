"""What a page needs and only the worker makes: the request answers at once, with a page that waits for it.

Whoever makes something slow keeps it under a key of all that goes into it. Inside a request that answers at
once it raises `NotMadeYet` for what is not kept, with the work that makes it; nothing else has happened by
then. The page that waits asks the same address again, so rights and words are always those of that moment:
whoever lost a role gets what anybody without it gets, and words that changed have another key.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import look
from foundation.jobs import queue
from foundation.jobs.models import Job

_at_once: ContextVar[bool] = ContextVar("at_once", default=False)
# Done a moment ago, and the page looked a moment before that: it looks again before it asks for the same.
JUST_NOW = timedelta(seconds=15)
# Done not long ago, and still not there: to ask for it again would go on for ever.
IN_VAIN = timedelta(minutes=10)
NOT_FOUND = gettext_noop(
    "The background worker created this file, but the site cannot find it. "
    "The worker and the site may be of different versions, or use different folders."
)
# So long nothing waits while a worker runs, unless much else is before it.
TOO_LONG = timedelta(minutes=1)
TAKES_LONG = look(
    "This takes longer than usual. The file is long, other work is before it, or the background worker is "
    "not running.",
    remedy="If nothing changes within a few minutes, tell your support team.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to be made: what the page calls it, and the work, asked for once under its key.

    `is_saved` for what a browser saves instead of showing it.
    """

    title: str
    kind: str
    key: str
    arguments: dict[str, Any] = field(default_factory=dict)
    is_saved: bool = False


class NotMadeYet(Exception):
    """An answer needs these first; `of` says how many such things it needs with those that are there."""

    def __init__(self, wanted: Sequence[Wanted], of: int = 0) -> None:
        super().__init__(", ".join(each.key for each in wanted))
        self.wanted = list(wanted)
        self.of = max(of, len(wanted))


@contextmanager
def answering_at_once() -> Iterator[None]:
    """Inside, nothing slow is made: what is not kept is left to the worker."""
    with _answering(at_once=True):
        yield


@contextmanager
def without_the_worker() -> Iterator[None]:
    """Inside, what is slow is made all the same: for an act that must not wait, whoever is waiting for it."""
    with _answering(at_once=False):
        yield


@contextmanager
def _answering(*, at_once: bool) -> Iterator[None]:
    token = _at_once.set(at_once)
    try:
        yield
    finally:
        _at_once.reset(token)


def is_at_once() -> bool:
    """True where somebody waits for an answer, so that slow work belongs to the worker."""
    return _at_once.get()


def ask(wanted: Wanted, now: datetime, *, again: bool = False) -> Job:
    """The work that makes this: the one under way, the one that stopped, or a new one.

    What stopped stays so until somebody asks `again`; what was made in vain has stopped as well.
    """
    last = Job.objects.latest_for(wanted.key)
    if last is not None and last.status == Job.Status.FAILED and not again:
        return last
    if last is not None and last.status == Job.Status.DONE:
        finished = last.finished_at or now
        if finished > now - JUST_NOW:
            return last
        if finished > now - IN_VAIN and not again:
            last.status, last.error = Job.Status.FAILED, _(NOT_FOUND)
            last.save(update_fields=["status", "error"])
            return last
    return queue.enqueue(wanted.kind, key=wanted.key, arguments=wanted.arguments)


def forget_arguments(job: Job) -> None:
    """Take the words out of a row of work that is over: they stand in what was made, and nowhere else."""
    Job.objects.filter(pk=job.pk).update(arguments={})
