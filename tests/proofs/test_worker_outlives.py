"""Real workers outlive their database and their mail server, and do not believe their own clock.

Each proof is also made with a fault planted in the worker's process, which it must find.
"""

import os
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from tests.postgres_server import Server
from tests.worker_site import Site

TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
pytestmark = [pytest.mark.long, pytest.mark.once("sqlite"), pytest.mark.xdist_group("outlives")]
ONCE = ("x", "x", "done", 1)


class Postgres:
    """A server that is stopped as at a power cut, and started again."""

    def __init__(self, folder: Path) -> None:
        self.server = Server()
        self.server.start()
        self.url = self.server.url

    def go(self) -> None:
        self.server.stop()

    def come_back(self) -> None:
        self.server.start()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(psycopg2.connect(self.url)) as server, server.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    def end(self) -> None:
        self.server.remove()


class SQLite:
    """A file that another process holds and does not let go of."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "own.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def go(self) -> None:
        self.holder = sqlite3.connect(self.file, isolation_level=None, timeout=60)
        self.holder.execute("BEGIN EXCLUSIVE")

    def come_back(self) -> None:
        self.holder.execute("ROLLBACK")
        self.holder.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file, timeout=60)) as database:
            return database.execute(query).fetchall()

    def end(self) -> None:
        with suppress(AttributeError):
            self.holder.close()


Made = Callable[..., tuple[Site, Any]]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A site with its own database, with a fault if one is to be planted."""
    to_end: list[Any] = []

    def make(kind: type, plant: str = "", **environment: str) -> tuple[Site, Any]:
        database = kind(tmp_path)
        to_end.append(database)
        site = Site(tmp_path, database.url, plant, **environment)
        to_end.insert(0, site)
        site.manage("migrate", "-v0")
        return site, database

    yield make
    for each in to_end:
        each.end()


def settled(site: Site, database: Any, name: str) -> tuple[str, str, str, int]:
    """How often a piece of work began and ended, and how its row stands once nobody works on it."""
    query = f"SELECT status, attempts FROM jobs_job WHERE key = '{name}'"  # noqa: S608
    pause = threading.Event()
    for _ in range(6000):
        ((status, attempts),) = database.rows(query)
        if status not in ("waiting", "running"):
            break
        pause.wait(0.02)
    began, ended = ((site.folder / f"{name} {what}").read_text() for what in ("began", "ended"))
    return began, ended, status, attempts


def away_in_the_middle(site: Site, database: Any, kind: str) -> tuple[str, str, str, int]:
    """A piece of work, and the database gone while it is done; how it came out."""
    site.ask(f"ask('{kind}', '{kind}')")
    site.wait_for(f"{kind} began")
    database.go()
    # Longer than a lease, so that also the sign of life beside the handler meets the lost database.
    threading.Event().wait(3)
    if kind == "quiet":
        # It ends while nobody can be told.
        site.allow(kind)
        site.wait_for(f"{kind} ended")
    database.come_back()
    site.allow(kind)
    return settled(site, database, kind)


@pytest.mark.parametrize("kind", [Postgres, SQLite] if TRUST else [Postgres])
def test_a_worker_outlives_a_database_that_goes_away_at_any_point(kind: type, made: Made) -> None:
    site, database = made(kind)
    site.ask("ask('reports', 'first')")
    site.allow("first")
    database.go()
    # It starts before the database, and waits for it.
    worker = site.worker()
    threading.Event().wait(2)
    database.come_back()
    assert settled(site, database, "first") == ONCE
    assert away_in_the_middle(site, database, "reports") == ONCE
    assert away_in_the_middle(site, database, "quiet") == ONCE
    if kind is Postgres:
        # What it wrote in a transaction went with the connection: it begins again, nothing is there twice.
        assert away_in_the_middle(site, database, "writes") == ("xx", "x", "done", 1)
        assert database.rows("SELECT count(*) FROM history_event WHERE verb = 'noted'") == [(2,)]
    assert worker.poll() is None
    said = site.log.read_text()
    # All of it within a minute: one outage, said once when it began and once when it was over.
    assert (said.count("does not answer"), said.count("answers again"), said.count("Traceback")) == (1, 1, 0)


NO_PATIENCE = """
from foundation.jobs import outage
outage.Outage.outlast = outage.AtOnce.outlast
"""
ANY_ERROR_IS_A_FAILURE = """
from foundation.jobs import outage
outage.is_away = queue.is_away = lambda error: False
"""
TAKES_OVER_AT_ONCE = """
from foundation.jobs import outage
outage.Outage.lasts_or_ended_within = lambda self, seconds: False
outage.Outage.outlast = outage.AtOnce.outlast
"""


