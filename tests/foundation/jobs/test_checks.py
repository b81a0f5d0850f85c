"""The settings of the database itself."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from pytest_django import DjangoDbBlocker

from foundation.jobs.checks import faults_of, sqlite_keeps_what_it_acknowledged


def opened(folder: Path, options: Any) -> DatabaseWrapper:
    """A connection of its own to a database in a folder."""
    values = {**connection.settings_dict, "ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}
    return DatabaseWrapper({**values, "NAME": str(folder / "own.sqlite3")}, "own")


def found(folder: Path, options: Any, django_db_blocker: DjangoDbBlocker) -> list[str]:
    with django_db_blocker.unblock():
        own = opened(folder, options)
        try:
            return faults_of(own)
        finally:
            own.close()


def test_a_plain_sqlite_database_is_told_what_it_lacks(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    assert found(tmp_path, {"init_command": "PRAGMA foreign_keys=OFF;"}, django_db_blocker) == [
        "SQLite writes its journal as delete, not as WAL.",
        "SQLite does not check foreign keys.",
        "SQLite transactions are not IMMEDIATE, so two writers can fail instead of waiting.",
    ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The settings of the embedded database")
def test_the_options_of_this_site_are_enough(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    options = dict(settings.DATABASES["default"]["OPTIONS"])
    # Tests need not outlive a power cut; a site does.
    options["init_command"] = options["init_command"].replace("synchronous=OFF", "synchronous=FULL")
    assert found(tmp_path, options, django_db_blocker) == []


def test_nothing_is_asked_of_databases_that_are_not_checked() -> None:
    assert sqlite_keeps_what_it_acknowledged(None, databases=None) == []
