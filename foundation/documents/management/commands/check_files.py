"""`manage.py check_files`: every stored file against its hash, and what lies there without a row."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from foundation.documents.store import checking
from foundation.ui.words import counted


class Command(BaseCommand):
    """Ends with an error when a file is missing or has changed, so that a nightly run can tell somebody."""

    help = "Hold every stored file against its hash, and list files that nothing names."

    def add_arguments(self, parser: CommandParser) -> None:
        """Sweeping is asked for."""
        parser.add_argument("--sweep", action="store_true", help="remove files that nothing names")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each file that is not right, and one for the whole."""
        found = checking.check()
        for digest in found.damaged:
            self.stdout.write(f"missing or changed: {digest}")
        for digest in found.orphans:
            self.stdout.write(f"nothing names it: {digest}")
        if options["sweep"]:
            swept = checking.sweep(found.orphans, timezone.now())
            self.stdout.write(f"Removed: {swept}. What is younger than a day stays: it may be in use.")
        said = f"{counted(found.rows, 'stored file')}, {len(found.damaged)} missing or changed, "
        self.stdout.write(f"{said}{len(found.orphans)} that nothing names.".replace("\xa0", " "))
        if found.damaged:
            raise CommandError(
                "Bring the missing or changed files back from a backup: docs/backup.md says how."
            )
