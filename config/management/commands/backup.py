"""`manage.py backup FILE`: everything of this installation in one file."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backup import CannotBackUp
from config.backup.last import LastBackup, keep
from config.backup.manifest import Manifest
from config.backup.take import take
from foundation.ui.full_disk import SENTENCE, is_full


class Command(BaseCommand):
    """People may go on working while it runs."""

    help = "Write the database and every stored file to one archive, with a manifest of hashes."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write."""
        parser.add_argument("file", type=Path, help="the archive to write, e.g. panelbook-2026-11-24.tar")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress goes to the error stream, the result to the other."""
        target: Path = options["file"].absolute()
        try:
            manifest = take(target, self.stderr.write, timezone.now())
        except CannotBackUp as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            said = SENTENCE if is_full(error) else f"The backup could not be written: {error.strerror}."
            raise CommandError(f"{said} There is no backup called {target.name}.") from error
        count = sum(line.rows for line in manifest.tables.values())
        self._note(target, manifest, count)
        self.stdout.write(f"{target}: {count:,} rows, {len(manifest.files):,} stored files.")
        self.stdout.write(f"SHA-256 of its manifest: {hashlib.sha256(manifest.written()).hexdigest()}")
        for digest in manifest.missing_files:
            self.stderr.write(f"A row without its file: {digest} is missing or damaged on the disk.")
        if manifest.missing_files:
            raise CommandError("The backup holds everything else, but these files could not be read.")

    def _note(self, target: Path, manifest: Manifest, count: int) -> None:
        """Let administrators see it; a backup that was taken stays good where this cannot be written."""
        files, missing = len(manifest.files), len(manifest.missing_files)
        try:
            keep(LastBackup(manifest.taken_at, target.name, count, files, missing))
        except OSError as error:
            self.stderr.write(f"The page of the administrator cannot say so: {error.strerror}.")
