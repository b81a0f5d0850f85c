"""Somebody who guesses addresses of papers is noticed once, told to those who can act, and finds nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from config import home
from foundation.history.models import Event
from foundation.library import guessing
from tests.builders.panels import make_panel, make_secretary, make_user
from tests.builders.publications import announced, paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def guess(times: int, address: str = "203.0.113.9") -> set[int]:
    """Tomorrow's addresses, made up from those of earlier papers."""
    names = [f"/published/{'abcdefghijkm'[n % 12 :]}{n}/2026-12-{n:02d}-agenda.pdf" for n in range(times)]
    return {Client().get(name, REMOTE_ADDR=address).status_code for name in names}


@pytest.mark.shows("R-2")
def test_guesses_find_nothing_and_are_noticed_once_with_their_number_growing() -> None:
    paper(announced())
    assert guess(19) == {404}
    assert Event.objects.filter(verb=guessing.VERB).count() == 0
    assert guess(18) == {404}
    assert Event.objects.filter(verb=guessing.VERB).count() == 1
    assert [each.tries for each in guessing.of_today(timezone.now())] == [37]


@pytest.mark.shows("R-2")
def test_the_secretariat_and_administrators_are_told_and_nobody_else() -> None:
    body = make_panel()
    ellen, ada = make_secretary(body), make_user("Ada Field", is_administrator=True)
    nobody = make_user("Nobody Inside")
    guess(37)
    said = "37 attempts since 10 am. Nothing was disclosed."
    for user, expected in ((ellen, [said]), (ada, [said]), (nobody, [])):
        rows = home.rows_for(user, timezone.localdate())
        assert [row.sentence for row in rows if "guess" in row.subject] == expected
    client = Client()
    client.force_login(ellen)
    assert "37</td>" in client.get("/guessing/").content.decode()
    client.force_login(nobody)
    assert client.get("/guessing/").status_code == 404


def test_a_day_later_it_is_no_news_but_still_listed(clock: time_machine.Traveller) -> None:
    guess(25)
    clock.shift(timedelta(hours=25))
    now = timezone.now()
    assert guessing.of_today(now) == []
    assert [each.tries for each in guessing.guessings(now - timedelta(days=30))] == [25]


def test_visitors_and_hours_are_counted_apart_and_no_address_is_kept(clock: time_machine.Traveller) -> None:
    guess(15)
    guess(15, "203.0.113.10")
    clock.shift(timedelta(hours=1))
    guess(15)
    assert Event.objects.filter(verb=guessing.VERB).count() == 0
    guess(10)
    event = Event.objects.get(verb=guessing.VERB)
    assert event.data["tries"] == 20
    assert "203.0" not in str(event.data)


def test_other_addresses_that_do_not_exist_are_not_counted() -> None:
    for number in range(30):
        Client().get(f"/nothing/{number}/")
    assert Event.objects.filter(verb=guessing.VERB).count() == 0
