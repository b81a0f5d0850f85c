"""`manage.py work`: the process that builds packs and delivers mail."""

from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandParser

from foundation.jobs.worker import Worker


class Command(BaseCommand):
    """Run one worker; start as many processes as there are processors to spare."""

    help = "Do background work until stopped; with --once, do what is due and return."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` for cron, scripts and tests."""
        parser.add_argument("--once", action="store_true", help="Do what is due now, then return.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the database's own settings first: work acknowledged must be work kept."""
        worker = Worker()
        worker.stop_on_signals()
        if options["once"]:
            self._check_database()
            self.stdout.write(f"Done: {worker.run_until_idle()}")
            return
        self.stdout.write("Waiting for work.")
        self.stdout.flush()
        worker.run(self._check_database)

    def _check_database(self) -> None:
        self.check(tags=[Tags.database], databases=["default"])
