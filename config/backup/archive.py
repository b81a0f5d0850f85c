"""The archive itself: written beside and renamed when it is whole, read without ever unpacking a path."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from config.backup import CannotBackUp
from config.backup.manifest import Manifest
from foundation.history.whole import written_whole

MANIFEST = "manifest.json"


def place_of_table(name: str) -> str:
    """Where the rows of a table stand in the archive."""
    return f"tables/{name}.jsonl"


def place_of_file(digest: str) -> str:
    """Where a stored file stands in the archive."""
    return f"files/{digest}"


@contextmanager
def writing(target: Path) -> Iterator[tarfile.TarFile]:
    """An archive to write to; only when all went well does it bear its name. Its owner alone may read it."""
    if target.exists():
        raise CannotBackUp(f"A file called {target.name} already exists. Give the backup a different name.")
    with ExitStack() as stack:
        try:
            out = stack.enter_context(written_whole(target))
        except OSError as error:
            raise CannotBackUp(f"Nothing can be written to {target.parent}: {error.strerror}.") from error
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
            yield archive


def add(archive: tarfile.TarFile, name: str, source: IO[bytes], size: int, at: float) -> None:
    """Put one file into the archive."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(at)
    archive.addfile(entry, source)


def add_bytes(archive: tarfile.TarFile, name: str, data: bytes, at: float) -> None:
    """Put bytes into the archive as a file."""
    add(archive, name, io.BytesIO(data), len(data), at)


class Backup:
    """A backup opened for reading: what it says of itself, and its parts by name."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self._entries = {entry.name: entry for entry in archive.getmembers() if entry.isreg()}
        if MANIFEST not in self._entries:
            raise CannotBackUp("This file is not a complete backup. It has no manifest.")
        self.manifest = Manifest.read(self.open(MANIFEST).read())

    def open(self, name: str) -> IO[bytes]:
        """One part of the archive. Raises `CannotBackUp` when it is not there."""
        found = self._archive.extractfile(self._entries[name]) if name in self._entries else None
        if found is None:
            raise CannotBackUp(f"The backup lacks {name}, which its manifest names.")
        return found

    def names(self) -> set[str]:
        """Every part but the manifest."""
        return set(self._entries) - {MANIFEST}


@contextmanager
def reading(source: Path) -> Iterator[Backup]:
    """A backup to read from. Raises `CannotBackUp` when the file is none."""
    try:
        archive = tarfile.open(source, mode="r:")  # noqa: SIM115  (closed below)
    except FileNotFoundError as error:
        raise CannotBackUp(f"There is no file {source}.") from error
    except (OSError, tarfile.TarError) as error:
        raise CannotBackUp(f"{source.name} is not a backup, or it is damaged: {error}.") from error
    with archive:
        try:
            yield Backup(archive)
        except tarfile.TarError as error:
            raise CannotBackUp(f"{source.name} is damaged: {error}.") from error
