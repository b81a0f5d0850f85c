"""A database of every kept version still becomes one of today's, and serves its pages."""

import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.upgrades.keep import HERE, ROOT, SUFFIX, environment

KEPT = sorted(HERE.glob(f"*{SUFFIX}"), key=lambda path: int(path.name.removesuffix(SUFFIX).split("-")[1]))
# The oldest has every migration before it, the newest every table: `make trust` tries those between them too.
TRIED = KEPT if os.environ.get("PANELBOOK_TRUST") else [*KEPT[:1], *KEPT[1:][-1:]]
LOOK = """
from django.core.management import call_command
call_command("verify_history", without=["files"], stdout=__import__("io").StringIO())
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
from django.test import Client
from foundation.library.models import PublicMeeting
refs = PublicMeeting.objects.values_list("ref", flat=True)
pages = ["/", "/meeting/", *(f"/meeting/{ref}/" for ref in refs)]
browser = Client(headers={"host": "localhost"})
print(len(refs) > 0, {browser.get(page).status_code for page in pages})
"""


def test_a_database_of_a_version_is_kept() -> None:
    if not KEPT:
        pytest.skip("No version is kept yet: `python -m tests.upgrades.keep <version>` keeps this one")
    assert [path.stat().st_size <= 2 * 1024 * 1024 for path in KEPT] == [True] * len(KEPT)


@pytest.mark.shows("R-34")
@pytest.mark.parametrize("kept", TRIED, ids=[path.name for path in TRIED])
def test_a_kept_database_migrates_holds_its_history_and_shows_its_meetings(
    kept: Path, tmp_path: Path
) -> None:
    (tmp_path / "panelbook.sqlite3").write_bytes(lzma.decompress(kept.read_bytes()))

    def manage(*arguments: str) -> str:
        command: list[str | Path] = [sys.executable, ROOT / "manage.py", *arguments]
        done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    manage("migrate", "-v", "0")
    assert manage("shell", "--no-imports", "-c", LOOK) == "True {200}"
