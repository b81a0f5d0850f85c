"""Migrates once for all runs: each test process copies a database that holds every table and no rows.

Migrating takes longer than most files of tests. The copy is known by what the migrations say, so a changed
migration makes a new one; the ordinary set-up still looks for migrations that are missing.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _what_migrations_say() -> str:
    """Sixteen letters that change when a migration, or what migrations call, does."""
    said = hashlib.sha256(version("django").encode())
    for path in sorted([*ROOT.glob("**/migrations/*.py"), ROOT / "foundation/history/guards.py"]):
        if ".venv" not in path.parts and "node_modules" not in path.parts:
            said.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return said.hexdigest()[:16]


def _migrate(database: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database}
    subprocess.run([sys.executable, ROOT / "manage.py", "migrate", "-v", "0"], env=environment, check=True)


def on_sqlite(settings: dict[str, Any], folder: Path) -> None:
    """Lay the migrated copy into this folder, as the test database of these settings."""
    kept = Path(tempfile.gettempdir()) / f"panelbook-migrated-{_what_migrations_say()}.sqlite3"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            fresh = folder / "migrated.sqlite3"
            _migrate(f"sqlite:///{fresh}")
            shutil.copy(fresh, f"{kept}.new")
            os.replace(f"{kept}.new", kept)
    settings["TEST"]["NAME"] = str(folder / "test.sqlite3")
    shutil.copy(kept, settings["TEST"]["NAME"])


def _on_postgresql(settings: dict[str, Any]) -> None:
    import psycopg2
    from django.db import connections

    name = settings["TEST"]["NAME"] or f"test_{settings['NAME']}"
    kept = f"panelbook_migrated_{_what_migrations_say()}"
    server = {key: settings[key.upper()] for key in ("host", "port", "user", "password")}
    connection = psycopg2.connect(dbname="postgres", **{key: value for key, value in server.items() if value})
    connection.autocommit = True
    quoted = connections["default"].ops.quote_name
    with connection.cursor() as cursor:
        # Test processes start together: the first one migrates, the others wait for it.
        cursor.execute("SELECT pg_advisory_lock(20261129)")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {quoted(kept + '_new')}")
            _migrate(os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{kept}_new")
            cursor.execute(f"ALTER DATABASE {quoted(kept + '_new')} RENAME TO {quoted(kept)}")
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(name)}")
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(kept)}")
    connection.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Give this process a database of its own, with its tables in it.

    A file on SQLite, not memory: a live server answers in threads of its own.
    """
    from django.db import connections

    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        on_sqlite(settings, tmp_path_factory.mktemp("database"))
    else:
        _on_postgresql(settings)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The ordinary set-up takes the copy as it finds it."""
    return True


@pytest.fixture(scope="session", autouse=True)
def _gone_afterwards() -> Iterator[None]:
    """Leave no copy behind."""
    yield
    from django.db import connections

    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3") and "pytest" in str(settings["NAME"]):
        connections.close_all()
        for path in Path(settings["NAME"]).parent.glob("*sqlite3*"):
            path.unlink(missing_ok=True)
