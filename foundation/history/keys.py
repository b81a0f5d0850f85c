"""The keys of the history: outside the database, so that whoever controls that cannot seal anything.

The first key seals; the others are earlier ones and only check. They come from `HISTORY_KEY`, or else from a
file that is made at first use and that its owner alone may read.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from foundation.history.practice import is_practice
from foundation.history.whole import made_once, written_whole

SHORTEST = 32


@dataclass(frozen=True, slots=True)
class Key:
    """One key. Its name stands beside each seal and gives nothing of it away."""

    words: str = field(repr=False)

    @property
    def name(self) -> str:
        """Sixteen letters by which the key is known."""
        return hashlib.sha256(f"name of the history key {self.words}".encode()).hexdigest()[:16]

    def seal_of_event(self, number: int, digest: str) -> str:
        """The seal of an event; since its hash covers the hash before it, also of everything before it."""
        return self._seal(f"event {number} {digest}")

    def seal_of_anchor(self, at: str, number: int, digest: str) -> str:
        """The seal of an anchor, which can never be taken for that of an event."""
        return self._seal(f"anchor {at} {number} {digest}")

    def _seal(self, words: str) -> str:
        return hmac.new(self.words.encode(), words.encode(), hashlib.sha256).hexdigest()


def present() -> list[Key]:
    """The keys that are here, the one in use first; read anew each time, since it may change meanwhile.

    Raises `ImproperlyConfigured` when the file is there and holds none.
    """
    if is_practice():
        # A practice is nobody's evidence: its seals must never hold in a real history.
        return [Key("practice proves nothing" * 2)]
    return [Key(words) for words in settings.HISTORY_KEY or _of_file()]


def in_use() -> Key:
    """The key that seals."""
    return present()[0]


def by_name() -> dict[str, Key]:
    """The keys that are here, by name."""
    return {key.name: key for key in present()}


def place() -> Path:
    """The file of the keys, used where no setting gives them."""
    return Path(settings.HISTORY_KEY_FILE)


def put_new_first() -> Key:
    """Make a new key and put it before those in the file. Raises `ImproperlyConfigured` without a file."""
    if settings.HISTORY_KEY:
        raise ImproperlyConfigured("The keys are given by the setting HISTORY_KEY, not by a file.")
    kept = [_made(), *present()]
    with written_whole(place()) as out:
        out.write(_lines(kept).encode())
    return kept[0]


def _of_file() -> list[str]:
    path = place()
    found = made_once(path, lambda: _lines([_made()])).split()
    if not found:
        raise ImproperlyConfigured(f"The file {path} holds no key. Put the key of the history back into it.")
    return found


def _made() -> Key:
    return Key(secrets.token_urlsafe(48))


def _lines(keys: list[Key]) -> str:
    return "".join(f"{key.words}\n" for key in keys)