@pytest.fixture
def hangs(tmp_path: Path) -> Iterator[int]:
    """The port of a mail server that accepts whoever comes and never says a word."""
    server = socket.create_server(("127.0.0.1", 0))
    held = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                held.append(server.accept())
                (tmp_path / "accepted").touch()

    threading.Thread(target=accept, daemon=True).start()
    yield server.getsockname()[1]
    server.close()
    for each, _ in held:
        each.close()


HELD_UP_BY_NOTHING = ("[(1, '')]", "[(1, '')]")


def seen_while_mail_hangs(made: Made, port: int, *, plant: str = "", seconds: int) -> tuple[str, str]:
    """What a piece of work and one with a set time see of a message that a hanging server has accepted."""
    given = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    site, _ = made(SQLite, plant, EMAIL_PORT=str(port), EMAIL_TIMEOUT=str(seconds), **given)
    site.ask(
        "outbox.send('jo@kennetside.example', 'Subject', 'Text')\n"
        "ask('look_at_mail', 'work')\nask('look_in_time', 'in time')"
    )
    site.worker()
    return site.wait_for("work ended"), site.wait_for("in time ended")


def test_a_mail_server_that_accepts_and_hangs_holds_up_nothing_else(made: Made, hangs: int) -> None:
    assert seen_while_mail_hangs(made, hangs, seconds=600) == HELD_UP_BY_NOTHING


ONE_LANE = """
from dataclasses import replace
from foundation.jobs import registry
for kind, work in registry._works.items():
    registry._works[kind] = replace(work, lane=registry.WORK)
"""


FAST = """
import datetime, sys
import time_machine
time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=2), tick=True).start()
print("This clock is fast", file=sys.stderr)
"""


def done_by_a_fast_clock(made: Made, kind: type, plant: str = "") -> dict[str, object]:
    """What a worker whose clock is two hours fast does, and which times it writes down."""
    site, database = made(kind, plant)
    site.ask("ask('tells_the_time', 'later', 3600)\nask('tells_the_time', 'now')")
    (site.folder / "fast").mkdir()
    (site.folder / "fast" / "sitecustomize.py").write_text(FAST)
    path = os.pathsep.join([str(site.folder / "fast"), site.environment["PYTHONPATH"]])
    site.manage("work", "--once", PYTHONPATH=path)
    states = dict(database.rows("SELECT key, status FROM jobs_job WHERE kind = 'tests.tells_the_time'"))
    times = database.rows("SELECT finished_at FROM jobs_job WHERE finished_at IS NOT NULL")
    times += database.rows("SELECT asked_at FROM jobs_job")
    times += database.rows("SELECT happened_at FROM history_event")
    times += [((site.folder / "now lease").read_text(),)]
    latest = max(
        each if isinstance(each, datetime) else datetime.fromisoformat(each).replace(tzinfo=UTC)
        for (each,) in times
    )
    return {**states, "a true time": latest < datetime.now(UTC) + timedelta(hours=1)}


TRUE = {"later": "waiting", "now": "done", "a true time": True}


@pytest.mark.shows("R-11")
@pytest.mark.parametrize("kind", [SQLite, Postgres] if TRUST else [SQLite])
def test_a_worker_whose_clock_is_fast_begins_nothing_early_and_writes_true_times(
    kind: type, made: Made
) -> None:
    assert done_by_a_fast_clock(made, kind) == TRUE


OWN_CLOCK = """
from django.conf import settings
settings.TIME_SOURCE = "django.utils.timezone.now"
"""


def loses_its_database(plant: str, made: Made, hangs: int) -> object:
    site, database = made(Postgres, plant)
    site.worker()
    return away_in_the_middle(site, database, "reports")


def has_a_mail_server_that_hangs(plant: str, made: Made, hangs: int) -> object:
    return seen_while_mail_hangs(made, hangs, plant=plant, seconds=2)


def has_a_fast_clock(plant: str, made: Made, hangs: int) -> object:
    return done_by_a_fast_clock(made, SQLite, plant)


FAULTS: dict[str, tuple[Callable[[str, Made, int], object], str, object]] = {
    "all work in one lane": (has_a_mail_server_that_hangs, ONE_LANE, HELD_UP_BY_NOTHING),
    "its own clock is believed": (has_a_fast_clock, OWN_CLOCK, TRUE),
    "no patience": (loses_its_database, NO_PATIENCE, ONCE),
    "a lost database is a failure": (loses_its_database, ANY_ERROR_IS_A_FAILURE, ONCE),
    "taken over while the database was away": (loses_its_database, TAKES_OVER_AT_ONCE, ONCE),
}


@pytest.mark.parametrize("name", list(FAULTS) if TRUST else list(FAULTS)[:1])
def test_a_planted_fault_is_found(name: str, made: Made, hangs: int) -> None:
    proof, plant, right = FAULTS[name]
    assert proof(plant, made, hangs) != right
