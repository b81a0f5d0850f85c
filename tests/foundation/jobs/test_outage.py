"""A database that goes away: what tells it, and what a worker does until it is back."""

import logging
import sqlite3
import threading
from collections.abc import Callable

import psycopg2
import pytest
import time_machine
from django.db import DatabaseError, InterfaceError, OperationalError

from foundation.jobs import outage as module
from foundation.jobs import queue
from foundation.jobs.models import Job
from foundation.jobs.outage import Outage, is_away
from foundation.jobs.queue import Progress
from tests.foundation.jobs.conftest import CALLS, claimed


def raised(kind: type[Exception], driver: Exception) -> Exception:
    """An error as Django raises it from what the driver said."""
    try:
        raise kind(*driver.args) from driver
    except Exception as error:
        return error


def of_sqlite(code: int) -> sqlite3.OperationalError:
    driver = sqlite3.OperationalError("database is locked")
    driver.sqlite_errorcode = code
    return driver


LOST = raised(OperationalError, psycopg2.OperationalError("server closed the connection unexpectedly"))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (LOST, True),
        (raised(InterfaceError, psycopg2.InterfaceError("connection already closed")), True),
        (raised(DatabaseError, psycopg2.DatabaseError("server closed the connection")), True),
        (raised(OperationalError, of_sqlite(sqlite3.SQLITE_BUSY)), True),
        (raised(OperationalError, of_sqlite(sqlite3.SQLITE_IOERR | 1 << 8)), True),
        (raised(ValueError, LOST), True),
        (raised(OperationalError, of_sqlite(sqlite3.SQLITE_ERROR)), False),
        (DatabaseError("Save with update_fields did not affect any rows."), False),
        (ValueError("Table 2 does not add up"), False),
    ],
)
def test_a_database_that_is_away_is_told_from_one_that_refuses(error: Exception, expected: bool) -> None:
    assert is_away(error) is expected


def fails(times: int, error: Exception = LOST) -> Callable[[], int]:
    """An act that meets the lost database so many times, and then gives back how often it was tried."""
    tries: list[int] = []

    def act() -> int:
        tries.append(1)
        if len(tries) <= times:
            raise error
        return len(tries)

    return act


class NoConnection:
    """Stands for the connection of this thread: nothing is open, and closing it does nothing."""

    in_atomic_block = False

    def close(self) -> None:
        pass


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> Outage:
    """Nobody waits in a test."""
    monkeypatch.setattr(module, "PAUSES", (0.0,))
    monkeypatch.setattr(module, "connection", NoConnection())
    return Outage(threading.Event())


def test_a_lost_database_is_waited_for_and_said_once(
    outage: Outage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "panelbook.jobs"):
        assert outage.outlast(fails(3)) == 4
        outage.over()
        # Another lane of the worker finds its own connection dead a moment later.
        assert outage.outlast(fails(1)) == 2
    said = "The database does not answer (OperationalError: server closed the connection unexpectedly)"
    assert [each.getMessage() for each in caplog.records] == [
        f"{said}; waiting for it",
        "The database answers again",
    ]


def test_what_the_database_refuses_is_not_waited_for(outage: Outage) -> None:
    with pytest.raises(ValueError, match="once"):
        outage.outlast(fails(1, ValueError("once")))


def test_whoever_is_asked_to_stop_does_not_wait_for_a_lost_database(outage: Outage) -> None:
    outage._stop.set()
    with pytest.raises(OperationalError):
        outage.outlast(fails(1))


def test_inside_a_transaction_a_lost_database_is_not_waited_for(
    outage: Outage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NoConnection, "in_atomic_block", True)
    with pytest.raises(OperationalError):
        outage.outlast(fails(1))


def test_pauses_grow() -> None:
    assert list(module.PAUSES) == sorted(set(module.PAUSES))


@queue.job("tests.loses_its_database")
def loses_its_database(progress: Progress) -> None:
    CALLS.append("began")
    raise LOST


@pytest.mark.django_db
def test_work_that_lost_its_database_goes_back_to_the_queue_and_no_attempt_is_counted(
    clock: time_machine.Traveller,
) -> None:
    job = queue.enqueue("tests.loses_its_database", key="a")
    assert queue.run_next("me")
    job.refresh_from_db()
    assert (CALLS, job.status, job.attempts, job.error, job.lease_until) == (
        ["began"],
        "waiting",
        0,
        "",
        None,
    )


@pytest.mark.django_db
def test_each_lane_does_its_own_kinds(clock: time_machine.Traveller) -> None:
    queue.enqueue("jobs.deliver_mail", key="mail")
    queue.enqueue("tests.note", key="note")
    Job.objects.create(kind="gone", key="gone", run_after="2026-11-24T09:00Z", asked_at="2026-11-24T09:00Z")
    assert [queue._claim("me", lane) for lane in (queue.ON_TIME,)] == [None]
    assert claimed("me", queue.MAIL).key == "mail"
    # What an earlier version asked for and nobody knows any more is said to be stopped, not left lying.
    assert [claimed("me", queue.WORK).key for _ in range(2)] == ["gone", "note"]
    assert queue._claim("me", queue.WORK) is None
