"""`manage.py check_import FOLDER`: does every word and number of every Word and PDF file come through?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.documents.incoming import import_check

KINDS = (".docx", ".docm", ".dotx", ".doc", ".pdf")


class Command(BaseCommand):
    """A line a file; exit with an error when anything was lost."""

    help = "Read every Word and PDF file of a folder and say what was lost, by tools that share no code."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, with all folders in it."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Print a line for each file, and how many lost something."""
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in KINDS and file.is_file())
        if not files:
            raise CommandError(f"There are no Word or PDF files in {folder}.")
        lost = refused = 0
        for file in files:
            done = import_check.check(file.name, file.read_bytes())
            lost += bool(done.faults)
            refused += bool(done.refused)
            self.stdout.write(f"{file.relative_to(folder)}: {done.line}")
        told = (
            f"{len(files)} files: {len(files) - lost - refused} right, {lost} with losses, {refused} refused."
        )
        if lost:
            raise CommandError(told)
        self.stdout.write(told)
