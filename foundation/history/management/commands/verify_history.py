"""`manage.py verify_history`: walk the chain of events and say where it breaks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.history.events import broken_links
from foundation.history.models import Event


class Command(BaseCommand):
    """Exit with an error when any event was changed, removed or put in between."""

    help = "Walk the chain of events; fails and says where when it does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault, then fail; print the count when the chain holds."""
        faults = list(broken_links())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"The chain is broken in {len(faults)} places.")
        self.stdout.write(f"{Event.objects.count()} events, and the chain holds.")
