"""What background work there is: handlers by kind, and functions called again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from foundation.jobs.models import Job

# Each lane of a worker does its own kinds, one after another, and waits for no other lane: a mail server that
# hangs, or a pack of a thousand pages, holds up nothing that has a time, nobody who sent a file, and nobody
# who waits at a screen for one.
WORK, MAIL, ON_TIME, FILES, AT_A_SCREEN = "work", "mail", "on time", "files", "at a screen"
LANES = (WORK, MAIL, ON_TIME, FILES, AT_A_SCREEN)
Handler = TypeVar("Handler", bound=Callable[..., Any])
Periodic = TypeVar("Periodic", bound=Callable[[], Any])
OnFailed = Callable[[Job], Any]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: its function, what follows when it is given up, its rhythm if any, and its lane."""

    kind: str
    run: Callable[..., Any]
    on_failed: OnFailed | None = None
    every_seconds: int | None = None
    lane: str = WORK


_works: dict[str, Work] = {}


def job(kind: str, *, on_failed: OnFailed | None = None, lane: str = WORK) -> Callable[[Handler], Handler]:
    """Decorator: make `def handler(progress, **arguments)` known under a kind such as "meetings.build_pack".

    The handler may be called again after a crash, so it must be safe to repeat. `on_failed(job)` is called
    once, after the last attempt.
    """

    def add(handler: Handler) -> Handler:
        _add(Work(kind, handler, on_failed, lane=lane))
        return handler

    return add


def every(seconds: int, *, lane: str = WORK) -> Callable[[Periodic], Periodic]:
    """Decorator: one of the workers calls this function, without arguments, every so many seconds."""

    def add(function: Periodic) -> Periodic:
        kind = f"every:{function.__module__}.{function.__qualname__}"
        _add(Work(kind[:80], lambda progress: function(), every_seconds=seconds, lane=lane))
        return function

    return add


def work_of(kind: str) -> Work:
    """The work of a kind; raises LookupError for a kind nobody registered."""
    if kind not in _works:
        raise LookupError(f"No handler is registered for the kind {kind!r}")
    return _works[kind]


def periodic_works() -> list[Work]:
    """Everything that runs again and again."""
    return [work for work in _works.values() if work.every_seconds is not None]


def kinds_of(lane: str) -> list[str]:
    """The kinds that one lane does."""
    return [work.kind for work in _works.values() if work.lane == lane]


def _add(work: Work) -> None:
    known = _works.setdefault(work.kind, work)
    if known is not work and (known.run.__module__, known.run.__qualname__) != (
        work.run.__module__,
        work.run.__qualname__,
    ):
        raise TypeError(f"Two handlers are called {work.kind}")
    _works[work.kind] = work
