"""Guards: triggers by which the database itself refuses to change or delete what is on record.

One list, used by migrations, by the check at a worker's start and by tests that must empty their tables.
Rooms register the guards of their own tables; history names no table but its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guard:
    """What one table refuses, and the sentence it refuses with.

    Without `fixed` columns every change is refused. With them a row may change elsewhere: columns of `once`
    may be filled a single time, all columns of one group together.
    """

    table: str
    sentence: str
    fixed: tuple[str, ...] = ()
    once: tuple[tuple[str, ...], ...] = ()
    is_deletable: bool = False

    def laid(self, vendor: str) -> list[str]:
        """The statements that lay this guard."""
        return self._laid_on_sqlite() if vendor == "sqlite" else self._laid_on_postgresql()

    def lifted(self, vendor: str) -> list[str]:
        """The statements that take this guard away, if it is there."""
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {name}" for name in self.triggers(vendor)]
        return [
            *(f"DROP TRIGGER IF EXISTS {name} ON {self.table}" for name in self.triggers(vendor)),
            f"DROP FUNCTION IF EXISTS {self.table}_guard()",
        ]

    def triggers(self, vendor: str) -> list[str]:
        """The names of the triggers this guard consists of."""
        if vendor == "sqlite":
            deleting = [] if self.is_deletable else [f"{self.table}_no_delete"]
            return [f"{self.table}_no_update", *deleting]
        statement = [] if self.fixed and self.is_deletable else [f"{self.table}_append_only"]
        return [*statement, *([f"{self.table}_fixed"] if self.fixed else [])]

    def _laid_on_sqlite(self) -> list[str]:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
        allowed = self._allowed("IS")
        when = f"WHEN NOT ({allowed}) " if allowed else ""
        table = self.table
        update = f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {when}{refuse}"
        delete = f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
        return [update] if self.is_deletable else [update, delete]

    def _laid_on_postgresql(self) -> list[str]:
        table, events = self.table, [] if self.is_deletable else ["DELETE", "TRUNCATE"]
        allowed = self._allowed("IS NOT DISTINCT FROM")
        statements = [
            f"CREATE FUNCTION {table}_guard() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{self.sentence}'; END $$ LANGUAGE plpgsql"
        ]
        if allowed:
            statements.append(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW "
                f"WHEN (NOT ({allowed})) EXECUTE FUNCTION {table}_guard()"
            )
        else:
            events.insert(0, "UPDATE")
        if events:
            statements.append(
                f"CREATE TRIGGER {table}_append_only BEFORE {' OR '.join(events)} ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_guard()"
            )
        return statements

    def _allowed(self, same: str) -> str:
        """The condition under which a changed row is let through, or nothing when none is."""
        if not self.fixed:
            return ""
        conditions = [f"NEW.{column} {same} OLD.{column}" for column in self.fixed]
        for group in self.once:
            unchanged = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in group)
            conditions.append(f"(OLD.{group[0]} IS NULL OR ({unchanged}))")
        return " AND ".join(conditions)


_guards: dict[str, Guard] = {}


def register(guard: Guard) -> None:
    """Make the guard of a table known; called from `AppConfig.ready()`."""
    _guards[guard.table] = guard


def known_guards() -> list[Guard]:
    """Every guard of this installation."""
    return list(_guards.values())


def lay_guards(connection: BaseDatabaseWrapper, guards: Iterable[Guard] | None = None) -> None:
    """Lay the guards on their tables, in the place of any that lie there."""
    chosen = known_guards() if guards is None else list(guards)
    lift_guards(connection, chosen)
    _execute(connection, [line for guard in chosen for line in guard.laid(connection.vendor)])


def lift_guards(connection: BaseDatabaseWrapper, guards: Iterable[Guard] | None = None) -> None:
    """Take the guards away: only for migrations backwards and for tests that empty their tables."""
    chosen = known_guards() if guards is None else guards
    _execute(connection, [line for guard in chosen for line in guard.lifted(connection.vendor)])


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should lie on the tables of this database and do not."""
    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        laid = {row[0] for row in cursor.fetchall()}
    tables = set(connection.introspection.table_names())
    return [
        name
        for guard in known_guards()
        if guard.table in tables  # before the first migration there is nothing to guard
        for name in guard.triggers(connection.vendor)
        if name not in laid
    ]


def _execute(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


EVENTS = Guard("history_event", "events are never changed or deleted")
# A note may be erased as a whole, which `events.erase_note` records; it may not be reworded.
NOTES = Guard("history_eventnote", "notes are never changed", is_deletable=True)
