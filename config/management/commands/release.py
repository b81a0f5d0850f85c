"""`manage.py release`: let a restored copy send mail and publish again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import actions
from foundation.history.actors import System
from foundation.history.findings import Refused


class Command(BaseCommand):
    """Only when the installation it was taken from no longer runs: otherwise people get everything twice."""

    help = "End the hold on a restored copy: email is sent again, and scheduled publications take place."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who decides it."""
        parser.add_argument("--by", required=True, help="the name to put on record, e.g. 'Ellen Marsh'")

    def handle(self, *args: Any, **options: Any) -> None:
        """Release, or say that there is nothing to release."""
        name = options["by"].strip()
        if not name:
            raise CommandError("Enter who releases this copy: --by NAME")
        try:
            copy = actions.release(by=System(pk="command line", printed_name=name))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"Released the copy of {copy.taken_at.isoformat()}. Waiting mail leaves from now on."
        )
