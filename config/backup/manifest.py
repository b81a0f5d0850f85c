"""The list of what a backup holds, by which every row and byte of it is checked."""

import json
import tomllib
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from config.backup import CannotBackUp

FORMAT = 1


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table: its rows, one hash over all of them, and the highest number it ever gave out."""

    rows: int
    sha256: str
    last_number: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a backup says of itself; times in ISO 8601, hashes SHA-256, sizes in bytes."""

    version: str
    taken_at: str
    database: str
    migrations: dict[str, list[str]]
    left_out: dict[str, str]
    tables: dict[str, TableLine]
    files: dict[str, int]
    chain_number: int
    chain_hash: str
    missing_files: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def when(self) -> datetime:
        """When the snapshot was taken."""
        return datetime.fromisoformat(self.taken_at)

    def written(self) -> bytes:
        """The manifest as it stands in the archive."""
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False).encode()

    @classmethod
    def read(cls, data: bytes) -> "Manifest":
        """A manifest out of an archive. Raises `CannotBackUp` when it is none."""
        try:
            values: dict[str, Any] = json.loads(data)
            if values["format"] != FORMAT:
                raise CannotBackUp("This backup is of a newer kind than this version of Panelbook can read.")
            tables = {name: TableLine(**line) for name, line in values.pop("tables").items()}
            return cls(**values, tables=tables)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CannotBackUp("The manifest of this backup cannot be read.") from error


def version() -> str:
    """The version of this code."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])
