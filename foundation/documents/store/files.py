"""Bytes kept once under their SHA-256, written so that a crash leaves a whole file or none."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings

from foundation.documents.models import StoredFile
from foundation.history.practice import refuse_in_practice
from foundation.history.whole import sync_folder, written_whole


class Damaged(Exception):
    """A stored file is missing, or is no longer the bytes that were stored."""


def store(data: bytes, content_type: str, pages: int | None = None) -> StoredFile:
    """Keep `data` and return its row; the same bytes are always the same row."""
    refuse_in_practice()
    digest = hashlib.sha256(data).hexdigest()
    _write(_place(digest), data)
    stored, _ = StoredFile.objects.get_or_create(
        hash=digest, defaults={"size": len(data), "content_type": content_type, "pages": pages}
    )
    if stored.pages is None and pages is not None:
        stored.pages = pages
        stored.save(update_fields=["pages"])
    return stored


def read(stored: StoredFile) -> bytes:
    """The bytes of `stored`, checked against their hash. Raises `Damaged`."""
    return read_hash(stored.hash)


def read_hash(digest: str) -> bytes:
    """The bytes stored under a SHA-256, checked against it. Raises `Damaged`."""
    try:
        data = _place(digest).read_bytes()
    except OSError as error:
        raise Damaged(f"A stored file is missing: {digest}") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise Damaged(f"A stored file has changed on the disk: {digest}")
    return data


def path(stored: StoredFile) -> Path:
    """Where the bytes lie, for handing to a web server that sends files itself."""
    return _place(stored.hash)


def is_whole(stored: StoredFile) -> bool:
    """True when the bytes of `stored` can be read and are what was stored."""
    try:
        read(stored)
    except Damaged:
        return False
    return True


def is_named(digest: str, data: bytes) -> bool:
    """True when these bytes are the ones of this SHA-256."""
    return hashlib.sha256(data).hexdigest() == digest


def put_back(digest: str, data: bytes) -> None:
    """Write bytes of a backup where they lay. Raises `Damaged` when they are not those of this hash."""
    if not is_named(digest, data):
        raise Damaged(f"These are not the bytes that were stored: {digest}")
    _write(_place(digest), data)


def forget_half_written(before: datetime) -> int:
    """Remove what a killed process began to write before this time; returns how many pieces."""
    begun = [
        place
        for place in Path(settings.FILES_DIR).glob("[0-9a-f][0-9a-f]/.writing-*")
        if place.stat().st_mtime < before.timestamp()
    ]
    for place in begun:
        place.unlink(missing_ok=True)
    return len(begun)


def hashes_on_disk(beginning: str = "") -> set[str]:
    """The SHA-256 of everything that lies where stored files lie, half-written files left aside.

    With the first two letters, only of those that begin so.
    """
    found = Path(settings.FILES_DIR).glob(f"{beginning or '[0-9a-f][0-9a-f]'}/*")
    return {place.name for place in found if not place.name.startswith(".")}


def changed_on_disk(digest: str) -> bool:
    """True when the bytes under a SHA-256 are missing or others; read in pieces, however large."""
    try:
        with _place(digest).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != digest
    except OSError:
        return True


def sweep(digest: str, before: datetime) -> bool:
    """Remove bytes that no row names, unless somebody wrote or used them since this time."""
    place = _place(digest)
    if not place.exists() or StoredFile.objects.filter(hash=digest).exists():
        return False
    if place.stat().st_mtime >= before.timestamp():
        return False
    place.unlink(missing_ok=True)
    return True


def _place(digest: str) -> Path:
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise Damaged("That is not the name of a stored file")
    return Path(settings.FILES_DIR) / digest[:2] / digest


def _write(place: Path, data: bytes) -> None:
    if place.exists() and place.read_bytes() == data:
        # In use again from now: a sweep leaves it alone until its row is there.
        place.touch()
        return
    is_new_folder = not place.parent.is_dir()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with written_whole(place, mode=0o640) as out:
        out.write(data)
    if is_new_folder:
        sync_folder(place.parent.parent)
