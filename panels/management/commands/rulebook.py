"""Writes every statutory number beside its source to docs/rulebook.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.history.rulebook import as_markdown, gather

PAGE = Path(settings.BASE_DIR) / "docs" / "rulebook.md"


def rulebook() -> str:
    """The rulebook as it should read now, gathered from the rules of every room."""
    root = PAGE.parent.parent
    # Libraries may be installed below our folder as well.
    ours = [
        config.name
        for config in apps.get_app_configs()
        if root in Path(config.path).parents and "site-packages" not in config.path
    ]
    return as_markdown(gather(sorted(ours)))


class Command(BaseCommand):
    """`manage.py rulebook` writes the page; `--check` only says whether it is stale."""

    help = "Write every statutory number next to its source to docs/rulebook.md"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option."""
        parser.add_argument("--check", action="store_true", help="change nothing, fail when it is stale")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Write the page, or compare it."""
        page = rulebook()
        if check:
            if not PAGE.exists() or PAGE.read_text() != page:
                raise CommandError("docs/rulebook.md is stale: run manage.py rulebook")
            return
        PAGE.write_text(page)
        self.stdout.write(f"The rules are written to {PAGE.relative_to(settings.BASE_DIR)}")
