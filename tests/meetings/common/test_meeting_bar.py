"""The bar on every page of a meeting: the tabs that this reader may open, on public pages too."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history import clock as the_clock
from meetings import actions
from meetings.models import Meeting
from panels.models import Body
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import (
    give_sign_in,
    make_chair,
    make_panel,
    make_secretary,
    make_user,
    seat_member,
    signed_in,
)
from tests.builders.papers import agree, build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BEFORE = ["Overview", "Agenda", "Papers", "Pack", "Restricted", "Notice", "Questions", "Attendance"]
AFTER = ["Meeting day", "Minutes", "History"]


@pytest.fixture
def body() -> Body:
    return make_panel()


@pytest.fixture
def ellen(body: Body) -> User:
    return make_secretary(body)


@pytest.fixture
def meeting(body: Body, ellen: User) -> Meeting:
    meeting = make_meeting(body, ellen)
    add_items(meeting, ellen, "Budget")
    return meeting


def tabs(client: Client, address: str) -> tuple[list[str], list[str]]:
    """The tabs of a page in their order, and those that are current."""
    page = client.get(address, follow=True).content.decode()
    bar = re.search(r'<nav aria-label="This meeting">(.*?)</nav>', page, re.DOTALL)
    if bar is None:
        return [], []
    links = re.findall(r"<a ([^>]*)>([^<]*)</a>", bar[1])
    return [words for _, words in links], [words for where, words in links if "aria-current" in where]


def at(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def publish(meeting: Meeting, by: User) -> Meeting:
    agree(meeting, by)
    pack = build(meeting, by, "agenda")
    assert pack.file is not None
    actions.publish_agenda(meeting=meeting, proof=pack.file.hash, by=by)
    meeting.refresh_from_db()
    return meeting


def test_the_secretary_has_a_tab_for_notice_despatch_attendance_and_brief(meeting, ellen) -> None:
    client = signed_in(ellen)
    assert tabs(client, at("meeting", meeting)) == ([*BEFORE, "Brief", *AFTER], ["Overview"])
    actions.announce_meeting(meeting=meeting, by=ellen)
    found, _ = tabs(client, at("meeting", meeting))
    assert found == [*BEFORE[:6], "Despatch", *BEFORE[6:], "Brief", *AFTER]


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        ("notice", "Notice"),
        ("despatches", "Despatch"),
        ("expected", "Attendance"),
        ("attendance", "Attendance"),
        ("brief", "Brief"),
    ],
)
def test_each_of_these_pages_is_the_current_one_of_its_bar(meeting, ellen, name, tab) -> None:
    actions.announce_meeting(meeting=meeting, by=ellen)
    assert tabs(signed_in(ellen), at(name, meeting))[1] == [tab]


def test_from_the_day_after_attendance_is_what_was_recorded(meeting, ellen, clock) -> None:
    clock.shift(meeting.starts_at - the_clock.now() + timedelta(days=1))
    page = signed_in(ellen).get(at("meeting", meeting)).content.decode()
    assert at("attendance", meeting) in page and at("expected", meeting) not in page


def test_a_private_meeting_has_no_notice(meeting, ellen) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(is_private=True)
    assert "Notice" not in tabs(signed_in(ellen), at("meeting", meeting))[0]


def test_the_chair_has_no_despatch(meeting, body, ellen) -> None:
    actions.announce_meeting(meeting=meeting, by=ellen)
    found, _ = tabs(signed_in(make_chair(body)), at("meeting", meeting))
    assert found == [*BEFORE, "Brief", *AFTER]


def test_a_member_stays_under_the_bar_on_the_published_agenda_and_its_items(meeting, body, ellen) -> None:
    member = seat_member(body, "Oakley", "Cranmere City Council")
    give_sign_in(member)
    client = signed_in(member.user)
    publish(meeting, ellen)
    assert tabs(client, at("agenda", meeting)) == (["Overview", "Agenda", "Minutes"], ["Agenda"])
    item = meeting.items.get()
    page = reverse("library:item", args=[meeting.ref, item.ref])
    assert tabs(client, page) == (["Overview", "Agenda", "Minutes"], ["Agenda"])


def test_a_member_who_was_asked_has_a_tab_for_the_reply(meeting, body, ellen) -> None:
    member = seat_member(body, "Oakley", "Cranmere City Council")
    give_sign_in(member)
    member.email = "oakley@councils.example"
    member.save()
    actions.ask_members(meeting=meeting, by=ellen)
    client = signed_in(member.user)
    assert tabs(client, at("coming_mine", meeting)) == (
        ["Overview", "Agenda", "Attendance", "Minutes"],
        ["Attendance"],
    )


def test_the_public_and_those_of_another_body_read_public_pages_without_the_bar(meeting, ellen) -> None:
    publish(meeting, ellen)
    page = reverse("library:meeting", args=[meeting.ref])
    stranger = signed_in(make_user("Jo Other", make_panel("other-panel"), Role.SECRETARIAT))
    assert [tabs(client, page) for client in (Client(), stranger)] == [([], []), ([], [])]
