"""What the worker does for the library."""

from foundation.history import clock
from foundation.jobs import queue
from foundation.library import late_fetches
from foundation.library.fetches import forget_old_fetches


@queue.every(12 * 3600)
def forget_fetches() -> None:
    """Keep who fetched what for 400 days and no longer."""
    forget_old_fetches(clock.now())


@queue.every(60)
def bring_in_late_fetches() -> None:
    """Record fetches that a busy database could not take at once."""
    late_fetches.bring_in()
