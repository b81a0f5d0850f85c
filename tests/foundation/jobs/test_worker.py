"""Real worker processes on a real database: killed, stopped, started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.installation import prepared

# The mark `django_db` makes the database exist that is copied.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("worker")]
ROOT = Path(__file__).resolve().parents[3]
WORK = """
import time
from pathlib import Path
from foundation.jobs import queue

HERE = Path({folder!r})

@queue.job("tests.slow")
def slow(progress, name):
    (HERE / f"{{name}} began").open("a").write("x")
    while not (HERE / f"{{name}} may end").exists():
        progress(1, 2, "Half way")
        time.sleep(0.05)
    (HERE / f"{{name}} ended").open("a").write("x")
"""
ASK = "from foundation.jobs import queue; queue.enqueue('tests.slow', key={0!r}, arguments={{'name': {0!r}}})"
LOOK = "from foundation.jobs.models import Job; j = Job.objects.get(key={0!r}); print(j.status, j.attempts)"


class Site:
    """A database of its own in a folder, and worker processes that use it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        (folder / "slow_work").mkdir()
        (folder / "slow_work" / "__init__.py").touch()
        (folder / "slow_work" / "jobs.py").write_text(WORK.format(folder=str(folder)))
        (folder / "slow_settings.py").write_text(
            "from config.settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'slow_work']\n"
        )
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "DJANGO_SETTINGS_MODULE": "slow_settings",
            "PANELBOOK_VAR": str(folder),
            "DATABASE_URL": database_url,
            "WORKER_LEASE_SECONDS": "3",
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    def manage(self, *arguments: str) -> str:
        command: list[str | Path] = [sys.executable, ROOT / "manage.py", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def run(self, code: str, name: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code.format(name))

    def worker(self) -> subprocess.Popen[bytes]:
        command: list[str | Path] = [sys.executable, ROOT / "manage.py", "work"]
        quiet = subprocess.DEVNULL
        started = subprocess.Popen(command, env=self.environment, stdout=quiet, stderr=quiet)
        self.workers.append(started)
        return started

    def wait_for(self, name: str) -> None:
        for _ in range(3000):
            if (self.folder / name).exists():
                return
            time.sleep(0.05)
        raise AssertionError(f"“{name}” never came")


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock():
        url = prepared(folder / "database").database_url
    made = Site(folder, url)
    yield made
    for worker in made.workers:
        worker.kill()
        worker.wait()


@pytest.mark.long
def test_a_worker_killed_in_the_middle_is_followed_by_another_which_ends_the_work(site: Site) -> None:
    site.run(ASK, "killed")
    first = site.worker()
    site.wait_for("killed began")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert not (site.folder / "killed ended").exists()
    (site.folder / "killed may end").touch()
    second = site.worker()
    site.wait_for("killed ended")
    assert (site.folder / "killed began").read_text() == "xx"
    second.send_signal(signal.SIGTERM)
    assert second.wait(120) == 0


@pytest.mark.long
def test_a_worker_asked_to_stop_hands_its_work_back_and_leaves(site: Site) -> None:
    site.run(ASK, "stopped")
    worker = site.worker()
    site.wait_for("stopped began")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(120) == 0
    assert site.run(LOOK, "stopped") == "waiting 0"
    (site.folder / "stopped may end").touch()
    site.manage("work", "--once")
    assert site.run(LOOK, "stopped") == "done 1"
