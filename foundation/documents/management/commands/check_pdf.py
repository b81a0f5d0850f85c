"""`manage.py check_pdf FILE`: can a screen reader read it? With --tree, read it as a screen reader would."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.documents.pdf import checking, reading


class Command(BaseCommand):
    """Exit with an error when the checker finds anything."""

    help = "Check the structure of a PDF, or print it in the order in which it is read aloud."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether to read it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--tree", action="store_true", help="print every element with its words")

    def handle(self, *args: Any, file: Path, tree: bool, **options: Any) -> None:
        """Print the tree, or each kind of fault with how often and where it was found."""
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        if tree:
            for line in reading.as_lines(reading.read(data)):
                self.stdout.write(line)
            return
        found = checking.check(data)
        for fault in found:
            self.stdout.write(f"{fault.code}: {fault.sentence} {fault.count} times, first: {fault.where}")
        if found:
            raise CommandError(f"{len(found)} kinds of fault.")
        self.stdout.write("No faults: all of it can be reached in order.")
