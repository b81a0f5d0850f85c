"""A whole installation in a folder of its own, with its own database and its own processes."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


class Installation:
    """What stands in one folder: a database, files, and whatever is run on them."""

    def __init__(self, folder: Path, database_url: str = "", **environment: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.database_url = database_url or f"sqlite:///{folder / 'panelbook.sqlite3'}"
        self.environment = {
            **os.environ,
            "PANELBOOK_VAR": str(folder),
            "DATABASE_URL": self.database_url,
            "PYTHONPATH": str(ROOT),
            **environment,
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def database(self) -> Path:
        """The database file, on SQLite."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    def process(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run manage.py to its end, however it ends."""
        command: list[str | Path] = [sys.executable, ROOT / "manage.py", *map(str, arguments)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True)

    def manage(self, *arguments: object) -> str:
        """Run manage.py, which must go well; returns what it says."""
        done = self.process(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def run(self, code: str) -> str:
        """Run Python inside the installation."""
        return self.manage("shell", "--no-imports", "-c", code)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database answers, past Django."""
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
                return database.execute(query).fetchall()
        import psycopg2

        with closing(psycopg2.connect(self.database_url)) as server, server.cursor() as cursor:
            cursor.execute(query)
            return list(cursor)

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker; `end()` kills those that are left."""
        quiet = subprocess.DEVNULL
        command: list[str | Path] = [sys.executable, ROOT / "manage.py", "work"]
        self.workers.append(subprocess.Popen(command, env=self.environment, stdout=quiet, stderr=quiet))
        return self.workers[-1]

    def end(self) -> None:
        """Kill every worker and wait until it has gone."""
        for worker in self.workers:
            worker.kill()
            worker.wait()


def prepared(folder: Path, **environment: str) -> Installation:
    """An installation with tables and no rows: a copy of the tests' own database, which migrated already.

    On PostgreSQL nobody may be connected to what is copied, so call it where no transaction is open.
    """
    folder.mkdir(exist_ok=True)
    ours = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        made = Installation(folder, **environment)
        with closing(sqlite3.connect(ours)) as database:
            database.execute("VACUUM INTO ?", [str(made.database)])
        return made
    connection.close()
    beside = postgresql_beside(f"{ours}_{folder.name}", copied_from=ours)
    return Installation(folder, beside, **environment)


def postgresql_beside(name: str, *, copied_from: str = "template1") -> str:
    """A new database on the server of this test run; returns its DATABASE_URL."""
    import psycopg2
    from psycopg2 import sql

    at = connection.settings_dict
    address = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}"
    server = psycopg2.connect(f"{address}/postgres")
    # A database cannot be made inside a transaction.
    server.autocommit = True
    with closing(server), server.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        cursor.execute(words.format(sql.Identifier(name), sql.Identifier(copied_from)))
    return f"{address}/{name}"
