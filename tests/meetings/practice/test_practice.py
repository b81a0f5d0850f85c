"""A made-up meeting for practice: begun, recorded, thrown away, and never among real business."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps

from foundation.accounts.models import User
from foundation.history import clock
from foundation.history.models import Event
from foundation.history.practice import PracticeGone
from meetings.models import DayEntry, Meeting
from meetings.practice import middleware
from meetings.practice.places import practice_of, throw_away_old
from panels.models import Body, Person
from tests.builders.day import today
from tests.builders.minutes import held_meeting
from tests.builders.panels import give_sign_in, make_panel, make_secretary, seat_member, signed_in
from tests.builders.practice import begun, found, practising

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def body() -> Body:
    return make_panel()


@pytest.fixture
def ellen(body: Body) -> User:
    return make_secretary(body)


def rows() -> dict[str, int]:
    """How many rows each table has, but for sign-ins and forms that were sent."""
    left_out = {"sessions.session", "history.answeredform"}
    models = [each for each in apps.get_models() if each._meta.label_lower not in left_out]
    return {each._meta.label_lower: each._base_manager.count() for each in models}


def day(user: User, meeting: Meeting) -> str:
    return f"/practice/meetings/{meeting.pk}/day/"


def test_the_button_leads_to_the_day_page_of_a_made_up_meeting_of_today(body: Body, ellen: User) -> None:
    browser = signed_in(ellen)
    answer = browser.post(f"/practise/{body.pk}/", follow=True)
    with practising(ellen) as meeting:
        assert answer.redirect_chain[-1] == (day(ellen, meeting), 302)
    page = answer.content.decode()
    assert "<title>PRACTICE: Meeting day" in page
    assert "Everything on this page is made up." in page
    assert "It is deleted on Tuesday 1 December 2026." in page
    assert "PRACTICE Wessex Police and Crime Panel" in page
    assert "Cllr Harriet Longmead" in page
    assert "Start the meeting" in page


def test_the_real_database_is_not_touched_by_beginning_recording_and_throwing_away(
    body: Body, ellen: User
) -> None:
    browser = signed_in(ellen)
    before = rows()
    begun(browser, body, ellen)
    with practising(ellen) as meeting:
        first, person = meeting.items.order_by("position").first(), Person.objects.get(family_name="Ashdown")
    assert first is not None
    press(browser, meeting, "everyone")
    press(browser, meeting, "start")
    press(browser, meeting, "begin", item=first.pk)
    press(browser, meeting, "left", person=person.pk)
    with practising(ellen):
        assert [each.kind for each in DayEntry.objects.order_by("pk")][-2:] == ["began", "left"]
        assert Event.objects.filter(verb="minutes started").count() == 1
    browser.post("/practise/throw-away/")
    assert rows() == before
    assert practice_of(ellen, clock.now()) is None


def press(browser: Any, meeting: Meeting, act: str, **about: int) -> None:
    data = {"act": act, "key": f"{act}-{about}", **about}
    answer = browser.post(f"/practice/meetings/{meeting.pk}/day/act/", data)
    assert (answer.status_code, answer.get("Location")) != (404, None), answer.content.decode()
    assert answer.status_code == 302


def test_every_page_of_a_practice_says_so_and_leads_only_to_what_is_practised(
    body: Body, ellen: User
) -> None:
    browser = signed_in(ellen)
    begun(browser, body, ellen)
    with practising(ellen) as meeting:
        paper = meeting.items.get(business="report").placements.get().paper
    base = f"/practice/meetings/{meeting.pk}/"
    press(browser, meeting, "start")
    for address in (
        "day/",
        "agenda/",
        "attendance/",
        "minutes/",
        "day/private/",
        "day/adjourn/",
        "day/interest/",
    ):
        page = browser.get(base + address)
        assert (address, page.status_code) == (address, 200)
        assert "<strong>PRACTICE</strong>" in page.content.decode(), address
    assert "This report is made up." in browser.get(f"/practice/papers/{paper.pk}/").content.decode()
    bar = browser.get(f"{base}day/").content.decode().split('aria-label="This meeting"')[1].split("</nav>")[0]
    assert [word for word in ("Overview", "Papers", "Pack", "Notice", "History") if word in bar] == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "meetings/",
        "search/",
        "actions/",
        "panels/",
        "meetings/{pk}/",
        "meetings/{pk}/pack/",
        "meetings/{pk}/notice/",
    ],
)
def test_in_practice_nothing_opens_but_the_meeting(address: str, body: Body, ellen: User) -> None:
    browser = signed_in(ellen)
    begun(browser, body, ellen)
    with practising(ellen) as meeting:
        pk = meeting.pk
    answer = browser.get(f"/practice/{address.format(pk=pk)}")
    assert answer.status_code == 404


def test_a_practice_is_on_none_of_the_real_pages(body: Body, ellen: User) -> None:
    browser = signed_in(ellen)
    begun(browser, body, ellen)
    with practising(ellen) as meeting:
        pk = meeting.pk
    real = f"/meetings/{pk}/day/"
    assert browser.get(real).status_code == 404
    for address in (
        "/",
        "/meetings/",
        f"/meetings/year/{body.pk}/",
        "/search/?q=Longmead",
        f"/panels/{body.pk}/",
    ):
        page = browser.get(address).content.decode()
        assert "Practice meeting" not in page, address
        assert "Longmead" not in page.replace("q=Longmead", "").replace('value="Longmead"', ""), address
    assert Meeting.objects.count() == 0


def test_its_rows_are_numbered_as_no_real_one_is(body: Body, ellen: User) -> None:
    """What a browser keeps of a practice is known by its number, and is never sent to a real meeting."""
    begun(signed_in(ellen), body, ellen)
    with practising(ellen) as meeting:
        assert 100_000_000 < meeting.pk < 1_000_000_000


def test_pressing_again_goes_on_with_it_and_begin_again_begins_anew(body: Body, ellen: User) -> None:
    browser = signed_in(ellen)
    first = begun(browser, body, ellen)
    with time_machine.travel("2026-11-24T11:00:00+00:00", tick=False):
        assert begun(browser, body, ellen) == first
        browser.post(f"/practise/{body.pk}/", {"again": "1"})
        assert found(ellen).path != first.path
    assert first.path.exists() is False


def test_it_is_gone_by_itself_after_a_week(body: Body, ellen: User) -> None:
    browser = signed_in(ellen)
    practice = begun(browser, body, ellen)
    assert throw_away_old(practice.begun_at + timedelta(days=7) - timedelta(seconds=1)) == 0
    with time_machine.travel(practice.begun_at + timedelta(days=7), tick=False):
        browser = signed_in(ellen)
        answer = browser.get("/practice/practise/")
        assert (answer.status_code, "You have no practice meeting" in answer.content.decode()) == (404, True)
        assert throw_away_old(clock.now()) == 1
    assert practice.path.exists() is False


def test_only_the_secretariat_of_the_body_can_practise(body: Body) -> None:
    member = give_sign_in(seat_member(body))
    other = make_secretary(make_panel("elsewhere"), "Nadia Frost")
    assert signed_in(member).post(f"/practise/{body.pk}/").status_code == 409
    assert signed_in(other).post(f"/practise/{body.pk}/").status_code == 404
    assert [practice_of(each, clock.now()) for each in (member, other)] == [None, None]


def test_nobody_opens_the_practice_of_another(body: Body, ellen: User) -> None:
    begun(signed_in(ellen), body, ellen)
    with practising(ellen) as meeting:
        address = day(ellen, meeting)
    nadia = make_secretary(body, "Nadia Frost")
    assert signed_in(nadia).get(address).status_code == 404
    begun(signed_in(nadia), body, nadia)
    answer = signed_in(nadia).get(address)
    with practising(nadia) as own:
        assert (own.pk == meeting.pk, answer.status_code) in {(True, 200), (False, 404)}


def test_whoever_is_signed_out_is_asked_to_sign_in_and_led_back(client: Any) -> None:
    answer = client.get("/practice/meetings/5/day/")
    assert answer["Location"] == "/accounts/login/?next=%2Fpractice%2Fmeetings%2F5%2Fday%2F"


def test_the_day_page_offers_practice_until_the_meeting_starts_and_never_within_one(body: Body) -> None:
    held = held_meeting(starts_at=today(9), body=body)
    words, browser = "Practise with a made-up meeting", signed_in(held.secretary)
    address = f"/meetings/{held.meeting.pk}/day/"
    assert words in browser.get(address).content.decode()
    browser.post(f"{address}act/", {"act": "start", "key": "start-1"})
    assert words not in browser.get(address).content.decode()
    begun(browser, body, held.secretary)
    assert words not in browser.get("/practice/practise/", follow=True).content.decode()
    assert words in browser.get("/meetings/").content.decode()
    member = give_sign_in(seat_member(body))
    assert words not in signed_in(member).get("/meetings/").content.decode()


def test_a_practice_deleted_in_another_window_leaves_no_empty_one_behind(body: Body, ellen: User) -> None:
    practice = begun(signed_in(ellen), body, ellen)
    practice.path.unlink()
    with pytest.raises(PracticeGone), practice.opened():
        pass
    assert practice.path.exists() is False


def test_a_page_of_a_practice_deleted_in_that_moment_says_so(
    body: Body, ellen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(ellen)
    practice = begun(client, body, ellen)
    with practising(ellen) as meeting:
        address = day(ellen, meeting)
    practice.path.unlink()
    monkeypatch.setattr(middleware, "practice_of", lambda user, now: practice)
    answer = client.get(address)
    assert (answer.status_code, "It has been deleted" in answer.content.decode()) == (404, True)
