"""How often the pages of every day ask the database: as often for many items as for few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import User
from meetings import actions
from meetings.models import AgendaItem, Meeting
from meetings.votes.rules.votes import VoteFacts
from panels.models import Person
from tests.builders.meetings import add_items as agenda_items
from tests.builders.meetings import make_meeting
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import build, make_paper, place
from tests.builders.restricted import EXEMPT

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
# What each page may ask at most, and what it asks.
GOALS = {"agenda": 15, "day": 15, "minutes": 20, "minute": 20, "today": 20}
COUNTED = {"agenda": 14, "day": 12, "minutes": 17, "minute": 18, "today": 8}


def asked(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def full(count: int, slug: str = "wessex") -> Held:
    """A meeting that was held: papers, votes, decisions and actions on each of its items."""
    held = held_meeting()
    items = add_items(held, count)
    for number, item in enumerate(items):
        place(item, make_paper(held.body, held.secretary, title=f"Report {number}"), held.secretary)
    take_roll(held)
    minutes = minuted(held)
    for item, minute in zip(items, minutes.entries.all(), strict=True):
        facts = VoteFacts(method="unanimous", item=item.pk, motion="That it be noted")
        actions.record_vote(meeting=held.meeting, facts=facts, by=held.secretary)
        actions.decide(minute=minute, limbs=["That it be noted;", "that it return."], by=held.secretary)
        for what in ("send the figures", "write to the force"):
            actions.add_follow_up(minute=minute, text=what, by=held.secretary)
    make_secretary(make_panel("other"), "Jo Reed")
    return held


def restrict(secretary: User, *items: AgendaItem) -> None:
    """Business kept from the public, which no monitoring officer has signed yet."""
    for item in items:
        actions.restrict_item(item=item, by=secretary, **EXEMPT)


def shut_out(secretary: User, *items: AgendaItem) -> None:
    """Business kept from the public, and from this secretary, who has an interest in it."""
    person = Person.objects.create(given_name="Clerk", family_name="Here", user=secretary)
    restrict(secretary, *items)
    for item in items:
        actions.shut_out(item=item, person=person, reason="A cousin bids.", by=secretary)


def declare(held: Held) -> None:
    """A member's interest in each item."""
    for item in held.items:
        actions.declare_interest(
            meeting=held.meeting,
            person=held.people["Gage"],
            kind="prejudicial",
            nature="as a trustee",
            consequence="left",
            items=[item],
            by=held.secretary,
        )


def with_reports(count: int) -> tuple[User, Meeting, list[AgendaItem]]:
    """A meeting to come with a report on each of its items."""
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    items = list(agenda_items(meeting, ellen, *(f"Item {n}" for n in range(count))))
    for number, item in enumerate(items):
        place(item, make_paper(body, ellen, title=f"Report {number}"), ellen)
    return ellen, meeting, items


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("count", [5, 15])
def test_the_pages_of_a_held_meeting_ask_within_the_goal_for_few_items_and_for_many(count: int) -> None:
    held = full(count)
    client = signed_in(held.secretary)
    minute = held.meeting.minutes.entries.first()
    assert minute is not None
    found = {
        "minutes": asked(client, f"/meetings/{held.meeting.pk}/minutes/"),
        "minute": asked(client, f"/minutes/{minute.pk}/edit/"),
        "today": asked(client, "/"),
        "day": asked(client, f"/meetings/{held.meeting.pk}/day/"),
    }
    assert {name: number for name, number in found.items() if number > GOALS[name]} == {}
    assert found == {name: COUNTED[name] for name in found}


@pytest.mark.parametrize("count", [5, 15])
def test_the_agenda_with_a_finished_draft_asks_as_often_for_few_reports_as_for_many(count: int) -> None:
    ellen, meeting, _ = with_reports(count)
    build(meeting, ellen)
    number = asked(signed_in(ellen), f"/meetings/{meeting.pk}/agenda/")
    assert number <= GOALS["agenda"]
    assert number == COUNTED["agenda"]


@pytest.mark.parametrize("count", [5, 15])
@pytest.mark.parametrize(("shown", "expected"), [(0, 12), (1, 13)])
def test_the_day_asks_within_the_goal_for_whoever_is_shut_out_of_items(
    count: int, shown: int, expected: int
) -> None:
    held = full(count)
    shut_out(held.secretary, *held.items[::2])
    address = f"/meetings/{held.meeting.pk}/day/?item={held.items[shown].pk}"
    number = asked(signed_in(held.secretary), address)
    assert number <= GOALS["day"]
    assert number == expected


@pytest.mark.parametrize("count", [5, 15])
@pytest.mark.parametrize(("is_shut_out", "expected"), [(False, 13), (True, 14)])
def test_the_day_asks_within_the_goal_where_interests_are_declared(
    count: int, is_shut_out: bool, expected: int
) -> None:
    held = full(count)
    declare(held)
    if is_shut_out:
        shut_out(held.secretary, *held.items[::2])
    address = f"/meetings/{held.meeting.pk}/day/?item={held.items[1].pk}"
    number = asked(signed_in(held.secretary), address)
    assert number <= GOALS["day"]
    assert number == expected


@pytest.mark.parametrize("count", [5, 15])
@pytest.mark.parametrize(("keep", "expected"), [(restrict, 14), (shut_out, 15)])
def test_the_agenda_asks_within_the_goal_with_unsigned_restrictions_and_for_whoever_is_shut_out(
    count: int, keep: Callable[..., None], expected: int
) -> None:
    ellen, meeting, items = with_reports(count)
    keep(ellen, *items[::2])
    build(meeting, ellen)
    number = asked(signed_in(ellen), f"/meetings/{meeting.pk}/agenda/")
    assert number <= GOALS["agenda"]
    assert number == expected


def test_the_pages_of_a_body_without_members_and_a_meeting_without_items_ask_least() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    meeting.items.all().delete()
    client = signed_in(ellen)
    found = {name: asked(client, f"/meetings/{meeting.pk}/{name}/") for name in ("day", "agenda")}
    assert found == {"day": 8, "agenda": 10}
