"""Words sent after the sign-in ended: for the same account only, saved once, then forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.kept import KEEPS
from foundation.accounts.models import KeptForm, User
from foundation.jobs.jobs import forget_kept_forms
from meetings.models import AgendaItem
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.sweep import typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def sent_signed_out() -> tuple[User, str, Client]:
    """Somebody types an item, is signed out, and presses save."""
    body = make_panel()
    clerk = make_secretary(body)
    address = reverse("meetings:item_add", args=[make_meeting(body, clerk).pk])
    form = typed.main_form(signed_in(clerk), address)
    browser = Client()
    answer = browser.post(address, form.keyed | {"title": "Knife crime", "purpose": "To <b>agree</b>"})
    return clerk, answer["Location"].partition("next=")[2], browser


def made() -> int:
    return AgendaItem.objects.filter(title="Knife crime").count()


def test_what_was_typed_is_given_back_saved_once_and_forgotten() -> None:
    clerk, address, _ = sent_signed_out()
    client = signed_in(clerk)
    page = client.get(address)
    assert "Knife crime" in page.content.decode()
    form = next(each for each in typed.forms_of(address, page) if "title" in each.values)
    for _ in range(2):
        assert client.post(form.action, form.keyed).status_code == 302
    assert (made(), KeptForm.objects.count()) == (1, 0)
    assert client.get(address).status_code == 404


def test_both_ways_to_sign_in_say_that_what_was_typed_is_kept() -> None:
    _, address, browser = sent_signed_out()
    said = "What you typed has been kept. Sign in to save it."
    for name in ("account_login", "account_request_login_code"):
        assert said in browser.get(reverse(name), {"next": address}).content.decode()
        assert said not in browser.get(reverse(name), {"next": "/panels/"}).content.decode()


def test_words_sent_to_an_address_of_any_length_are_kept() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    address = reverse("meetings:item_add", args=[make_meeting(body, clerk).pk])
    form = typed.main_form(signed_in(clerk), address)
    sent = form.keyed | {"title": "Knife crime", "purpose": "To <b>agree</b>"}
    assert Client().post(f"{address}?from={'x' * 3000}", sent).status_code == 302
    assert KeptForm.objects.get().address == address


def test_another_account_is_not_given_them() -> None:
    _, address, _ = sent_signed_out()
    other = signed_in(User.objects.create_user("dev@wessexpcp.example", "Dev Chauhan"))
    page = other.get(address)
    assert (page.status_code, "Knife crime" in page.content.decode()) == (404, False)


def test_a_form_of_an_unknown_page_is_not_kept() -> None:
    body = make_panel()
    address = reverse("meetings:item_add", args=[make_meeting(body, make_secretary(body)).pk])
    answer = Client().post(address, {"title": "Knife crime"})
    assert answer["Location"] == f"/accounts/login/?next={address}"
    assert KeptForm.objects.count() == 0


def test_they_go_at_sign_out_and_after_a_day() -> None:
    clerk, _, _ = sent_signed_out()
    signed_in(clerk).post(reverse("account_logout"))
    assert KeptForm.objects.count() == 0
    KeptForm.objects.create(user=clerk, address="/", fields="[]")
    forget_kept_forms()
    assert KeptForm.objects.count() == 1
    with time_machine.travel(timezone.now() + KEEPS + timedelta(minutes=1)):
        forget_kept_forms()
    assert KeptForm.objects.count() == 0


def test_the_address_of_a_button_opened_as_a_page_says_what_to_do() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    page = signed_in(clerk).get(reverse("meetings:agenda_publish", args=[meeting.pk]))
    assert page.status_code == 405
    said = page.content.decode()
    assert "There is no page at this address" in said
    assert f'href="/meetings/{meeting.pk}/agenda/"' in said
