"""When a text that saves itself while it is typed may take the place of the state it saved before."""

from collections import Counter
from datetime import datetime, timedelta

# What one page saved in a row within this time may be one version.
WINDOW = timedelta(minutes=5)
# A word being corrected; whatever takes more away is kept as a version of its own.
WORDS_CORRECTED = 2


def loses_little(before: str, after: str) -> bool:
    """True when the new words hold nearly all of the earlier ones."""
    if before in after:
        return True
    gone = Counter(before.split()) - Counter(after.split())
    return gone.total() <= WORDS_CORRECTED


def is_recent(began_at: datetime | None, now: datetime) -> bool:
    """True while the version that began then may still grow."""
    return began_at is not None and now - began_at < WINDOW
