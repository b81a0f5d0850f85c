"""Mail that outlives a dead mail server: written with the act it belongs to, delivered by the worker."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction

from foundation.accounts.redaction import without_secrets
from foundation.history import clock
from foundation.history.practice import refuse_in_practice
from foundation.jobs import queue
from foundation.jobs.holding import is_held
from foundation.jobs.models import OutgoingMail

log = logging.getLogger("panelbook.outbox")
DELIVER = "jobs.deliver_mail"
# Waits grow from a minute to half a day: about three days in all, then the message stays as undelivered.
WAITS_IN_MINUTES = (1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 720, 720, 720)
# One pass ends after so many messages, or when so many in a row were not taken: asking a server that hangs
# a hundred times helps nobody. Messages that were not tried are the first of the next pass.
MOST_A_PASS = 200
REFUSED_IN_A_ROW = 3
Look = Callable[[int], object]


# Upper rooms add theirs in AppConfig.ready(): a function that says why a message is not to leave after all.
keep_back: list[Callable[[OutgoingMail], str]] = []


def send(recipient: str, subject: str, body: str) -> OutgoingMail:
    """Write one message to one recipient; it leaves after the caller's transaction commits.

    Raises ValidationError for something that is not one plain address.
    """
    refuse_in_practice()
    validate_email(recipient)
    now = clock.now()
    mail = OutgoingMail.objects.create(
        message_id=f"<{uuid.uuid4()}@{_domain()}>",
        recipient=recipient,
        subject=" ".join(subject.split())[:300],
        body=body,
        written_at=now,
        try_after=now,
    )
    queue.enqueue(DELIVER, key=DELIVER)
    return mail


def deliver_due(before_each: Look = lambda sent: None) -> int:
    """Hand what is due to the mail server, one pass; returns how many it took, none while this is held.

    `before_each` is called with the number sent so far, and may raise to end the pass.
    """
    if is_held():
        return 0
    sent = refused = 0
    for _ in range(MOST_A_PASS):
        before_each(sent)
        if refused >= REFUSED_IN_A_ROW or (mail := _claim()) is None:
            break
        if _is_kept_back(mail):
            continue
        was_taken = _deliver(mail)
        sent += was_taken
        refused = 0 if was_taken else refused + 1
    return sent


def _claim() -> OutgoingMail | None:
    """Take the next due message and set its next try: no transaction stays open while the server answers."""
    with transaction.atomic():
        now = clock.now()
        mail = OutgoingMail.objects.select_for_update(skip_locked=True).due(now).first()
        if mail is None:
            return None
        wait = WAITS_IN_MINUTES[min(mail.attempts, len(WAITS_IN_MINUTES) - 1)]
        mail.attempts += 1
        mail.try_after = None if mail.attempts >= len(WAITS_IN_MINUTES) else now + timedelta(minutes=wait)
        mail.save(update_fields=["attempts", "try_after"])
        return mail


def _is_kept_back(mail: OutgoingMail) -> bool:
    if reason := next(filter(None, (asked(mail) for asked in keep_back)), ""):
        OutgoingMail.objects.filter(pk=mail.pk).update(error=reason, try_after=None)
    return bool(reason)


def _deliver(mail: OutgoingMail) -> bool:
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.recipient],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except Exception as error:
        log.warning("The mail server did not take message %s: %s", mail.pk, error)
        OutgoingMail.objects.filter(pk=mail.pk).update(error=f"{type(error).__name__}: {error}")
        return False
    # What was sent is kept, but for the secret of a personal link: of that only the hash may stay.
    OutgoingMail.objects.filter(pk=mail.pk).update(
        sent_at=clock.now(), try_after=None, error="", body=without_secrets(mail.body)
    )
    return True


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def forget(recipient: str) -> int:
    """Remove every message to an address that left or will never leave; returns how many there were."""
    settled = OutgoingMail.objects.settled().filter(recipient__iexact=recipient.strip())
    return settled.delete()[0]
