"""Asking for work and doing it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from foundation.jobs import queue, registry
from foundation.jobs.models import Job
from tests.foundation.jobs.conftest import CALLS, FAILURES, claimed

pytestmark = pytest.mark.django_db


def ask(kind: str = "tests.note", key: str = "a", **arguments: Any) -> Job:
    return queue.enqueue(kind, key=key, arguments=arguments)


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_work_is_done_with_its_arguments_and_its_progress_stays(clock: time_machine.Traveller) -> None:
    job = ask(word="minutes")
    assert queue.run_pending() == 1
    job = fresh(job)
    assert CALLS == ["minutes"]
    assert (job.status, job.done_count, job.total_count, job.step) == ("done", 1, 2, "Writing minutes")
    assert (job.finished_at, job.lease_until) == (timezone.now(), None)


def test_asking_twice_joins_the_open_work(clock: time_machine.Traveller) -> None:
    assert ask() == ask()
    assert queue.run_pending() == 1


def test_asking_again_after_it_is_done_starts_anew(clock: time_machine.Traveller) -> None:
    first = ask()
    queue.run_pending()
    assert ask() != first


def test_asking_for_sooner_brings_waiting_work_forward(clock: time_machine.Traveller) -> None:
    now = timezone.now()
    queue.enqueue("tests.note", key="a", run_after=now + timedelta(hours=1))
    assert fresh(ask()).run_after == now


def test_work_for_later_waits(clock: time_machine.Traveller) -> None:
    queue.enqueue("tests.note", key="a", run_after=timezone.now() + timedelta(minutes=1))
    assert queue.run_pending() == 0
    clock.shift(61)
    assert queue.run_pending() == 1


def test_the_longest_due_is_done_first_and_no_more_than_asked_for(clock: time_machine.Traveller) -> None:
    now = timezone.now()
    for key, minutes in (("b", 2), ("c", 1), ("a", 3)):
        queue.enqueue(
            "tests.note", key=key, arguments={"word": key}, run_after=now - timedelta(minutes=minutes)
        )
    assert queue.run_pending(limit=2) == 2
    assert CALLS == ["a", "b"]


def test_a_kind_nobody_knows_is_refused_when_asked_for() -> None:
    with pytest.raises(LookupError):
        ask("tests.unknown")


def test_a_failure_is_tried_three_times_then_stops_and_is_told(clock: time_machine.Traveller) -> None:
    job = ask("tests.break")
    for _ in range(5):
        queue.run_pending()
        clock.shift(60)
    job = fresh(job)
    assert (CALLS, job.attempts, job.status) == (["try"] * 3, 3, "failed")
    assert (job.error, FAILURES) == ("ValueError: Table 2 does not add up", [job])


def test_giving_up_is_not_tried_again(clock: time_machine.Traveller) -> None:
    job = ask("tests.give_up")
    queue.run_pending()
    job = fresh(job)
    assert (CALLS, job.status, job.error, FAILURES) == (["try"], "failed", "The paper is encrypted.", [job])


def test_work_whose_worker_died_is_queued_again(clock: time_machine.Traveller) -> None:
    job = ask()
    Job.objects.update(status="running", worker="dead", attempts=1, lease_until=timezone.now())
    assert queue.reap() == 0
    clock.shift(1)
    assert queue.reap() == 1
    assert (fresh(job).status, fresh(job).attempts) == ("waiting", 1)


def test_work_that_kills_three_workers_stops(clock: time_machine.Traveller) -> None:
    job = ask("tests.break")
    Job.objects.update(status="running", worker="dead", attempts=3, lease_until=timezone.now())
    clock.shift(1)
    queue.reap()
    assert (fresh(job).status, fresh(job).error) == ("failed", queue.LOST)
    assert [job] == FAILURES


def test_progress_moves_the_lease_on(clock: time_machine.Traveller, settings: Settings) -> None:
    ask()
    progress = queue.Progress(claimed("me"))
    clock.shift(settings.WORKER_LEASE_SECONDS - 1)
    progress(1, 8, "Paper 1")
    clock.shift(settings.WORKER_LEASE_SECONDS - 1)
    assert queue.reap() == 0


def test_a_worker_that_lost_its_lease_writes_nothing_more(clock: time_machine.Traveller) -> None:
    job = ask("tests.taken_over")
    queue.run_pending()
    assert (CALLS, fresh(job).status, fresh(job).worker, fresh(job).done_count) == (
        [],
        "running",
        "another",
        0,
    )


def test_work_handed_back_does_not_count_as_an_attempt(clock: time_machine.Traveller) -> None:
    job = ask()
    queue.run_next("me", stop_asked=lambda: True)
    assert (CALLS, fresh(job).status, fresh(job).attempts) == ([], "waiting", 0)
    queue.run_pending()
    assert fresh(job).status == "done"


def test_one_worker_claims_what_another_does_not(clock: time_machine.Traveller) -> None:
    ask(key="a")
    ask(key="b")
    assert [claimed("one").key, claimed("two").key, queue._claim("three")] == ["a", "b", None]


def test_periodic_work_runs_once_each_interval(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = registry.Work("every:tests", lambda progress: CALLS.append("tick"), every_seconds=60)
    monkeypatch.setattr(registry, "_works", {work.kind: work})
    for _ in range(5):
        queue.schedule_periodic()
        queue.run_pending()
        clock.shift(30)
    assert CALLS == ["tick"] * 3
    assert Job.objects.count() == 2


def test_two_handlers_of_one_kind_are_refused() -> None:
    with pytest.raises(TypeError, match=r"Two handlers are called tests\.note"):
        queue.job("tests.note")(lambda progress: None)
