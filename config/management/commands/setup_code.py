"""`manage.py setup_code`: the code that the first page of an empty installation asks for."""

from typing import Any

from django.core.management.base import BaseCommand

from config import setup


class Command(BaseCommand):
    """Print it, once more if need be; nothing where somebody can sign in already."""

    help = "Print the code that the first page of an empty installation asks for."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it while it is needed."""
        if setup.needed():
            self.stdout.write(f"  Set-up code: {setup.code()}")
            self.stdout.write("  The first page asks for it; whoever types it becomes the administrator.")
