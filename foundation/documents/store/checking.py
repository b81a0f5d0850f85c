"""Are the stored files still what was stored, and does anything lie there that no row names?

The worker looks at a small share at a time, so that nothing waits for it; all of it within two days. What it
found stays in the shared cache for the first page of an administrator. A walk of the history looks at all.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from foundation.documents.models import StoredFile
from foundation.documents.store import files
from foundation.history.walking import Walk

log = logging.getLogger("panelbook.files")
EVERY_SECONDS = 600
SHARES = 256
FOUND = "stored-files-damaged"
KEPT = timedelta(days=4)
# Bytes are written before the transaction that names them is over.
SWEPT_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at stored files found, as hashes: rows, files not right, files too many."""

    rows: int
    damaged: list[str]
    orphans: list[str]


def check(beginning: str = "") -> Checked:
    """Hold every stored file against its hash, or those whose hash begins so."""
    named = set(StoredFile.objects.filter(hash__startswith=beginning).values_list("hash", flat=True))
    damaged = sorted(digest for digest in named if files.changed_on_disk(digest))
    return Checked(len(named), damaged, sorted(files.hashes_on_disk(beginning) - named))


def sweep(orphans: list[str], now: datetime) -> int:
    """Remove files that no row names and that are older than a day; returns how many."""
    return sum(files.sweep(digest, now - SWEPT_AFTER) for digest in orphans)


def check_a_share(now: datetime) -> None:
    """Look at the share whose turn it is, and keep what was found."""
    beginning = f"{int(now.timestamp()) // EVERY_SECONDS % SHARES:02x}"
    found = check(beginning)
    before = set(damaged())
    after = {digest for digest in before if not digest.startswith(beginning)} | set(found.damaged)
    for digest in sorted(after - before):
        log.error("A stored file is missing or has changed on the disk: %s", digest)
    cache.set(FOUND, sorted(after), int(KEPT.total_seconds()))


def damaged() -> list[str]:
    """The hashes of stored files that the last look found missing or changed."""
    return list(cache.get(FOUND, []))


# Upper rooms add a function that says what a stored file is used for; asked only about a faulty one.
known_as: list[Callable[[StoredFile], str]] = []


def file_faults() -> Iterator[str]:
    """What is missing or was changed on the disk, a sentence each."""
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=500):
        try:
            size = len(files.read(stored))
        except files.Damaged as damaged:
            used = "; ".join(filter(None, (asked(stored) for asked in known_as)))
            yield f"{damaged}." + (f" It was published: {used}." if used else "")
            continue
        if size != stored.size:
            yield f"A stored file has {size} bytes, and its row says {stored.size}: {stored.hash}."


def _count() -> str:
    return f"{StoredFile.objects.count()} stored files, and each is what was stored."


WALK = Walk("files", file_faults, _count)
