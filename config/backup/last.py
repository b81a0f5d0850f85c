"""The newest backup that was taken here, kept beside the database so that an administrator sees its age."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

OLD = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """One backup: when it was taken, what the archive is called, and how much is in it."""

    taken_at: str
    name: str
    rows: int
    files: int
    missing: int

    @property
    def when(self) -> datetime:
        """When it was taken."""
        return datetime.fromisoformat(self.taken_at)

    def is_old(self, now: datetime) -> bool:
        """Is the last night's missing?"""
        return now - self.when > OLD


def _place() -> Path:
    return Path(settings.VAR_DIR) / "last-backup.json"


def keep(last: LastBackup) -> None:
    """Write it down whole or not at all: a reader sees the earlier one until then."""
    place = _place()
    half = place.with_suffix(".new")
    half.write_text(json.dumps(asdict(last)))
    half.replace(place)


def last() -> LastBackup | None:
    """What was written down; nothing where no backup was taken here, or the note cannot be read."""
    try:
        found = LastBackup(**json.loads(_place().read_text()))
        return found if found.when.tzinfo else None
    except (OSError, ValueError, TypeError):
        return None
