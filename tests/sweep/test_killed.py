"""Real workers on a database of their own, killed while they build a pack."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
from django.conf import settings
from foundation.jobs import queue
from meetings import actions
from meetings.models import Meeting
from tests.builders_meetings import add_items, make_meeting, make_panel, make_secretary
from tests.builders_papers import make_paper, place
body = make_panel()
clerk = make_secretary(body)
meeting = make_meeting(body, clerk)
meeting.items.all().delete()
items = add_items(meeting, clerk, "Knife crime", "Budget")
place(items[0], make_paper(body, clerk), clerk)
actions.ask_for_pack(meeting=meeting, by=clerk)
queue.run_pending()
"""
ASK = """
from foundation.accounts.models import User
from meetings import actions
from meetings.models import AgendaItem, Meeting, Pack
from tests.builders_papers import make_paper, place
clerk, meeting = User.objects.get(), Meeting.objects.get()
name = f"Paper {Pack.objects.count()}"
words = "".join(f"<li><p>{name} says {n} things.</p></li>" for n in range(600))
paper = make_paper(meeting.body, clerk, name, body=f"<ol>{words}</ol>")
place(AgendaItem.objects.get(title="Budget"), paper, clerk)
actions.ask_for_pack(meeting=meeting, by=clerk)
"""
LOOK = """
from foundation.documents import files
from meetings.actions.packs import newest_whole
from meetings.models import Meeting, Pack, PackEntry
newest = Pack.objects.order_by("-number").first()
good = newest_whole(Meeting.objects.get(), "draft")
whole = files.read(good.file).startswith(b"%PDF") and len(PackEntry.objects.filter(pack=good)) > 1
print(newest.number, newest.status, good.number, whole, newest.failure)
"""


class Site:
    """An installation in a folder, and its workers."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "panelbook.sqlite3"
        self.environment = {
            **os.environ,
            "PANELBOOK_VAR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PYTHONPATH": str(ROOT),
            "WORKER_LEASE_SECONDS": "3",
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, ROOT / "manage.py", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def run(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code)

    def worker(self) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        command = [sys.executable, ROOT / "manage.py", "work"]
        self.workers.append(subprocess.Popen(command, env=self.environment, stdout=quiet, stderr=quiet))
        return self.workers[-1]

    def job(self) -> tuple[str, int]:
        """How the newest build stands, read past Django."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as database:
            query = (
                "SELECT status, attempts FROM jobs_job WHERE kind = 'meetings.build_pack' ORDER BY id DESC"
            )
            return database.execute(query).fetchone()

    def until(self, *wanted: tuple[str, int]) -> tuple[str, int]:
        for _ in range(6000):
            if (found := self.job()) in wanted:
                return found
            time.sleep(0.02)
        raise AssertionError(f"The build never was {wanted}: {found}")

    def is_laying_out(self, attempt: int) -> bool:
        """True when the build has begun, and from the second attempt on when it has noted its paper."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as database:
            query = "SELECT status, failed_placement_id FROM meetings_pack ORDER BY number DESC"
            status, paper = database.execute(query).fetchone()
        return status == "building" and (attempt < 2 or paper is not None)

    def killed_at(self, attempt: int) -> None:
        """A worker begins this attempt, and is killed in the middle of it."""
        worker = self.worker()
        self.until(("running", attempt))
        while not self.is_laying_out(attempt) and self.job() == ("running", attempt):
            time.sleep(0.02)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert self.job() == ("running", attempt)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("killed"))
    made.manage("migrate", "-v", "0")
    made.run(PREPARE)
    yield made
    for worker in made.workers:
        worker.kill()
        worker.wait()


@pytest.mark.long
@pytest.mark.shows("R-24")
def test_a_worker_killed_while_it_builds_leaves_the_last_good_pack_and_another_builds_the_new_one(
    site,
) -> None:
    site.run(ASK)
    site.killed_at(1)
    assert site.run(LOOK) == "2 building 1 True"
    site.worker()
    site.until(("done", 2))
    site.workers[-1].kill()
    assert site.run(LOOK) == "2 whole 2 True"


@pytest.mark.long
@pytest.mark.shows("R-25")
def test_a_build_that_kills_three_workers_stops_and_says_at_which_paper(site) -> None:
    site.run(ASK)
    for attempt in (1, 2, 3):
        site.killed_at(attempt)
    site.worker()
    site.until(("failed", 3))
    site.workers[-1].kill()
    assert site.run(LOOK).startswith("3 failed 2 True The build stopped three times")
