"""When a text that saves itself while it is typed may take the place of the state it saved before."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

# What one page saved in a row within this time may be one version.
WINDOW = timedelta(minutes=5)
# A word being corrected; whatever takes more away is kept as a version of its own.
WORDS_CORRECTED = 2


def loses_little(before: str, after: str) -> bool:
    """True when the new words hold nearly all of the earlier ones."""
    start = _shared(before, after, lambda text, length: text[:length])
    start = before.rfind(" ", 0, start) + 1
    before, after = before[start:], after[start:]
    end = _shared(before, after, lambda text, length: text[len(text) - length :])
    end = len(before[len(before) - end :].partition(" ")[2])
    gone = Counter(before[: len(before) - end].split()) - Counter(after[: len(after) - end].split())
    return gone.total() <= WORDS_CORRECTED


def _shared(one: str, other: str, part: Callable[[str, int], str]) -> int:
    """How much of one end two long texts share, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if part(one, middle) == part(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def is_recent(began_at: datetime | None, now: datetime) -> bool:
    """True while the version that began then may still grow."""
    return began_at is not None and now - began_at < WINDOW
