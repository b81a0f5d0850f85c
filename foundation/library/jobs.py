"""What the worker does for the library."""

from foundation.history import clock
from foundation.jobs import queue
from foundation.library.fetches import forget_old_fetches


@queue.every(12 * 3600)
def forget_fetches() -> None:
    """Keep who fetched what for 400 days and no longer."""
    forget_old_fetches(clock.now())
