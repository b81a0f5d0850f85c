"""What the worker does for stored files, and for those that somebody sent."""

from datetime import timedelta

from django.utils import timezone

from foundation.documents import checking_files, files, sent
from foundation.history import clock
from foundation.jobs import queue
from foundation.jobs.models import Job
from foundation.ui import full_disk

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


def _gave_up(job: Job) -> None:
    """The last attempt failed: its sender is told, and the file stays for another try."""
    is_full = job.error == full_disk.SENTENCE
    sent.give_up(job.arguments["file"], full_disk.SENTENCE if is_full else sent.GAVE_UP, clock.now())


@queue.job(sent.CHECK, on_failed=_gave_up, lane=queue.FILES)
def check_sent_file(progress: queue.Progress, *, file: int) -> None:
    """Check a file that somebody sent, and use it for what it was sent for; safe to repeat."""
    sent.check(file, progress, clock.now)


@queue.every(60, lane=queue.FILES)
def catch_up_with_sent_files() -> None:
    """Ask again for whatever waits, should its own job be lost."""
    sent.catch_up()


@queue.every(60 * 60)
def forget_sent_files() -> None:
    """Remove what was sent and is over."""
    sent.forget_old(clock.now())
