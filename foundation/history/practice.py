"""A database apart, for practice: what is done in it is in no list, count or history, and leaves by no door.

For one request the connection that everything asks is that of another file. Nothing has to remember to leave
practice out, because it is not there; whoever opens a door to the public asks `refuse_in_practice` first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import OperationalError, load_backend
from django.utils.translation import gettext as _

from foundation.history.findings import refuse
from foundation.history.guards import lay_guards

_ENGINE = "django.db.backends.sqlite3"
# It is made again at one press, so it need not outlive a power cut.
_SPEED = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"


def is_practice() -> bool:
    """True while what is asked and written is a practice of somebody."""
    return bool(connections[DEFAULT_DB_ALIAS].settings_dict.get("IS_PRACTICE"))


def refuse_in_practice() -> None:
    """Raise `Refused` in practice: called by each door through which words leave."""
    if is_practice():
        refuse(
            _("This is a practice meeting. Nothing is published, emailed or downloaded from it."),
            remedy=_("Go back to the practice meeting, or leave practice and open a real meeting."),
        )


class PracticeGone(Exception):
    """The practice was deleted before it could be opened."""


@contextmanager
def opened(path: Path, *, is_new: bool = False) -> Iterator[None]:
    """While this lasts, the database is this file and nothing else can be reached.

    Only a new practice may make its file. Raises `PracticeGone` where there is none.
    """
    usual = connections[DEFAULT_DB_ALIAS]
    facts = {
        **connections.settings[DEFAULT_DB_ALIAS],
        "ENGINE": _ENGINE,
        "NAME": f"file:{quote(str(path))}?mode={'rwc' if is_new else 'rw'}",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SPEED},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
        "IS_PRACTICE": True,
    }
    apart = load_backend(_ENGINE).DatabaseWrapper(facts, DEFAULT_DB_ALIAS)
    try:
        apart.ensure_connection()
    except OperationalError as error:
        raise PracticeGone from error
    connections[DEFAULT_DB_ALIAS] = apart
    try:
        yield
    finally:
        # First of all nobody is left in the practice, whatever becomes of closing it.
        connections[DEFAULT_DB_ALIAS] = usual
        apart.close()


def make_tables(first_number: int) -> None:
    """Make every table in the practice that is open, with its guards; rows are numbered from here on.

    A number that no real row has keeps what a browser remembers of one from being taken for the other.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    call_command("createcachetable", "shared_cache", database=DEFAULT_DB_ALIAS, verbosity=0)
    lay_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sqlite_sequence (name, seq) "
            "SELECT name, %s FROM sqlite_master WHERE type = 'table' AND sql LIKE '%%AUTOINCREMENT%%'",
            [first_number],
        )


@cache
def shape() -> str:
    """Twelve letters for the tables as this release has them: a practice of another release is not opened."""
    columns = sorted(
        f"{model._meta.db_table}.{column.column}"
        for model in apps.get_models(include_auto_created=True)
        for column in model._meta.local_concrete_fields
    )
    return sha256("\n".join(columns).encode()).hexdigest()[:12]
