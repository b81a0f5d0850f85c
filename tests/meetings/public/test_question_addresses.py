"""What a visitor puts counts only when the owner of the address says that they wrote it."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.history.models import Event
from foundation.jobs import strangers
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.models import Meeting, PublicQuestion
from tests.builders.panels import signed_in
from tests.builders.questions import a_put, announced_meeting, put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
JANE = "jane@ashby.example"


def typed(meeting: Meeting, text: str = "Buy my pills!", **fields: Any) -> PublicQuestion:
    """What somebody put under Mrs Ashby's address, with nothing confirmed."""
    return actions.put_question(meeting=meeting, put=a_put(text, **fields), form_key=str(uuid.uuid4()))


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


def following(mail: OutgoingMail) -> tuple[Client, str]:
    """A browser that followed the link of a mail, and the page it came to."""
    client = Client()
    answer = client.get(re.findall(r"/link/\S+", mail.body)[0])
    return client, answer.headers["Location"]


def answer(client: Client, page: str, question: PublicQuestion, says: str) -> str:
    form = {"kind": "meetings.question", "thing": question.ref, "answer": says}
    return client.post(f"{page}answer/", form, follow=True).content.decode().replace("\xa0", " ")


def test_the_address_gets_one_message_without_a_word_of_the_visitor() -> None:
    _, _, meeting = announced_meeting(questions_per_person=0)
    typed(meeting, name="Pills for all", organisation="Pills Ltd")
    typed(meeting, "And more pills!")
    [mail] = mails()
    assert (mail.recipient, mail.subject) == (JANE, strangers.SUBJECT)
    assert mail.body.startswith(
        "Someone, perhaps you, gave this email address to send something to a meeting of "
        f"{meeting.settings.name}.\n\n"
        "If it was you, read it here and confirm it by Friday 27 November 2026 at 10 am:\nhttp"
    )
    assert "pills" not in mail.body.casefold()


def test_it_counts_when_its_owner_says_so_and_only_then_further_mail_goes_there() -> None:
    _, clerk, meeting = announced_meeting()
    question = typed(meeting)
    assert list(PublicQuestion.objects.to_decide()) == []
    client, page = following(mails()[0])
    said = client.get(page).content.decode()
    assert ("Buy my pills!" in said, "Yes, I wrote this" in said) == (True, True)
    # Programs open the links of mails: that alone confirms nothing.
    question.refresh_from_db()
    assert question.status == "waiting"
    for _ in range(2):
        assert "Thank you. The secretariat has received it." in answer(client, page, question, "yes")
    question.refresh_from_db()
    assert (question.status, [mail.subject for mail in mails()]) == (
        "received",
        [strangers.SUBJECT, "Your question has been received"],
    )
    assert list(PublicQuestion.objects.to_decide()) == [question]


def test_who_did_not_write_it_has_it_taken_away_with_everything_it_says() -> None:
    _, _, meeting = announced_meeting()
    question = typed(meeting)
    client, page = following(mails()[0])
    assert "Thank you. It will not be used." in answer(client, page, question, "no")
    question.refresh_from_db()
    assert (question.status, question.text, question.email) == ("withdrawn", "", "")


def test_whoever_types_somebodys_address_uses_up_nothing_of_theirs() -> None:
    _, _, meeting = announced_meeting(questions_per_person=2)
    for number in range(5):
        typed(meeting, f"Pills {number}!")
    own = typed(meeting, "How many officers work at night?")
    client, page = following(mails()[-1])
    assert "Thank you. The secretariat has received it." in answer(client, page, own, "yes")


def test_an_address_is_asked_three_times_a_day_at_most_and_each_link_leads_to_everything(clock: Any) -> None:
    _, _, meeting = announced_meeting(questions_per_person=0)
    for _ in range(6):
        typed(meeting)
        clock.shift(3600)
    assert [mail.subject for mail in mails()] == [strangers.SUBJECT] * 3
    for mail in mails():
        client, page = following(mail)
        assert client.get(page).content.decode().count("Yes, I wrote this") == 6
    clock.shift(24 * 3600)
    typed(meeting)
    assert len(mails()) == 4


