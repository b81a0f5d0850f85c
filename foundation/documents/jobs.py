"""What the worker does for stored files."""

from datetime import timedelta

from django.utils import timezone

from foundation.documents import checking_files, files
from foundation.jobs import queue

# Nothing takes an hour to write.
HALF_WRITTEN = timedelta(hours=1)


@queue.every(60 * 60)
def forget_half_written_files() -> None:
    """Remove what killed processes left half-written; nobody ever saw it."""
    files.forget_half_written(timezone.now() - HALF_WRITTEN)


@queue.every(checking_files.EVERY_SECONDS)
def check_a_share_of_the_files() -> None:
    """Hold stored files against their hashes, a share at a time."""
    checking_files.check_a_share(timezone.now())
