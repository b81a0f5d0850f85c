"""Restoring a backup onto an empty installation: nothing is believed that its hash does not confirm."""

from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from config import restored
from config.actions import mark_restored
from config.backup import CannotBackUp, rows, schema
from config.backup.archive import Backup, place_of_file, place_of_table, reading
from config.backup.manifest import Manifest
from config.backup.telling import Tell, told
from config.models import RestoredCopy
from foundation.documents.models import StoredFile
from foundation.documents.store import files
from foundation.history.guards import lay_guards, missing_guards
from foundation.history.seals import Seals
from foundation.history.walking import broken_links
from foundation.library.walking import publication_faults

NOT_EMPTY = (
    "This database is not empty ({words}). A backup is restored onto an empty one only: set DATABASE_URL to "
    "a new database, or PANELBOOK_VAR to a new folder, and restore there."
)
NOT_PLAIN = (
    "This database was prepared by another version than the one that made the backup. "
    "Restore into a new database, one on which nothing has been run yet."
)


def restore(source: Path, tell: Tell) -> tuple[Manifest, list[str]]:
    """Bring a backup back; returns its manifest and, a sentence each, what does not fit together in it.

    Raises `CannotBackUp`, before anything is written, for a damaged archive or an installation with data.
    """
    with reading(source) as backup:
        manifest = backup.manifest
        apps = schema.apps_at(manifest.migrations)
        _check_archive(backup, tell)
        _check_empty(manifest)
        for digest in told(tell, "Stored files written", manifest.files):
            files.put_back(digest, backup.open(place_of_file(digest)).read())
        tell("Preparing the tables")
        schema.migrate_to(manifest.migrations)
        _load(backup, {model._meta.db_table: model for model in schema.tables_of(apps)}, tell)
    tell("Bringing the tables up to this version")
    call_command("migrate", verbosity=0, interactive=False)
    if not restored.is_held():
        mark_restored(manifest.when)
    if missing_guards(connection):
        lay_guards(connection)
    tell("Checking the record and the files")
    return manifest, list(faults_of(manifest))


def _check_archive(backup: Backup, tell: Tell) -> None:
    """Every part is there, none is there that is not named, and each is what its hash says."""
    manifest = backup.manifest
    expected = {place_of_table(name) for name in manifest.tables}
    expected |= {place_of_file(digest) for digest in manifest.files}
    for name in sorted(backup.names() - expected):
        raise CannotBackUp(f"The backup holds {name}, which its manifest does not name.")
    for name, line in told(tell, "Tables checked", manifest.tables.items()):
        try:
            found = rows.content_of(rows.read(backup.open(place_of_table(name))))
        except ValueError as error:
            raise CannotBackUp(f"The rows of {name} cannot be read.") from error
        if (found.count, found.hash) != (line.rows, line.sha256):
            raise CannotBackUp(f"The rows of {name} are not those the manifest names.")
    for digest, size in told(tell, "Stored files checked", manifest.files.items()):
        data = backup.open(place_of_file(digest)).read()
        if len(data) != size or not files.is_named(digest, data):
            raise CannotBackUp(f"The stored file {digest} is not the one the manifest names.")


def _check_empty(manifest: Manifest) -> None:
    """Nobody's work is here, and no version has been here that the backup does not know."""
    here = schema.applied()
    if here and (words := schema.rows_already_here()):
        raise CannotBackUp(NOT_EMPTY.format(words=", ".join(words[:3])))
    for app, names in here.items():
        if set(names) - set(manifest.migrations.get(app, ())):
            raise CannotBackUp(NOT_PLAIN)


@transaction.atomic
def _load(backup: Backup, tables: dict[str, schema.Table], tell: Tell) -> None:
    """All rows in one transaction: read back and compared, or none of them stays.

    Nothing but INSERT is needed, so the guards of the record never have to be lifted.
    """
    for name in schema.WRITTEN_BY_DJANGO & set(tables):
        tables[name]._base_manager.all().delete()
    for name in told(tell, "Tables loaded", backup.manifest.tables):
        rows.load(tables[name], rows.read(backup.open(place_of_table(name))))
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise CannotBackUp(f"The rows of this backup do not fit together: {error}") from error
    for name, line in told(tell, "Tables compared", backup.manifest.tables.items()):
        found = rows.content_of(rows.values_of(tables[name]))
        if (found.count, found.hash) != (line.rows, line.sha256):
            raise CannotBackUp(f"{name} is not what was backed up, so nothing was restored.")
        schema.set_sequence(tables[name], line.last_number)
    # With the rows or not at all: a copy that is not marked would send mail.
    if RestoredCopy._meta.db_table in tables:
        mark_restored(backup.manifest.when)


def faults_of(manifest: Manifest) -> Iterator[str]:
    """Where rows, files and the chain of events do not fit together."""
    named = set(StoredFile.objects.values_list("hash", flat=True))
    for digest in sorted(named - set(manifest.files)):
        yield f"A row without its file: {digest} was missing or damaged when the backup was taken."
    for digest in sorted(named & set(manifest.files)):
        try:
            files.read_hash(digest)
        except files.Damaged as damaged:
            yield f"{damaged}."
    for digest in sorted(files.hashes_on_disk() - named):
        yield f"A file without its row: {digest}. Nothing uses it."
    yield from broken_links()
    yield from publication_faults()


def unproven() -> list[str]:
    """What only a key can prove that was not brought: no fault of the backup, which never holds the key."""
    seals = Seals()
    for _ in broken_links(seals):
        pass
    return list(seals.unproven())
