"""`manage.py lay_guards`: lay again the triggers that refuse changes to the record."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from foundation.history.guards import known_guards, lay_guards


class Command(BaseCommand):
    """For a database restored without its triggers, or altered by hand."""

    help = "Lay the triggers by which the database refuses to change what is on record."

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay every guard, in the place of those that lie there."""
        lay_guards(connection)
        self.stdout.write("Guarded: " + ", ".join(guard.table for guard in known_guards()))
