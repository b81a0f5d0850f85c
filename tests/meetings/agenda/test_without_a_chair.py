"""A panel without a Chair: every page of its meeting opens, and says what to do where a Chair is needed."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from meetings import actions
from meetings.models import Meeting
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, seat_members
from tests.going_on import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def meeting(client: Browser) -> Meeting:
    body = make_panel()
    seat_members(body, 3)
    ellen = make_secretary(body)
    client.force_login(ellen)
    made = make_meeting(body, ellen)
    add_items(made, ellen, "Estates strategy")
    return made


@pytest.mark.parametrize("name", ["meeting", "agenda", "proof", "day", "brief", "expected"])
def test_every_page_of_the_meeting_opens(client: Browser, meeting: Meeting, name: str) -> None:
    assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 200


def test_sending_the_agenda_says_that_no_one_is_asked_and_what_to_do(
    client: Browser, meeting: Meeting
) -> None:
    page = client.post(reverse("meetings:agenda_send", args=[meeting.pk]), follow=True)
    assertContains(page, "because no Chair who can sign in is recorded.")
    assertContains(page, "Record the Chair’s agreement")


def test_the_final_check_says_how_the_agenda_is_agreed(client: Browser, meeting: Meeting) -> None:
    assertContains(
        client.get(reverse("meetings:proof", args=[meeting.pk])),
        "Record the Chair, or record the agreement of the member who will preside.",
    )


def test_the_agenda_is_agreed_without_one(meeting: Meeting) -> None:
    ellen = meeting.body.assignments.get().user
    actions.agree_agenda(meeting=meeting, by=ellen)
    meeting.refresh_from_db()
    assert meeting.agenda_status == Meeting.Agenda.AGREED
