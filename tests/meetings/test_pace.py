"""How often the pages of every day ask the database: as often for many items as for few."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings import actions
from meetings.votes.rules.votes import VoteFacts
from tests.builders.meetings import add_items as agenda_items
from tests.builders.meetings import make_meeting
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import build, make_paper, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
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


@pytest.mark.parametrize("count", [5, 15])
def test_the_pages_of_a_held_meeting_ask_within_the_goal_for_few_items_and_for_many(count: int) -> None:
    held = full(count)
    client = Client()
    client.force_login(held.secretary)
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
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    for number, item in enumerate(agenda_items(meeting, ellen, *(f"Item {n}" for n in range(count)))):
        place(item, make_paper(body, ellen, title=f"Report {number}"), ellen)
    build(meeting, ellen)
    client = Client()
    client.force_login(ellen)
    number = asked(client, f"/meetings/{meeting.pk}/agenda/")
    assert number <= GOALS["agenda"]
    assert number == COUNTED["agenda"]
