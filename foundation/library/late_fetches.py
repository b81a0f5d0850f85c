"""Fetches that the database could not take at once: each waits as a small file until the worker brings it in.

A reader does not wait for a busy database, and nobody who fetched goes uncounted. A worker killed between
bringing one in and removing its file counts it twice, which is better than not at all.
"""

import json
import logging
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from foundation.library.models import Fetch, Publication

log = logging.getLogger("panelbook.fetches")
AT_ONCE = 500


def keep(fetch: Fetch) -> None:
    """Write one down beside the stored files. Raises OSError where the disk takes nothing either."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    said = [fetch.publication_id, fetch.fetched_at.isoformat(), fetch.who, fetch.visitor]
    beside = folder / f".{uuid.uuid4().hex}"
    beside.write_text(json.dumps(said))
    beside.replace(folder / f"{beside.name[1:]}.json")


def bring_in() -> int:
    """Record what waits, and remove its files; returns how many."""
    taken = list(_waiting())
    if not taken:
        return 0
    with transaction.atomic():
        there = set(Publication.objects.filter(pk__in={each.publication_id for _, each in taken}).in_bulk())
        Fetch.objects.bulk_create(each for _, each in taken if each.publication_id in there)
    for place, _ in taken:
        place.unlink(missing_ok=True)
    return len(taken)


def _waiting() -> Iterator[tuple[Path, Fetch]]:
    for place in sorted(_folder().glob("*.json"))[:AT_ONCE]:
        with suppress(FileNotFoundError):
            try:
                publication, at, who, visitor = json.loads(place.read_text())
                fetch = Fetch(
                    publication_id=int(publication),
                    fetched_at=datetime.fromisoformat(at),
                    who=str(who)[:200],
                    visitor=str(visitor)[:32],
                )
            except (ValueError, TypeError):
                log.error("A fetch that waited cannot be read: %s", place)
                place.rename(place.with_suffix(".unread"))
                continue
            yield place, fetch


def _folder() -> Path:
    return Path(settings.FILES_DIR) / "fetches"
