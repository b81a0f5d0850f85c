"""The world of the sweep: built once, alive inside one transaction, gone afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import transaction
from django.test.utils import override_settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests.conftest import NOW
from tests.laying_out import ask_once, choose_alike, lay_out_once
from tests.sweep.world import World, build_world


@pytest.fixture(scope="package")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the world lie."""
    return tmp_path_factory.mktemp("sweep")


@pytest.fixture(scope="package")
def built_world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, world_folder: Path, layouts: Path
) -> Iterator[World]:
    """The world, inside a transaction that is rolled back when the last test of the folder is done."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    caches = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    ours = {
        "FILES_DIR": world_folder / "files",
        "STORAGES": {**django_settings.STORAGES, **plain},
        "CACHES": caches,
    }
    with django_db_blocker.unblock(), transaction.atomic():
        with (
            override_settings(**ours),
            time_machine.travel(NOW, tick=False),
            pytest.MonkeyPatch.context() as patch,
        ):
            # References of its own: those of a test that adds to the world are others.
            choose_alike(patch, "the world")
            lay_out_once(patch, layouts)
            ask_once(patch, layouts)
            world = build_world()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(
    built_world: World, db: None, clock: time_machine.Traveller, settings: Settings, world_folder: Path
) -> World:
    """The world as it was built: what a test does to it is undone."""
    from django.core.cache import cache

    settings.FILES_DIR = world_folder / "files"
    cache.clear()
    return built_world


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is part of the sweep, which `make trust` runs whole.

    Each database takes the half of the roles, see tests/sharing.py.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.sweep)
