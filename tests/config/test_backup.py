"""Back up, wipe, restore: every row and every byte is there again, and nothing damaged is believed."""

import hashlib
import io
import json
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from config.backup import CannotBackUp
from config.backup.restore import faults_of, restore
from config.backup.take import take
from foundation.documents.store import files
from tests.installation import Installation, postgresql_beside, prepared
from tests.upgrades.test_upgrades import KEPT

# The mark `django_db` makes the database exist that is copied.
pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.xdist_group("backup")]

SEED = """
from datetime import timedelta
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from foundation.documents.store import files
from foundation.history import events
from foundation.jobs import outbox, queue
from foundation.accounts.models import User
from meetings import actions
from meetings.models import Meeting
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import make_paper, place
body = make_panel()
clerk = make_secretary(body)
meeting = make_meeting(body, clerk)
meeting.items.all().delete()
items = add_items(meeting, clerk, "Knife crime — “what works”", "Budget")
place(items[0], make_paper(body, clerk), clerk)
items[1].delete()
actions.ask_for_pack(meeting=meeting, by=clerk)
queue.run_pending()
events.record("paper received", meeting, by=clerk, note="By hand, from Ms Ellen Marsh", data={"b": 1, "a": 2})
outbox.send("jo@kennetside.example", "Your note is due", "It is due on Friday.")
queue.enqueue("jobs.deliver_mail", key="later", run_after=timezone.now() + timedelta(days=3))
store = SessionStore(); store["who"] = 1; store.save()
"""
# Every table as the database itself tells it, past Django's models; the next numbers; the missing guards.
LOOK = """
import hashlib, json
from django.db import connection
from django.utils import timezone
from config.backup import schema
from foundation.history.guards import missing_guards
found = {}
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        rows = cursor.fetchall()
        found[table] = [len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()]
models = schema.tables_of(schema.apps_at(schema.applied()))
numbers = {model._meta.db_table: schema.sequence_of(model) for model in models}
print(json.dumps([found, numbers, missing_guards(connection)]))
"""
# When it was migrated, who was signed in, what was counted for a minute, and that it is a copy.
NOT_THE_RECORD = ("django_migrations", "django_session", "shared_cache", "config_restoredcopy")

Change = Callable[[str, bytes], bytes | None]


@pytest.fixture(scope="module")
def source(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    with django_db_blocker.unblock():
        made = prepared(tmp_path_factory.mktemp("backup") / "source")
    made.run(SEED)
    return made


@pytest.fixture(scope="module")
def archive(source: Installation) -> Path:
    target = source.folder.parent / "panelbook.tar"
    source.manage("backup", target)
    return target


def record_of(site: Installation) -> tuple[dict[str, list[Any]], dict[str, int], list[str]]:
    """The rows of every table, the highest number each has given out, and the guards that do not lie."""
    tables, numbers, missing = json.loads(site.run(LOOK))
    for name in NOT_THE_RECORD:
        tables.pop(name)
        numbers.pop(name, None)
    return tables, numbers, missing


def stored(site: Installation) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (site.folder / "files").rglob("*") if path.is_file()}


