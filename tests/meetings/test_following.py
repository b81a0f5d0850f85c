"""What the public reads of coming meetings goes with the settings of their body and the place they name."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.library.models import PublicMeeting
from meetings.models import Meeting
from panels import actions as panel_actions
from tests.builders_meetings import london, make_meeting, make_panel, make_secretary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def announced() -> tuple:
    """A panel that takes no questions, its secretary, and an announced meeting."""
    body = make_panel(takes_questions=False)
    clerk = make_secretary(body)
    return body, clerk, make_meeting(body, clerk, announce=True)


def change(announced: tuple, **settings: object) -> None:
    body, clerk, _ = announced
    panel_actions.change_settings(body=body, starts_on=timezone.localdate(), by=clerk, **settings)


def told_of(meeting: Meeting) -> PublicMeeting:
    return PublicMeeting.objects.get(ref=meeting.ref)


def test_questions_that_a_panel_begins_to_take_can_be_put_on_the_page_of_an_announced_meeting(
    announced,
) -> None:
    meeting = announced[2]
    assert told_of(meeting).questions == {}
    change(announced, takes_questions=True)
    page = Client().get(reverse("library:meeting", args=[meeting.ref])).content.decode()
    assert "Put a question to this meeting" in page


def test_a_new_contact_stands_on_the_page_of_every_coming_meeting(announced) -> None:
    body, clerk, meeting = announced
    private = make_meeting(body, clerk, starts_at=london(2026, 12, 9), is_private=True)
    change(announced, contact_name="Idris Vale", contact_email="vale@wessexpcp.example")
    assert told_of(meeting).contact["name"] == "Idris Vale"
    assert not PublicMeeting.objects.filter(ref=private.ref).exists()


def test_a_meeting_that_names_a_contact_of_its_own_keeps_it(announced) -> None:
    body, clerk, _ = announced
    own = make_meeting(body, clerk, starts_at=london(2026, 12, 9), announce=True, contact_name="Una Reed")
    change(announced, contact_name="Idris Vale")
    assert told_of(own).contact["name"] == "Una Reed"


def test_a_meeting_that_was_held_keeps_what_the_public_was_told_of_it(announced) -> None:
    meeting = announced[2]
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=london(2026, 11, 2))
    change(announced, contact_name="Idris Vale")
    assert told_of(meeting).contact["name"] == "Ellen Marsh"


def test_a_place_that_is_put_right_is_put_right_for_the_public_too(announced) -> None:
    _, clerk, meeting = announced
    panel_actions.change_venue(venue=meeting.venue, by=clerk, address="Castle Street, Ambermere AM1 2WX")
    meeting.refresh_from_db()
    assert told_of(meeting).venue == str(meeting.venue)
    assert "Castle Street" in told_of(meeting).venue


def test_a_change_that_says_nothing_to_the_public_changes_nothing_it_reads(announced) -> None:
    meeting = announced[2]
    before = told_of(meeting).changed_at
    change(announced, paper_due_days=9)
    assert told_of(meeting).changed_at == before
