"""The walk over every stored file: each is there, and is the bytes that were stored."""

from collections.abc import Callable, Iterator

from foundation.documents import files
from foundation.documents.models import StoredFile
from foundation.history.walking import Walk

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
