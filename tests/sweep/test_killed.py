"""Real workers on a database of their own, killed while they build a pack."""

import hashlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.installation import Installation, prepared
from tests.sharing import SHARE

TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
# How often a worker is killed at a moment of chance: in `make trust` fifty times on each database, by two
# processes of tests at the same time.
BATCHES, KILLS = (2, 25 if SHARE else 50) if TRUST else (1, 2)
PREPARE = """
from foundation.jobs import queue
from meetings import actions
from meetings.models import Meeting
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import make_paper, place
body = make_panel()
clerk = make_secretary(body)
meeting = make_meeting(body, clerk)
meeting.items.all().delete()
items = add_items(meeting, clerk, "Knife crime", "Budget")
place(items[0], make_paper(body, clerk), clerk)
place(items[1], make_paper(body, clerk, "Budget"), clerk)
actions.ask_for_pack(meeting=meeting, by=clerk)
queue.run_pending()
"""
# A new version of the second paper, never the same twice and long enough to be killed in.
ASK = """
from foundation.accounts.models import User
from meetings import actions
from meetings.models import Meeting, Pack, Paper
from tests.builders.papers import make_report
clerk, meeting, paper = User.objects.get(), Meeting.objects.get(), Paper.objects.get(title="Budget")
count = Pack.objects.count()
words = "".join(f"<li><p>Pack {count} says {n} things.</p></li>" for n in range(300))
report = make_report("Budget", body=f"<ol>{words}</ol>")
actions.save_paper(paper=paper, report=report, based_on=paper.latest.number, by=clerk)
actions.ask_for_pack(meeting=meeting, by=clerk)
"""
FORGET_HALF_WRITTEN = """
from django.utils import timezone
from foundation.documents.store import files
files.forget_half_written(timezone.now())
"""
PACKS = """
SELECT p.number, p.status, p.failure, f.hash,
    (SELECT count(*) FROM meetings_packentry e WHERE e.pack_id = p.id)
FROM meetings_pack p LEFT JOIN documents_storedfile f ON f.id = p.file_id ORDER BY p.number
"""
JOB = "SELECT status, attempts FROM jobs_job WHERE kind = 'meetings.build_pack' ORDER BY id DESC"
NEWEST = "SELECT status, failed_placement_id FROM meetings_pack ORDER BY number DESC"
WAIT = 0.02

# The mark `django_db` makes the database exist that is copied.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("killed")]


class Site:
    """An installation whose newest build is looked at, past Django, while its workers are killed."""

    def __init__(self, installation: Installation) -> None:
        self.all = installation

    def job(self) -> tuple[str, int]:
        """How the newest build stands."""
        return self.all.rows(JOB)[0]

    def until(self, *wanted: tuple[str, int]) -> tuple[str, int]:
        for _ in range(6000):
            if (found := self.job()) in wanted:
                return found
            assert self.all.workers[-1].poll() is None, "The worker went away by itself"
            time.sleep(WAIT)
        raise AssertionError(f"The build never was {wanted}: {found}")

    def is_laying_out(self, attempt: int) -> bool:
        """True when the build has begun, and from the second attempt on when it has noted its paper."""
        status, paper = self.all.rows(NEWEST)[0]
        return status == "building" and (attempt < 2 or paper is not None)

    def killed_at(self, attempt: int) -> None:
        """A worker begins this attempt, and is killed in the middle of it."""
        worker = self.all.worker()
        self.until(("running", attempt))
        while not self.is_laying_out(attempt) and self.job() == ("running", attempt):
            time.sleep(WAIT)
        kill(worker)
        assert self.job() == ("running", attempt)

    def current(self) -> int:
        """The number of the one current pack, whole to its last byte; those after it are not built."""
        packs = self.all.rows(PACKS)
        number: int
        number, _, _, digest, entries = next(row for row in reversed(packs) if row[1] == "whole")
        data = (self.all.folder / "files" / digest[:2] / digest).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
        assert (data.startswith(b"%PDF"), b"%%EOF" in data[-32:], entries > 1) == (True, True, True)
        assert [row[3] for row in packs if row[0] > number] == [None] * (len(packs) - number)
        return number

    def newest(self) -> tuple[str, str]:
        return self.all.rows(PACKS)[-1][1:3]

    def left_over(self) -> list[str]:
        """Files without a row, other than what a finished build knows: halves, and parts of nothing."""
        known = {row[0] for row in self.all.rows("SELECT hash FROM documents_storedfile")}
        found = {path.name for path in (self.all.folder / "files").rglob("*") if path.is_file()}
        return sorted(name for name in found - known if name.startswith("."))


def kill(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with django_db_blocker.unblock():
        made = prepared(tmp_path_factory.mktemp("killed") / "killed", WORKER_LEASE_SECONDS="3")
    made.run(PREPARE)
    yield Site(made)
    made.end()


@pytest.mark.long
@pytest.mark.shows("R-24")
def test_a_worker_killed_while_it_builds_leaves_the_last_good_pack_and_another_builds_the_new_one(
    site: Site,
) -> None:
    before = site.current()
    site.all.run(ASK)
    site.killed_at(1)
    assert (site.newest(), site.current()) == (("building", ""), before)
    last = site.all.worker()
    site.until(("done", 2))
    kill(last)
    assert (site.newest(), site.current()) == (("whole", ""), before + 1)


@pytest.mark.long
@pytest.mark.shows("R-25")
def test_a_build_that_kills_three_workers_stops_and_says_at_which_paper(site: Site) -> None:
    before = site.current()
    site.all.run(ASK)
    for attempt in (1, 2, 3):
        site.killed_at(attempt)
    last = site.all.worker()
    site.until(("failed", 3))
    kill(last)
    status, failure = site.newest()
    assert (status, failure.startswith("The pack could not be built")) == ("failed", True)
    assert site.current() == before


@pytest.mark.long
@pytest.mark.shows("R-24")
@pytest.mark.both
@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_worker_killed_at_any_moment_loses_no_build_and_leaves_no_half(site: Site, batch: int) -> None:
    chance = random.Random(24 + batch)
    whole_build = 3.0
    kills = 0
    while kills < KILLS:
        number = site.all.rows("SELECT max(number) FROM meetings_pack")[0][0] + 1
        before = site.current()
        site.all.run(ASK)
        attempts = chance.choice((1, 2))
        for attempt in range(1, attempts + 1):
            worker = site.all.worker()
            # Now and then while it starts, else from its claim to some time after its end.
            if chance.random() > 0.1:
                site.until(("running", attempt), ("done", attempt), ("done", attempt - 1))
            time.sleep(chance.uniform(0, whole_build))
            kill(worker)
            kills += 1
            assert site.current() in (before, number)
            if site.job()[1] < attempt:
                break
        last, began = site.all.worker(), time.monotonic()
        site.until(("done", 1), ("done", 2), ("done", 3))
        whole_build = min(whole_build, max(0.5, time.monotonic() - began))
        assert (site.newest(), site.current()) == (("whole", ""), number)
        kill(last)
    site.all.run(FORGET_HALF_WRITTEN)
    assert site.left_over() == []
