"""The background work that background work itself needs."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import gettext as _

from foundation.accounts import kept
from foundation.accounts.models import KeptForm
from foundation.history import anchors, clock
from foundation.history.models import AnsweredForm
from foundation.jobs import outbox, queue, strangers
from foundation.jobs.holding import is_held
from foundation.jobs.models import Job

KEEP_FINISHED = timedelta(days=30)
# What stopped says why for longer: whoever asked for it may come back late.
KEEP_STOPPED = timedelta(days=180)
# A day longer than a form's key holds, see foundation.ui.once.
KEEP_ANSWERED = timedelta(days=8)


@queue.job(outbox.DELIVER, lane=queue.MAIL)
def deliver_mail(progress: queue.Progress) -> None:
    """Deliver what was just written."""
    outbox.deliver_due(lambda sent: progress(sent, sent, _("Messages delivered")))


@queue.every(60, lane=queue.MAIL)
def deliver_waiting_mail() -> None:
    """Try again what the mail server did not take."""
    outbox.deliver_due()


@queue.every(60 * 60)
def forget_finished_work() -> None:
    """Remove rows of work that was done a month ago, or that stopped half a year ago."""
    now = clock.now()
    Job.objects.done_before(now - KEEP_FINISHED).delete()
    Job.objects.stopped_before(now - KEEP_STOPPED).delete()


@queue.every(24 * 60 * 60)
def forget_ended_sessions() -> None:
    """Remove sessions that have run out: nobody is signed in by them any more."""
    SessionStore.clear_expired()


@queue.every(60 * 60)
def forget_answered_forms() -> None:
    """Remove the marks of forms whose keys have run out."""
    AnsweredForm.objects.older_than(clock.now() - KEEP_ANSWERED).delete()


@queue.every(60 * 60)
def forget_kept_forms() -> None:
    """Remove what was typed without a sign-in and never fetched."""
    KeptForm.objects.older_than(clock.now() - kept.KEEPS).delete()


@queue.every(60 * 60)
def anchor_history() -> None:
    """Write the end of the history down outside the database."""
    anchors.write_down(clock.now())


@queue.every(24 * 60 * 60)
def mail_anchor() -> None:
    """Send the end of the history to where nobody who has this machine can change it; a copy sends none."""
    anchor = anchors.now_at(clock.now())
    if anchor is None or not settings.HISTORY_ANCHOR_MAIL or is_held():
        return
    outbox.send(
        settings.HISTORY_ANCHOR_MAIL,
        _("{site_name}: the history as of event {anchor_number}").format(
            site_name=settings.SITE_NAME, anchor_number=anchor.number
        ),
        f"Keep this message. It proves later that nothing has been removed from the history of\n"
        f"{settings.SITE_ADDRESS} or changed in it up to event {anchor.number}.\n\n"
        f"{anchor.line}\n\n"
        "To check: save the message as a file and run manage.py verify_history --anchors FILE\n",
    )


@queue.every(60 * 60)
def forget_addresses_never_confirmed() -> None:
    """Remove the addresses of strangers whose links have run out."""
    strangers.forget_old(clock.now())
