"""The notice and the public page say how to get into the venue, and whom else to ask."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from foundation.documents.layout import render
from meetings import actions
from meetings.public.documents import NoticeDocument
from panels import actions as panels
from panels.models import Body
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_administrator, make_panel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LOOP = "There is a hearing loop."


@pytest.fixture
def body() -> Body:
    return make_panel(
        other_contacts=[
            {
                "purpose": "the press",
                "name": "Noor Vale",
                "phone": "01632 960 200",
                "email": "press@wessex.example",
            }
        ]
    )


def test_the_notice_prints_the_access_of_the_day_of_the_meeting_and_every_contact(body: Body) -> None:
    meeting = make_meeting(body, make_administrator())
    assert meeting.venue is not None
    panels.record_access(
        venue=meeting.venue, starts_on=meeting.day, by=make_administrator(), hearing_loop="yes"
    )
    meeting.venue.refresh_from_db()
    printed = render.paper(NoticeDocument.of(meeting))
    assert "<h2>Access to the venue</h2>" in printed
    assert f"<li>{LOOP}</li>" in printed
    assert "Contact for the press" in printed
    assert "Noor Vale, telephone" in printed


def test_the_public_page_says_how_to_get_in(client: Client, body: Body) -> None:
    meeting = make_meeting(body, make_administrator())
    assert meeting.venue is not None
    panels.record_access(
        venue=meeting.venue, starts_on=meeting.day, by=make_administrator(), hearing_loop="yes"
    )
    meeting.venue.refresh_from_db()
    actions.announce_meeting(meeting=meeting, by=make_administrator())
    assertContains(client.get(reverse("library:meeting", args=[meeting.ref])), LOOP)
