"""Kinds of work that only tests know."""

import pytest

from foundation.jobs import queue
from foundation.jobs.models import Job
from foundation.jobs.queue import Progress

CALLS: list[object] = []
FAILURES: list[Job] = []


@queue.job("tests.note")
def note(progress: Progress, *, word: str = "done") -> None:
    progress(1, 2, f"Writing {word}")
    CALLS.append(word)


@queue.job("tests.break", on_failed=FAILURES.append)
def break_down(progress: Progress) -> None:
    CALLS.append("try")
    raise ValueError("Table 2 does not add up")


@queue.job("tests.give_up", on_failed=FAILURES.append)
def give_up(progress: Progress) -> None:
    CALLS.append("try")
    raise queue.GiveUp("The paper is encrypted.")


@queue.job("tests.taken_over")
def taken_over(progress: Progress) -> None:
    """While this runs, another worker takes the work over."""
    Job.objects.update(worker="another", attempts=2)
    progress(1, 2)
    CALLS.append("went on")


def claimed(worker: str, lane: str | None = None) -> Job:
    """The work that a worker took, which there was."""
    job = queue._claim(worker, lane)
    assert job is not None
    return job


@pytest.fixture(autouse=True)
def _nothing_called_yet() -> None:
    CALLS.clear()
    FAILURES.clear()
