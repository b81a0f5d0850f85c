"""`manage.py history_key`: say which key seals the history, change it, or live without a lost one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.history import keys, rotating
from foundation.history.actors import System
from foundation.history.findings import Refused


class Command(BaseCommand):
    """Both changes are events on record, with the name of whoever made them."""

    help = "Name the keys of the history; --change makes a new one, --lost continues without a lost one."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and who decides it."""
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument("--change", action="store_true", help="seal with a new key from now on")
        doing.add_argument(
            "--lost", action="store_true", help="accept, as they are, events whose key is lost"
        )
        parser.add_argument("--by", default="", help="the name to put on record, e.g. 'Ellen Marsh'")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what is to be kept where."""
        name = options["by"].strip()
        if (options["change"] or options["lost"]) and not name:
            raise CommandError("Enter the name of the person who decides it: --by NAME")
        by = System(pk="command line", printed_name=name)
        try:
            if options["change"]:
                self.stdout.write(f"Event {rotating.change_key(by=by).number} says that the key was changed.")
            elif options["lost"]:
                self.stdout.write(f"Event {rotating.take_over(by=by).number} takes over what came before it.")
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for key, word in zip(keys.present(), ["in use", *["only checks"] * 99], strict=False):
            self.stdout.write(f"Key {key.name}: {word}.")
        self.stdout.write("Keep a copy of the keys apart from the database and its backups.")