def test_confirmed_within_three_days_it_counts_from_when_it_was_put(clock: Any) -> None:
    _, _, meeting = announced_meeting()
    clock.move_to("2026-11-26T16:50:00+00:00")
    question = typed(meeting)
    put_at = timezone.now()
    clock.move_to("2026-11-27T08:00:00+00:00")
    client, page = following(mails()[0])
    assert "Thank you. The secretariat has received it." in answer(client, page, question, "yes")
    question.refresh_from_db()
    assert question.received_at == put_at


def test_confirmed_later_it_is_not_lost_and_the_secretary_sees_that_it_is_late(clock: Any) -> None:
    _, clerk, meeting = announced_meeting()
    question = typed(meeting, "How many officers work at night?")
    clock.move_to("2026-11-30T08:00:00+00:00")
    client, page = following(mails()[0])
    assert "the secretariat decides whether it is accepted" in answer(client, page, question, "yes")
    question.refresh_from_db()
    assert (question.status, question.received_at) == ("received", timezone.now())
    shown = signed_in(clerk).get(reverse("meetings:question", args=[question.pk])).content.decode()
    assert "The deadline for this meeting was" in shown


def test_after_the_meeting_its_words_are_shown_and_it_says_why_they_are_not_taken(clock: Any) -> None:
    _, clerk, meeting = announced_meeting()
    question = typed(meeting)
    actions.cancel_meeting(meeting=meeting, reason="No business", by=clerk)
    client, page = following(mails()[0])
    said = answer(client, page, question, "yes")
    assert ("The meeting is over or has been cancelled" in said, "Buy my pills!" in said) == (True, True)


def test_staff_see_it_apart_and_have_nothing_to_decide() -> None:
    _, clerk, meeting = announced_meeting()
    question = typed(meeting)
    browser = signed_in(clerk)
    page = browser.get(reverse("meetings:questions", args=[meeting.pk])).context["page"]
    assert (list(page.unconfirmed), list(page.to_decide), list(page.others)) == ([question], [], [])
    shown = browser.get(reverse("meetings:question", args=[question.pk])).content.decode()
    assert "The email address has not been confirmed" in shown
    assert "Accept it for the meeting" not in shown
    refused = browser.post(reverse("meetings:question_accept", args=[question.pk]), {"printed_name": "Jane"})
    question.refresh_from_db()
    assert (refused.status_code, question.status) == (200, "waiting")


def test_the_link_of_another_address_confirms_nothing() -> None:
    _, _, meeting = announced_meeting()
    question = typed(meeting)
    typed(meeting, email="tom@bicycle.example")
    client, page = following(mails()[-1])
    form = {"kind": "meetings.question", "thing": question.ref, "answer": "yes"}
    assert client.post(f"{page}answer/", form).status_code == 404
    for wrong in ({}, {"kind": "nothing"}, {"kind": "meetings.question", "thing": "a\x00b"}):
        assert client.post(f"{page}answer/", wrong).status_code == 404
    assert Client().get(page).status_code == 404
    question.refresh_from_db()
    assert question.status == "waiting"


@pytest.mark.both
def test_what_nobody_confirmed_goes_a_week_after_the_meeting_with_its_address(clock: Any) -> None:
    _, _, meeting = announced_meeting(question_keep_days=365)
    put(meeting, email="tom@bicycle.example", name="Tom Bell")
    question = typed(meeting)
    OutgoingMail.objects.update(sent_at=timezone.now())
    clock.move_to("2026-12-12T10:00:00+00:00")
    assert actions.trim_questions() == 1
    question.refresh_from_db()
    assert (question.text, question.email) == ("", "")
    assert "ashby" not in str([*OutgoingMail.objects.values(), *Event.objects.values()]).casefold()
    clock.move_to("2027-03-01T10:00:00+00:00")
    assert strangers.forget_old(timezone.now()) == 1
