"""An installation of few rooms with real worker processes, and work that only tests know."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = """
from config.settings import *

INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "foundation.history", "foundation.accounts", "foundation.jobs", "own_work",
]
ROOT_URLCONF, MIDDLEWARE, TEMPLATES = "own_work.urls", [], []
if "OPTIONS" in DATABASES["default"]:
    # A database that is busy is given up soon, so that a test need not hold it for long.
    DATABASES["default"]["OPTIONS"]["timeout"] = 0.2
"""
WORK = """
import time
from pathlib import Path

from django.db import transaction

from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.jobs import queue
from foundation.jobs.models import Job, OutgoingMail

HERE = Path({folder!r})


def note(name, words="x"):
    (HERE / name).open("a").write(words)


def wait_for(name, progress=None):
    while not (HERE / name).exists():
        if progress:
            progress(1, 2, "Half way")
        time.sleep(0.02)


@queue.job("tests.reports")
def reports(progress, name):
    note(f"{{name}} began")
    wait_for(f"{{name}} may end", progress)
    note(f"{{name}} ended")


@queue.job("tests.quiet")
def quiet(progress, name):
    note(f"{{name}} began")
    wait_for(f"{{name}} may end")
    note(f"{{name}} ended")


@queue.job("tests.writes")
def writes(progress, name):
    with transaction.atomic():
        record("noted", progress.job, by=SYSTEM)
        note(f"{{name}} began")
        wait_for(f"{{name}} may end")
        record("noted", progress.job, by=SYSTEM)
    note(f"{{name}} ended")


def look_at_mail(progress, name):
    wait_for("accepted", progress)
    note(f"{{name}} ended", str(list(OutgoingMail.objects.values_list("attempts", "error"))))


queue.job("tests.look_at_mail")(look_at_mail)
queue.job("tests.look_in_time", lane=queue.ON_TIME)(look_at_mail)


@queue.job("tests.tells_the_time")
def tells_the_time(progress, name):
    record("noted", progress.job, by=SYSTEM)
    progress(1, 2)
    note(f"{{name}} lease", Job.objects.get(pk=progress.job.pk).lease_until.isoformat())

{plant}
"""
ASK = """
from datetime import timedelta
from foundation.history import clock
from foundation.jobs import outbox, queue

def ask(kind, name, seconds=0):
    due = clock.now() + timedelta(seconds=seconds)
    queue.enqueue(f"tests.{{kind}}", key=name, arguments={{"name": name}}, run_after=due)

{code}
"""


class Site:
    """A folder with an installation of few rooms, and the processes that work on it."""

    def __init__(self, folder: Path, database_url: str, plant: str = "", **environment: str) -> None:
        self.folder = folder
        (folder / "own_work").mkdir()
        (folder / "own_work" / "__init__.py").touch()
        (folder / "own_work" / "jobs.py").write_text(WORK.format(folder=str(folder), plant=plant))
        (folder / "own_work" / "urls.py").write_text("urlpatterns = []\n")
        (folder / "own_settings.py").write_text(SETTINGS)
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": "own_settings",
            "PANELBOOK_VAR": str(folder),
            "DATABASE_URL": database_url,
            "WORKER_LEASE_SECONDS": "2",
            **environment,
        }
        self.log = folder / "worker.log"
        self.workers: list[subprocess.Popen[bytes]] = []

    def manage(self, *arguments: str, **environment: str) -> str:
        command: list[str | Path] = [sys.executable, ROOT / "manage.py", *arguments]
        done = subprocess.run(
            command, env={**self.environment, **environment}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ask(self, code: str) -> str:
        """Run lines that know `ask(kind, name, seconds)`, `outbox` and `queue`."""
        return self.manage("shell", "--no-imports", "-c", ASK.format(code=code))

    def worker(self) -> subprocess.Popen[bytes]:
        command: list[str | Path] = [sys.executable, ROOT / "manage.py", "work"]
        with self.log.open("ab") as said:
            self.workers.append(subprocess.Popen(command, env=self.environment, stdout=said, stderr=said))
        return self.workers[-1]

    def allow(self, name: str) -> None:
        """Let the work of this name come to its end."""
        (self.folder / f"{name} may end").touch()

    def wait_for(self, name: str) -> str:
        for _ in range(6000):
            if (self.folder / name).exists():
                return (self.folder / name).read_text()
            time.sleep(0.02)
        raise AssertionError(f"“{name}” never came\n{self.log.read_text()[-3000:]}")

    def end(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()
