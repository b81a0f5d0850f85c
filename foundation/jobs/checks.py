"""The check that an SQLite database really has the settings that keep acknowledged writes."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _


@register(Tags.database)
def sqlite_keeps_what_it_acknowledged(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """An error for each setting of an SQLite connection that is not in force."""
    return [
        Error(sentence, hint=_("Compare OPTIONS of DATABASES in config/settings.py."), id="jobs.E001")
        for alias in databases or []
        if connections[alias].vendor == "sqlite"
        for sentence in faults_of(connections[alias])
    ]


def faults_of(connection: BaseDatabaseWrapper) -> list[str]:
    """What is not in force on an SQLite connection: the connection itself is asked, not the settings."""
    with connection.cursor() as cursor:
        found = {
            name: str(cursor.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    faults = []
    # A database in memory, as tests use it, has no journal file to write ahead.
    if found["journal_mode"] not in ("wal", "memory"):
        faults.append(
            _("SQLite writes its journal as {journal_mode}, not as WAL.").format(
                journal_mode=found["journal_mode"]
            )
        )
    if found["foreign_keys"] != "1":
        faults.append(_("SQLite does not check foreign keys."))
    if found["journal_mode"] == "wal" and found["synchronous"] not in ("2", "3"):
        faults.append(_("SQLite does not wait for the disk (synchronous is not FULL)."))
    if getattr(connection, "transaction_mode", None) != "IMMEDIATE":
        faults.append(_("SQLite transactions are not IMMEDIATE, so two writers can fail instead of waiting."))
    return faults
