"""Taking a backup: rows from one snapshot, then the files that snapshot names."""

import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from config.backup import CannotBackUp, rows, schema
from config.backup.archive import MANIFEST, add, add_bytes, place_of_file, place_of_table, writing
from config.backup.manifest import Manifest, TableLine, version
from config.backup.telling import Tell, told
from foundation.documents.store import files

STORED = "documents_storedfile"
CHAIN = "history_chainhead"


def take(target: Path, tell: Tell, now: datetime) -> Manifest:
    """Write everything to one archive; files that are missing or damaged are named in its manifest.

    Raises `CannotBackUp` when there is nothing to take or nowhere to write.
    """
    migrations = schema.applied()
    if not migrations:
        raise CannotBackUp("This database is empty, so there is nothing to back up.")
    tables = {model._meta.db_table: model for model in schema.tables_of(schema.apps_at(migrations))}
    with writing(target) as archive:
        with schema.snapshot():
            lines = _copy_rows(archive, tables, now.timestamp(), tell)
            stored = {row["hash"]: row["size"] for row in rows.values_of(tables[STORED])}
            heads = list(rows.values_of(tables[CHAIN]))
        # Stored files never change, and the bytes of one that is removed lie there a day longer than its row
        # (foundation.documents.incoming.sent), so they can be copied after the snapshot.
        missing = _copy_files(archive, sorted(stored), now.timestamp(), tell)
        manifest = Manifest(
            version=version(),
            taken_at=now.astimezone(UTC).isoformat(),
            database=connection.vendor,
            migrations=migrations,
            left_out=schema.LEFT_OUT,
            tables=lines,
            files={digest: size for digest, size in stored.items() if digest not in missing},
            chain_number=heads[0]["number"] if heads else 0,
            chain_hash=heads[0]["hash"] if heads else "",
            missing_files=missing,
        )
        add_bytes(archive, MANIFEST, manifest.written(), now.timestamp())
    return manifest


def _copy_rows(
    archive: tarfile.TarFile, tables: dict[str, schema.Table], at: float, tell: Tell
) -> dict[str, TableLine]:
    lines = {}
    for name, model in told(tell, "Tables", tables.items()):
        with tempfile.TemporaryFile() as beside:
            content = rows.written(model, beside)
            size = beside.tell()
            beside.seek(0)
            add(archive, place_of_table(name), beside, size, at)
        lines[name] = TableLine(content.count, content.hash, schema.sequence_of(model))
    return lines


def _copy_files(archive: tarfile.TarFile, digests: list[str], at: float, tell: Tell) -> list[str]:
    """Copy every file that is what its name says; returns the others."""
    missing = []
    for digest in told(tell, "Stored files", digests):
        try:
            add_bytes(archive, place_of_file(digest), files.read_hash(digest), at)
        except files.Damaged:
            missing.append(digest)
    return missing
