"""`manage.py demo`: a fictional panel with a year of meetings, three partnerships and an inquiry."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.demo.build import build, exists
from config.demo.people import SIGN_INS


class Command(BaseCommand):
    """Build the demo on an empty installation, or print its sign-ins."""

    help = "Build the demo on an empty installation; --once does nothing where data already exists."

    def add_arguments(self, parser: CommandParser) -> None:
        """Three ways to call it."""
        parser.add_argument("--once", action="store_true", help="do nothing when data already exists")
        parser.add_argument("--sign-ins", action="store_true", help="only print who can sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, skip or print."""
        if options["sign_ins"]:
            self._print_sign_ins()
        elif os.environ.get("PANELBOOK_DEMO") == "0":
            self.stdout.write("No demo: the first page sets up your panel.")
        elif not exists():
            self.stdout.write("Building the demo, about a minute.")
            build(timezone.localdate())
        elif not options["once"]:
            raise CommandError(
                "This installation already holds data. The demo can only be built on an empty installation."
            )

    def _print_sign_ins(self) -> None:
        from foundation.accounts.models import User

        known = set(User.objects.values_list("email", flat=True))
        shown = [(role, email, password) for role, email, password in SIGN_INS if email in known]
        for role, email, password in shown:
            self.stdout.write(f"  {role:22} {email:38} {password}")
