"""What the worker does for stored files, for those that somebody sent, and for those to be made."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.incoming import sent
from foundation.documents.layout import render, trial
from foundation.documents.layout.document import Document, from_data
from foundation.documents.store import checking, files, housekeeping
from foundation.documents.word import word_out
from foundation.history import clock
from foundation.jobs import queue, waiting
from foundation.jobs.holding import is_held
from foundation.jobs.models import Job
from foundation.ui import full_disk

# Nothing takes an hour to write.
HALF_WRITTEN = timedelta(hours=1)


@queue.every(60 * 60)
def forget_half_written_files() -> None:
    """Remove what killed processes left half-written; nobody ever saw it."""
    files.forget_half_written(timezone.now() - HALF_WRITTEN)


@queue.every(checking.EVERY_SECONDS)
def check_a_share_of_the_files() -> None:
    """Hold stored files against their hashes, a share at a time."""
    checking.check_a_share(timezone.now())


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


@queue.every(24 * 60 * 60)
def tidy_drafts() -> None:
    """Let go of laid-out drafts that nobody uses any more; a copy that is held leaves the files alone."""
    if not is_held():
        housekeeping.tidy(clock.now())


@queue.job(housekeeping.SWEEP)
def sweep_files(progress: queue.Progress, *, digests: list[str]) -> None:
    """Remove the bytes of files that were let go a day ago; safe to repeat."""
    if not is_held():
        housekeeping.sweep(digests, clock.now())


@queue.job(render.LAY_OUT, lane=queue.AT_A_SCREEN, on_failed=waiting.forget_arguments)
def lay_out(progress: queue.Progress, *, document: dict[str, Any] | None = None) -> None:
    """Lay out a document that somebody wants to open."""
    _make(progress, document, _("Being laid out"), render.pdf)


@queue.job(word_out.WRITE, lane=queue.AT_A_SCREEN, on_failed=waiting.forget_arguments)
def write_word(progress: queue.Progress, *, document: dict[str, Any] | None = None) -> None:
    """Write the Word file of a document that somebody wants to save."""
    _make(progress, document, _("Being written"), word_out.word_file)


@queue.job(trial.TRY, lane=queue.AT_A_SCREEN, on_failed=waiting.forget_arguments)
def try_text(progress: queue.Progress, *, text: str | None = None) -> None:
    """Lay out a long text on trial that somebody waits to save; the row keeps none of it."""
    if text is None:
        return
    progress(0, 1, _("Checking that the text can be printed"))
    trial.remember(text, trial.tried(text))
    progress.give(arguments={})


def _make(
    progress: queue.Progress, data: dict[str, Any] | None, step: str, make: Callable[[Document], object]
) -> None:
    """Make something once. The row keeps none of the words: a second worker finds that it is done."""
    if data is None:
        return
    progress(0, 1, step)
    try:
        make(from_data(data))
    except render.CannotLayOut as error:
        raise queue.GiveUp(error.sentence) from error
    progress.give(arguments={})
