"""The tables as a set of migrations left them, whatever the code of today says, and their sequences."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from config.backup import CannotBackUp

Table = type[models.Model]
# Sessions are left out: whoever is signed in signs in again. The cache holds counters of minutes.
LEFT_OUT = {"django_session": "people sign in again"}
# What Django itself writes into a new database.
WRITTEN_BY_DJANGO = {"django_content_type", "auth_permission"}


def applied() -> dict[str, list[str]]:
    """The names of the migrations applied to this database, by app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def apps_at(migrations: dict[str, list[str]]) -> Apps:
    """The models as these migrations left them. Raises `CannotBackUp` for a migration not known here."""
    loader = MigrationLoader(connection)
    wanted = [(app, name) for app, names in migrations.items() for name in names]
    unknown = [f"{app} {name}" for app, name in wanted if (app, name) not in loader.graph.nodes]
    if unknown:
        raise CannotBackUp(
            f"This backup comes from a newer version of Panelbook: {unknown[0]} is not known here. "
            "Install that version first, then restore."
        )
    state: Apps = loader.project_state(wanted).apps
    return state


def tables_of(apps: Apps) -> list[Table]:
    """Every table that holds something to keep, those between two others included, in order of name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def migrate_to(migrations: dict[str, list[str]]) -> None:
    """Make the tables as these migrations leave them, and no further."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    wanted = {(app, name) for app, names in migrations.items() for name in names}
    # A migration that others of its app follow is no place to stop at: it would be gone back to.
    followed = {parent.key for key in wanted for parent in nodes[key].parents if parent.key[0] == key[0]}
    executor.migrate(sorted(wanted - followed))


def rows_already_here() -> list[str]:
    """A few words for each table of this database that is not empty, e.g. "meetings_meeting: 3 rows"."""
    words = []
    for model in tables_of(apps_at(applied())):
        name = model._meta.db_table
        count = 0 if name in WRITTEN_BY_DJANGO else model._base_manager.count()
        if count:
            words.append(f"{name}: {count} row{'' if count == 1 else 's'}")
    return words


@contextmanager
def snapshot() -> Iterator[None]:
    """One consistent view of the whole database; people go on writing meanwhile."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Our transactions on SQLite take the write lock at once; one that only reads must not.
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


def sequence_of(model: Table) -> int:
    """The highest number this table has ever given out, 0 when none or when it gives out none."""
    if not isinstance(model._meta.pk, models.AutoField):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence_name(model)}")  # noqa: S608
        last, is_called = cursor.fetchone()
        return int(last) if is_called else 0


def set_sequence(model: Table, last: int) -> None:
    """Let this table go on counting after `last`, so that no number is ever given out twice."""
    if not isinstance(model._meta.pk, models.AutoField):
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            if last:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            cursor.execute("SELECT setval(%s, %s, %s)", [_sequence_name(model), max(last, 1), last > 0])


def _sequence_name(model: Table) -> str:
    """The name of the sequence behind a table's own number, as PostgreSQL knows it."""
    assert model._meta.pk is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, %s)",
            [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column],
        )
        return str(cursor.fetchone()[0])
