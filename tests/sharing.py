"""How `make test` and `make trust` share the tests between two databases, so that the whole stays short.

`scripts/test` and `scripts/trust` set PANELBOOK_SHARE to the database of the run. Without it, as when one
calls pytest by hand, every test runs. Each test that is shared still runs once:

- what asks no database is the same on both, so it runs with SQLite only, as do browser journeys;
- tests of the sweep for each role: SQLite takes every second role from the first on, PostgreSQL the others;
- heavy single tests marked `once("sqlite")` or `once("postgresql")`;
- the tests of the subject rooms: with PostgreSQL those marked `on("postgresql")`, file by file, with SQLite
  the rest. What leans on the database itself runs on both: history, jobs, sign-in, the library with search,
  and whatever is marked `both`.
"""

import os
from pathlib import Path

import pytest

SHARE = os.environ.get("PANELBOOK_SHARE", "")
FIRST = "sqlite"
# Where a file runs on one database only.
SHARED = tuple(
    f"tests/{room}/"
    for room in ("acceptance", "config", "foundation/documents", "foundation/ui", "meetings", "panels")
    + ("partnerships", "scrutiny")
)
ASKS_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences", "live_server"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the other run what is its share."""
    if not SHARE:
        return
    others = [item for item in items if not is_ours(item, SHARE)]
    if others:
        items[:] = [item for item in items if is_ours(item, SHARE)]
        config.hook.pytest_deselected(items=others)


def is_ours(item: pytest.Item, share: str) -> bool:
    """True when a test belongs to the run on this database."""
    if (mark := item.get_closest_marker("once")) is not None:
        return bool(mark.args[0] == share)
    if share != FIRST and not _asks_the_database(item):
        return False
    if is_shared(item):
        chosen = item.get_closest_marker("on")
        return bool((chosen.args[0] if chosen else FIRST) == share)
    # Only now: Django must be set up before its models are imported.
    from tests.sweep.world import ROLES

    role = item.callspec.params.get("role") if hasattr(item, "callspec") else None
    if role in ROLES and "tests/sweep/" in item.path.as_posix():
        return (ROLES.index(role) % 2 == 0) == (share == FIRST)
    return True


def _asks_the_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or bool(
        ASKS_THE_DATABASE & set(getattr(item, "fixturenames", ()))
    )


def relative(item: pytest.Item) -> str:
    """The path of a test from the project's folder."""
    return item.path.relative_to(Path(__file__).resolve().parents[1]).as_posix()


def is_shared(item: pytest.Item) -> bool:
    """True for a test that runs on one database in `make test`, whichever its mark says."""
    runs_with_sqlite = not _asks_the_database(item) or any(
        item.get_closest_marker(name) for name in ("browser", "long", "both")
    )
    return not runs_with_sqlite and relative(item).startswith(SHARED)
