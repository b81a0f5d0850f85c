"""Mail that outlives a dead mail server."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from foundation.jobs import outbox, queue
from foundation.jobs.models import OutgoingMail

pytestmark = pytest.mark.django_db
ADDRESS = "jo@kennetside.example"


class DeadServer:
    """A mail server that takes nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def send_messages(self, messages: list[mail.EmailMessage]) -> None:
        raise ConnectionRefusedError("no answer")


@pytest.fixture
def dead(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.foundation.jobs.test_outbox.DeadServer"


def test_a_message_goes_to_one_recipient_with_its_own_id(clock: time_machine.Traveller) -> None:
    outbox.send(ADDRESS, "Your note is due", "It is due on Friday.")
    outbox.send("sam@thornhaven.example", "Your note is due", "It is due on Friday.")
    queue.run_pending()
    assert [message.to for message in mail.outbox] == [[ADDRESS], ["sam@thornhaven.example"]]
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert ids == list(OutgoingMail.objects.values_list("message_id", flat=True))
    assert OutgoingMail.objects.filter(sent_at=timezone.now()).count() == 2


def test_a_message_is_sent_once(clock: time_machine.Traveller) -> None:
    outbox.send(ADDRESS, "Subject", "Text")
    assert [outbox.deliver_due(), outbox.deliver_due()] == [1, 0]


def test_a_dead_server_is_asked_again_with_growing_waits_and_the_same_id(
    clock: time_machine.Traveller, dead: None, settings: Settings
) -> None:
    sent = outbox.send(ADDRESS, "Subject", "Text")
    waits = []
    for _ in range(3):
        outbox.deliver_due()
        sent.refresh_from_db()
        assert sent.try_after is not None
        waits.append(sent.try_after - timezone.now())
        clock.shift(waits[-1])
    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5)]
    assert sent.error == "ConnectionRefusedError: no answer"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.deliver_due()
    assert mail.outbox[0].extra_headers["Message-ID"] == sent.message_id


def test_after_three_days_a_message_stays_as_undelivered(clock: time_machine.Traveller, dead: None) -> None:
    outbox.send(ADDRESS, "Subject", "Text")
    for _ in range(20):
        outbox.deliver_due()
        clock.shift(timedelta(days=1))
    (left,) = OutgoingMail.objects.filter(sent_at=None, try_after=None)
    assert left.attempts == len(outbox.WAITS_IN_MINUTES)


def test_a_subject_cannot_smuggle_in_a_header(clock: time_machine.Traveller) -> None:
    outbox.send(ADDRESS, "Your note\nBcc: all@example.org", "Text")
    outbox.deliver_due()
    assert (mail.outbox[0].subject, mail.outbox[0].bcc) == ("Your note Bcc: all@example.org", [])


@pytest.mark.parametrize(
    "recipient", ["", "nobody", "a@b.example, c@d.example", "a@b.example\nBcc: x@y.example"]
)
def test_only_one_plain_address_is_a_recipient(recipient: str) -> None:
    with pytest.raises(ValidationError):
        outbox.send(recipient, "Subject", "Text")


def test_a_server_that_takes_nothing_is_not_asked_for_every_message_of_a_pass(
    clock: time_machine.Traveller, dead: None
) -> None:
    for number in range(5):
        outbox.send(f"member{number}@kennetside.example", "Subject", "Text")
    outbox.deliver_due()
    tried = list(OutgoingMail.objects.values_list("attempts", flat=True))
    assert tried == [1, 1, 1, 0, 0]
    outbox.deliver_due()
    assert list(OutgoingMail.objects.values_list("attempts", flat=True)) == [1, 1, 1, 1, 1]


def test_one_pass_ends_after_so_many_messages(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MOST_A_PASS", 2)
    for _ in range(3):
        outbox.send(ADDRESS, "Subject", "Text")
    assert [outbox.deliver_due(), outbox.deliver_due()] == [2, 1]
