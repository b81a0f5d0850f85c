"""The public page of what is on now: one query a look, nothing restricted, nothing unless switched on."""

from typing import Any

import pytest
from django.test import Client

from foundation.history.findings import Refused
from foundation.library import publishing
from foundation.library.models import LivePage, Publication
from meetings import actions
from meetings.models import Meeting
from meetings.packs.documents.agenda import AgendaDocument
from tests.builders.day import day_meeting, roll_of, today
from tests.builders.minutes import Held, add_items

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SECRET = "qxliveqz"


def live_meeting(count: int = 3, *, is_on: bool = True) -> Held:
    """A meeting with a published agenda that began at nine, watched by the public."""
    held = day_meeting()
    clerk = held.secretary
    add_items(held, count)
    public = actions.announce_meeting(meeting=held.meeting, by=clerk)
    publishing.publish(
        document=AgendaDocument.of(held.meeting),
        kind=Publication.Kind.AGENDA,
        source_ref=held.meeting.ref,
        meeting=public,
        by=clerk,
    )
    roll_of(held)
    if is_on:
        actions.switch_live(meeting=held.meeting, is_on=True, by=clerk)
    return held


def seen(held: Held, wall: str = "") -> str:
    return Client().get(f"/meeting/{held.meeting.ref}/now/{wall}").content.decode()


def begin(held: Held, number: int, minute: int) -> None:
    actions.begin_item(
        meeting=held.meeting, item=held.items[number - 1], at=today(9, minute), by=held.secretary
    )


def test_nobody_can_watch_before_the_clerk_switches_the_page_on() -> None:
    held = live_meeting(is_on=False)
    begin(held, 1, 5)
    assert Client().get(f"/meeting/{held.meeting.ref}/now/").status_code == 404
    assert LivePage.objects.count() == 0
    actions.switch_live(meeting=held.meeting, is_on=True, by=held.secretary)
    assert "Now at item 1" in seen(held)
    assert "Follow the meeting" in Client().get(f"/meeting/{held.meeting.ref}/").content.decode()
    actions.switch_live(meeting=held.meeting, is_on=False, by=held.secretary)
    assert Client().get(f"/meeting/{held.meeting.ref}/now/").status_code == 404


def test_the_page_follows_the_meeting_by_itself() -> None:
    held = live_meeting()
    assert "Between two items" in seen(held)
    begin(held, 2, 10)
    for wall in ("", "wall/"):
        html = seen(held, wall)
        assert "Now at item 2" in html
        assert "Subject 2" in html
    actions.adjourn_meeting(meeting=held.meeting, at=today(9, 20), by=held.secretary)
    assert "Adjourned since 9.20 am" in seen(held)
    actions.resume_meeting(meeting=held.meeting, at=today(9, 30), by=held.secretary)
    actions.end_meeting(meeting=held.meeting, at=today(9, 50), by=held.secretary)
    assert "The meeting ended at 9.50 am" in seen(held)


def restrict(held: Held, number: int, **terms: Any) -> None:
    values = {
        "ground": "confidential",
        "paragraphs": [],
        "public_interest_reason": "",
        "imposed_by": "the Home Office",
        "provision": "",
        "shows_title": False,
        "public_title": "",
    }
    actions.restrict_item(item=held.items[number - 1], by=held.secretary, **{**values, **terms})


def test_a_private_session_says_nothing_but_since_when() -> None:
    held = live_meeting()
    begin(held, 3, 10)
    restrict(held, 3)
    assert "Subject 3" not in seen(held)
    actions.exclude_public(meeting=held.meeting, at=today(9, 12), by=held.secretary)
    html = seen(held)
    assert "In private session since 9.12 am" in html
    assert "Now" not in html.replace("Now at", "")
    assert "Now at" not in html


def test_a_title_that_is_restricted_while_people_watch_goes_at_once() -> None:
    held = live_meeting()
    begin(held, 2, 10)
    assert "Subject 2" in seen(held)
    restrict(held, 2)
    html = seen(held)
    assert "Subject 2" not in html
    assert "Now at item 2" in html


def test_only_titles_of_the_published_agenda_are_said() -> None:
    held = live_meeting()
    item = held.items[0]
    item.title = SECRET
    item.save()
    begin(held, 1, 5)
    assert SECRET not in seen(held)
    assert "Subject 1" in seen(held)


@pytest.mark.parametrize("count", [13, 39])
@pytest.mark.parametrize("wall", ["", "wall/"])
def test_a_look_costs_one_query_for_any_agenda(count: int, wall: str, django_assert_num_queries: Any) -> None:
    held = live_meeting(count)
    begin(held, 7, 5)
    address = f"/meeting/{held.meeting.ref}/now/{wall}"
    client = Client()
    with django_assert_num_queries(1):
        first = client.get(address)
    assert first.status_code == 200
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    begin(held, 8, 6)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_act_that_the_public_does_not_see_makes_no_new_version() -> None:
    held = live_meeting()
    begin(held, 1, 5)
    before = LivePage.objects.get().version
    actions.come_or_go(
        meeting=held.meeting,
        person=held.people["Gage"],
        kind="left",
        at=today(9, 6),
        by=held.secretary,
    )
    assert LivePage.objects.get().version == before


def test_a_meeting_that_is_not_announced_has_no_live_page() -> None:
    held = day_meeting()
    roll_of(held)
    with pytest.raises(Refused, match="This meeting is not announced"):
        actions.switch_live(meeting=Meeting.objects.get(pk=held.meeting.pk), is_on=True, by=held.secretary)
