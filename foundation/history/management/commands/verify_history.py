"""`manage.py verify_history`: walk events, publications, stored files and anchors, and name what differs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.history import anchors
from foundation.history.anchors import Anchor
from foundation.history.models import Event
from foundation.history.seals import Seals
from foundation.history.walking import broken_links, known_walks


class Command(BaseCommand):
    """Exit with an error when anything on record was changed, removed or put in between."""

    help = (
        "Walk the record; fails and names what differs from what was recorded, published, stored, anchored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Anchors from elsewhere, and what to leave out."""
        parser.add_argument(
            "--anchors", type=Path, action="append", default=[], help="a file of anchors, or a mail with one"
        )
        parser.add_argument(
            "--without", action="append", default=[], choices=[walk.name for walk in known_walks()],
            help="leave a part out, for a database that came without its files",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault, then fail; print what was walked when everything holds."""
        walked = [walk for walk in known_walks() if walk.name not in options["without"]]
        kept = anchors.written_down()
        for path in options["anchors"]:
            kept += self._read(path)
        count, seals = 0, Seals()
        for fault in self._faults(seals, walked, kept):
            self.stderr.write(fault)
            count += 1
        for sentence in seals.taken_over:
            self.stdout.write(sentence)
        if count:
            raise CommandError(f"The record does not hold in {count} place{'' if count == 1 else 's'}.")
        self.stdout.write(f"{Event.objects.count()} events, and the chain holds.")
        for walk in walked:
            self.stdout.write(walk.count())
        self.stdout.write(_said_of(kept))

    def _faults(self, seals: Seals, walked: list[Any], kept: list[Anchor]) -> Iterator[str]:
        yield from broken_links(seals)
        yield from seals.unproven()
        yield from anchors.faults_of(kept)
        for walk in walked:
            yield from walk.faults()

    def _read(self, path: Path) -> list[Anchor]:
        try:
            found = list(anchors.read(path.read_text()))
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read.") from error
        if not found:
            raise CommandError(f"{path} holds no anchor.")
        return found


def _said_of(kept: list[Anchor]) -> str:
    if not kept:
        return "No anchor has been recorded yet. The worker records one every hour."
    newest = max(kept, key=lambda anchor: anchor.number)
    return f"{len(kept)} anchors agree; the newest is of {newest.at} and knows {newest.number} events."
