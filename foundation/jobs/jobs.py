"""The background work that background work itself needs."""

from datetime import timedelta

from foundation.accounts import kept
from foundation.accounts.models import KeptForm
from foundation.history import clock
from foundation.history.models import AnsweredForm
from foundation.jobs import outbox, queue
from foundation.jobs.models import Job

KEEP_FINISHED = timedelta(days=30)
# A day longer than a form's key holds, see foundation.ui.once.
KEEP_ANSWERED = timedelta(days=8)


@queue.job(outbox.DELIVER, lane=queue.MAIL)
def deliver_mail(progress: queue.Progress) -> None:
    """Deliver what was just written."""
    outbox.deliver_due(lambda sent: progress(sent, sent, "Messages delivered"))


@queue.every(60, lane=queue.MAIL)
def deliver_waiting_mail() -> None:
    """Try again what the mail server did not take."""
    outbox.deliver_due()


@queue.every(60 * 60)
def forget_finished_work() -> None:
    """Remove rows of work that was done a month ago."""
    Job.objects.filter(status=Job.Status.DONE, finished_at__lt=clock.now() - KEEP_FINISHED).delete()


@queue.every(60 * 60)
def forget_answered_forms() -> None:
    """Remove the marks of forms whose keys have run out."""
    AnsweredForm.objects.older_than(clock.now() - KEEP_ANSWERED).delete()


@queue.every(60 * 60)
def forget_kept_forms() -> None:
    """Remove what was typed without a sign-in and never fetched."""
    KeptForm.objects.older_than(clock.now() - kept.KEEPS).delete()
