"""Files that are there whole or not at all: written beside their place first, then given their name."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def written_whole(
    place: Path, *, mode: int = 0o600, put: Callable[[str, Path], None] = os.replace
) -> Iterator[IO[bytes]]:
    """Write to the file given; it gets its place when all went well, and is gone otherwise.

    With `os.link` to `put` it there, a file that came there meanwhile stays: raises FileExistsError.
    """
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(beside).chmod(mode)
        put(beside, place)
    finally:
        Path(beside).unlink(missing_ok=True)
    sync_folder(place.parent)


def made_once(place: Path, make: Callable[[], str]) -> str:
    """The text of a file for its owner alone, made at first use: processes that start together read one."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), written_whole(place, put=os.link) as out:
            out.write(make().encode())
    return place.read_text()


def sync_folder(folder: Path) -> None:
    """Make sure of the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
