"""What every test stands on: its own files, a clock that can stand still, templates that know their words."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from pytest_django import Settings

from tests.going_on import Browser

# Browser, axe, and tables that may be emptied; and what each run of `make test` takes, and for how long.
pytest_plugins = tuple(
    f"tests.{name}" for name in ("browser", "laying_out", "migrated", "sharing", "slowest", "waiting")
)
# Generated cases: a sample in `make test`, many more in `make trust`. No deadline: nothing asserts a time.
hypothesis.settings.register_profile("sample", max_examples=60, deadline=None)
hypothesis.settings.register_profile("trust", max_examples=2000, deadline=None)
hypothesis.settings.load_profile("trust" if os.environ.get("PANELBOOK_TRUST") else "sample")

# A working day in term: Tuesday 24 November 2026, ten in the morning in London.
NOW = "2026-11-24T10:00:00+00:00"


class UndefinedVariable(str):
    """Stands where a template names something nobody gave it, and fails the test."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"A template asked for {name}, which nobody gave it")


def pytest_configure() -> None:
    """Test rows need not survive a power cut: waiting for the disk would be most of the run."""
    os.fsync = lambda fd: None
    # Tests stop and move the clock of their own process.
    django_settings.TIME_SOURCE = "django.utils.timezone.now"
    # The tool that tags uploads takes seconds for each; one test switches it on.
    django_settings.TAG_UPLOADS = False
    # The address of the site is not set here, but test browsers speak http.
    django_settings.SESSION_COOKIE_SECURE = django_settings.CSRF_COOKIE_SECURE = False
    options = django_settings.DATABASES["default"].get("OPTIONS", {})
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


def pytest_collection_finish() -> None:
    """What was loaded stays to the end of the run: leave it out when Python looks for idle objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(autouse=True, scope="session")
def _strict_templates() -> None:
    for engine in django_settings.TEMPLATES:
        options: Any = engine["OPTIONS"]
        options["string_if_invalid"] = UndefinedVariable("%s")


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.PRACTICE_DIR = tmp_path / "practice"
    settings.HISTORY_ANCHORS = tmp_path / "history-anchors"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _own_memory(_own_folder: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins as a process does: what it makes has the references of what another test made."""
    # Only now: Django must be set up before its models are imported.
    from foundation.library import meeting_page
    from foundation.library.remembering import Remembered
    from foundation.library.views import live

    cache.clear()
    for module in (meeting_page, live):
        monkeypatch.setattr(module, "_remembered", Remembered())


@pytest.fixture
def client() -> Browser:
    """A browser of nobody yet; the page of a file that it sends goes on by itself."""
    return Browser()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at ten on Tuesday 24 November 2026 until the test moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def seeds() -> Path:
    """The folder of real papers, or a skip that says how to get it."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("The seed papers are not beside the project (../shared/seeds)")
    return folder
