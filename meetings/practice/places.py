"""Where practices lie: one file for each person, whose name says whose it is, of which body, since when."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.practice import opened, shape

KEPT_FOR = timedelta(days=7)
_NAME = re.compile(r"(\d+)-(\d+)-(\d+)-([0-9a-f]{12})\.sqlite3")


@dataclass(frozen=True, slots=True)
class Practice:
    """One person's practice: a made-up meeting of a body, in a database of its own."""

    path: Path
    user: int
    body: int
    begun_at: datetime
    shape: str

    @property
    def gone_on(self) -> date:
        """The day on which it is deleted by itself."""
        return timezone.localtime(self.begun_at + KEPT_FOR).date()

    def opened(self) -> AbstractContextManager[None]:
        """While this lasts, everything is asked of the practice and nothing of the real database."""
        return opened(self.path)

    def is_over(self, now: datetime) -> bool:
        """True when its days are over, or when its tables are those of another release."""
        return now >= self.begun_at + KEPT_FOR or self.shape != shape()


def path_of(user: User, body: int, begun_at: datetime) -> Path:
    """The file of a practice that begins now; its folder is made, for this program alone."""
    folder = Path(settings.PRACTICE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{user.pk}-{body}-{int(begun_at.timestamp())}-{shape()}.sqlite3"


def practice_of(user: User, now: datetime) -> Practice | None:
    """The practice of this person that can be gone on with, if there is one."""
    own = [each for each in _every() if each.user == user.pk and not each.is_over(now)]
    return max(own, key=lambda each: each.begun_at, default=None)


def throw_away(user: User, *, but: Path | None = None) -> None:
    """Delete every practice of this person, with all that was recorded in it."""
    for each in _every():
        if each.user == user.pk and each.path != but:
            each.path.unlink(missing_ok=True)


def throw_away_old(now: datetime) -> int:
    """Delete the practices whose days are over, and what a practice left half made; returns how many."""
    old = [each.path for each in _every() if each.is_over(now)]
    before = (now - timedelta(days=1)).timestamp()
    old += [path for path in Path(settings.PRACTICE_DIR).glob("*.new*") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _every() -> Iterator[Practice]:
    for path in sorted(Path(settings.PRACTICE_DIR).glob("*.sqlite3")):
        if found := _NAME.fullmatch(path.name):
            user, body, begun, made_as = found.groups()
            begun_at = datetime.fromtimestamp(int(begun), tz=timezone.get_current_timezone())
            yield Practice(path, int(user), int(body), begun_at, made_as)
