"""`manage.py restore FILE`: a backup onto an empty installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup import CannotBackUp
from config.backup.restore import restore, unproven


class Command(BaseCommand):
    """Everything is checked before and after; the copy sends no mail until it is released."""

    help = "Restore a backup onto an empty database; every row and file is checked against its hash."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """What to restore."""
        parser.add_argument("file", type=Path, help="an archive made by `manage.py backup`")

    def handle(self, *args: Any, **options: Any) -> None:
        """Progress goes to the error stream, the result to the other."""
        try:
            manifest, faults = restore(options["file"].absolute(), self.stderr.write)
        except CannotBackUp as refused:
            raise CommandError(str(refused)) from refused
        count = sum(line.rows for line in manifest.tables.values())
        self.stdout.write(
            f"Restored the backup of {manifest.taken_at}: {count:,} rows and {len(manifest.files):,} stored "
            "files, each checked against its hash."
        )
        for fault in faults:
            self.stderr.write(fault)
        for sentence in unproven():
            self.stdout.write(sentence)
        self.stdout.write("This copy sends no mail until it is released: manage.py release --by NAME")
        if faults:
            raise CommandError(f"{len(faults)} things do not fit together; they are named above.")
