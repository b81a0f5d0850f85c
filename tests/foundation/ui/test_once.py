"""A form sent twice counts once; one sent with other words, or refused, does not count as sent."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.history.models import AnsweredForm
from foundation.jobs.jobs import KEEP_ANSWERED, forget_answered_forms
from foundation.ui.once import KEY_HOLDS
from meetings.models import AgendaItem, Meeting
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.sweep.typed import Typed, main_form


def place() -> tuple[Client, Meeting, str]:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    return signed_in(clerk), meeting, reverse("meetings:item_add", args=[meeting.pk])


def filled(form: Typed, title: str = "Knife crime") -> dict[str, object]:
    return form.keyed | {"title": title}


def count(meeting: Meeting, title: str = "Knife crime") -> int:
    return AgendaItem.objects.filter(meeting=meeting, title=title).count()


@pytest.mark.django_db
def test_a_form_sent_twice_makes_one_and_is_answered_twice_alike(clock: time_machine.Traveller) -> None:
    client, meeting, address = place()
    form = main_form(client, address)
    answers = [client.post(address, filled(form)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert count(meeting) == 1


@pytest.mark.django_db
def test_a_form_opened_anew_makes_another_with_the_same_words(clock: time_machine.Traveller) -> None:
    client, meeting, address = place()
    for _ in range(2):
        client.post(address, filled(main_form(client, address)))
    assert count(meeting) == 2


@pytest.mark.django_db
def test_going_back_and_changing_the_words_loses_none_of_them(clock: time_machine.Traveller) -> None:
    client, meeting, address = place()
    form = main_form(client, address)
    client.post(address, filled(form))
    client.post(address, filled(form, "Fraud"))
    assert (count(meeting), count(meeting, "Fraud")) == (1, 1)


@pytest.mark.django_db
def test_a_form_that_was_refused_can_be_sent_again(clock: time_machine.Traveller) -> None:
    client, meeting, address = place()
    form = main_form(client, address)
    assert client.post(address, filled(form, "")).status_code == 200
    assert AnsweredForm.objects.count() == 0
    assert client.post(address, filled(form)).status_code == 302
    assert count(meeting) == 1


@pytest.mark.django_db
def test_the_key_of_somebody_else_counts_for_nothing(clock: time_machine.Traveller) -> None:
    client, meeting, address = place()
    form = main_form(client, address)
    client.post(address, filled(form))
    other = signed_in(make_secretary(meeting.body, "Owen Tate"))
    other.post(address, filled(form))
    assert count(meeting) == 2


@pytest.mark.django_db
def test_a_form_whose_answer_was_lost_leads_back_to_its_page(clock: time_machine.Traveller) -> None:
    client, meeting, address = place()
    form = main_form(client, address)
    client.post(address, filled(form))
    long_ago = timezone.now() - timedelta(minutes=1)
    AnsweredForm.objects.update(answer="", sent_at=long_ago)
    page = client.post(address, filled(form), headers={"referer": f"http://testserver{address}"}, follow=True)
    assert page.redirect_chain == [(address, 302)]
    assert "This form has already been sent and saved" in page.content.decode()
    assert count(meeting) == 1


@pytest.mark.django_db
def test_the_marks_of_forms_are_forgotten_after_their_keys_ran_out() -> None:
    assert KEEP_ANSWERED > KEY_HOLDS
    AnsweredForm.objects.create(key="a", request="b")
    forget_answered_forms()
    assert AnsweredForm.objects.count() == 1
    with time_machine.travel(timezone.now() + KEEP_ANSWERED + timedelta(hours=1)):
        forget_answered_forms()
    assert AnsweredForm.objects.count() == 0


@pytest.mark.both
def test_a_form_sent_twice_at_the_same_time_makes_one(real_commits: None) -> None:
    client, meeting, address = place()
    form = main_form(client, address)
    answers = at_the_same_time(client, address, filled(form))
    assert answers == [answers[0]] * 4
    assert answers[0][0] == 302
    assert count(meeting) == 1


def at_the_same_time(
    client: Client, address: str, data: dict[str, object], times: int = 4
) -> list[tuple[int, str]]:
    """What several threads with the same browser are answered."""
    start, found = threading.Barrier(times), []

    def send() -> None:
        own = Client()
        own.cookies = client.cookies
        try:
            start.wait()
            answer = own.post(address, data)
            found.append((answer.status_code, answer.get("Location", "")))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