@pytest.mark.shows("R-35")
def test_a_restored_installation_has_every_row_every_byte_and_every_next_number(
    source: Installation, archive: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        copy = prepared(tmp_path / "copy")
    said = copy.process("restore", archive)
    assert (said.returncode, "without" in said.stderr) == (0, False), said.stderr
    tables, numbers, missing = record_of(source)
    # A number was given out and not used: a copy that counts the rows would give it out again.
    assert (tables["meetings_agendaitem"][0], numbers["meetings_agendaitem"] > 1) == (1, True)
    assert record_of(copy) == (tables, numbers, missing) == (tables, numbers, [])
    assert stored(copy) == stored(source)
    again = copy.process("restore", archive)
    assert (again.returncode, "This database is not empty" in again.stderr) == (1, True)


@pytest.mark.long
@pytest.mark.shows("R-35")
def test_a_backup_of_one_kind_of_database_is_restored_on_the_other(
    source: Installation, archive: Path, tmp_path: Path
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("There is no PostgreSQL beside this run; the run on PostgreSQL shows it")
    there = Installation(tmp_path / "there")
    there.manage("restore", archive)
    there.manage("backup", tmp_path / "there.tar")
    back = Installation(tmp_path / "back", postgresql_beside("brought_back"))
    back.manage("restore", tmp_path / "there.tar")
    assert (record_of(back), stored(back)) == (record_of(source), stored(source))


@pytest.mark.shows("R-36")
def test_a_backup_of_an_older_version_is_loaded_as_it_was_and_then_brought_up(
    source: Installation, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("The kept databases are SQLite ones")
    old = Installation(tmp_path / "old")
    old.database.write_bytes(lzma.decompress(KEPT[0].read_bytes()))
    old.process("backup", tmp_path / "old.tar")
    copy = Installation(tmp_path / "copy")
    said = copy.process("restore", tmp_path / "old.tar")
    # The kept databases come without their files: each of them is named.
    lacking = [line for line in said.stderr.splitlines() if line.startswith("A row without its file")]
    counted = f"CommandError: {len(lacking)} things do not fit together; they are named above."
    assert said.stderr.splitlines()[-1] == counted
    assert copy.manage("migrate", "--check") == ""


def test_the_archive_is_for_its_owner_alone_and_leaves_sessions_out(archive: Path) -> None:
    with tarfile.open(archive) as opened:
        names = set(opened.getnames())
        manifest = json.loads(part(opened, "manifest.json"))
    assert archive.stat().st_mode & 0o777 == 0o600
    assert "tables/django_session.jsonl" not in names
    assert manifest["left_out"] == {"django_session": "people sign in again"}
    assert [path.name for path in archive.parent.iterdir() if path.name.startswith(".")] == []


def part(archive: tarfile.TarFile, name: str) -> bytes:
    opened = archive.extractfile(name)
    assert opened is not None, f"{name} is no file"
    return opened.read()


def altered(archive: Path, target: Path, change: Change) -> Path:
    """The archive once more, with each part passed through `change(name, data)`; None leaves it out."""
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for entry in old:
            data = change(entry.name, part(old, entry.name))
            if data is not None:
                entry.size = len(data)
                new.addfile(entry, io.BytesIO(data))
    return target


def flipped(data: bytes) -> bytes:
    return data[:-2] + bytes([data[-2] ^ 1]) + data[-1:]


def newer(data: bytes) -> bytes:
    manifest = json.loads(data)
    manifest["migrations"]["meetings"].append("0999_of_tomorrow")
    return json.dumps(manifest).encode()


def in_table(name: str, data: bytes) -> bytes:
    return data.replace(b"Ellen", b"Helen") if name == "tables/accounts_user.jsonl" else data


def in_file(name: str, data: bytes) -> bytes:
    return flipped(data) if name.startswith("files/") else data


def without_files(name: str, data: bytes) -> bytes | None:
    return None if name.startswith("files/") else data


def without_manifest(name: str, data: bytes) -> bytes | None:
    return None if name == "manifest.json" else data


def of_tomorrow(name: str, data: bytes) -> bytes:
    return newer(data) if name == "manifest.json" else data


DAMAGES = (
    (in_table, "The rows of accounts_user are not those"),
    (in_file, "The stored file .* is not the one"),
    (without_files, "The backup lacks files/"),
    (without_manifest, "This file is not a complete backup"),
    (of_tomorrow, "comes from a newer version of Panelbook: meetings 0999_of_tomorrow"),
)


@pytest.mark.shows("R-36")
@pytest.mark.parametrize(("change", "sentence"), DAMAGES, ids=[change.__name__ for change, _ in DAMAGES])
def test_a_damaged_backup_is_refused_before_anything_is_written(
    archive: Path, tmp_path: Path, change: Change, sentence: str
) -> None:
    with pytest.raises(CannotBackUp, match=sentence):
        restore(altered(archive, tmp_path / "altered.tar", change), print)
    assert files.hashes_on_disk() == set()


def test_a_backup_cut_short_is_refused(archive: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.tar"
    short.write_bytes(archive.read_bytes()[:60_000])
    with pytest.raises(CannotBackUp, match="damaged|not a complete backup"):
        restore(short, print)


@pytest.mark.shows("R-36")
def test_rows_without_files_and_files_without_rows_are_named(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("A snapshot on PostgreSQL is a transaction of its own, which a test's is not")
    kept = files.store(b"kept", "text/plain")
    lost = files.store(b"lost", "text/plain")
    files.path(lost).unlink()
    files.put_back(hashlib.sha256(b"stray").hexdigest(), b"stray")
    manifest = take(tmp_path / "it.tar", print, timezone.now())
    assert (manifest.missing_files, manifest.files) == ([lost.hash], {kept.hash: 4})
    files.path(kept).write_bytes(b"kepT")
    assert list(faults_of(manifest)) == [
        f"A row without its file: {lost.hash} was missing or damaged when the backup was taken.",
        f"A stored file has changed on the disk: {kept.hash}.",
        f"A file without its row: {hashlib.sha256(b'stray').hexdigest()}. Nothing uses it.",
    ]
    with pytest.raises(CannotBackUp, match=r"A file called it\.tar already exists"):
        take(tmp_path / "it.tar", print, timezone.now())
