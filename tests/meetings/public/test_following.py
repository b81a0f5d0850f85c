"""What the public reads of coming meetings goes with the settings of their body and the place they name."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import reactions
from foundation.accounts.models import User
from foundation.documents.processes.children import BrokenOff
from foundation.jobs import queue
from foundation.jobs.models import Job, OutgoingMail
from foundation.library.models import PublicMeeting
from meetings import actions
from meetings.models import Meeting
from meetings.public.actions import following
from meetings.public.actions.following import FOLLOW
from panels import actions as panel_actions
from panels.models import Venue
from tests.builders.meetings import london, make_meeting
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import make_report
from tests.builders.restricted import Private, make_private, restrict

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
    settle()


def settle() -> None:
    """Let the worker do what follows from what happened."""
    reactions.react()
    queue.run_pending()


def told_of(meeting: Meeting) -> PublicMeeting:
    return PublicMeeting.objects.get(ref=meeting.ref)


def test_questions_that_a_panel_begins_to_take_can_be_put_on_the_page_of_an_announced_meeting(
    announced,
) -> None:
    meeting = announced[2]
    assert told_of(meeting).questions == {}
    change(announced, takes_questions=True)
    page = Client().get(reverse("library:meeting", args=[meeting.ref])).content.decode()
    assert "Ask a question</a>" in page


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
    settle()
    meeting.refresh_from_db()
    assert told_of(meeting).venue == str(meeting.venue)
    assert "Castle Street" in told_of(meeting).venue


def test_a_change_that_says_nothing_to_the_public_changes_nothing_it_reads(announced) -> None:
    meeting = announced[2]
    before = told_of(meeting).changed_at
    change(announced, paper_due_days=9)
    assert told_of(meeting).changed_at == before


def test_work_that_has_begun_is_not_joined_by_a_later_change(announced) -> None:
    body, clerk, meeting = announced
    for name in ("Idris Vale", "Una Reed"):
        panel_actions.change_settings(body=body, starts_on=timezone.localdate(), by=clerk, contact_name=name)
    reactions.react()
    assert Job.objects.filter(kind=FOLLOW).count() == 2
    queue.run_pending()
    assert told_of(meeting).contact["name"] == "Una Reed"


class TestAMeetingWhoseAnnouncementSaysExemptWords:
    """It was moved with a reason that everybody could read, and later an exempt paper says the same."""

    SECRET = "Firm Larkspur is cheapest of all who made an offer for the custody suites"
    PLACE = "Castle Street, Ambermere"

    @pytest.fixture
    def private(self) -> Private:
        world = make_private()
        actions.announce_meeting(meeting=world.meeting, by=world.clerk)
        actions.move_meeting(
            meeting=world.meeting, starts_at=london(2026, 12, 7), reason=f"{self.SECRET}.", by=world.clerk
        )
        paper = world.placements["letting"].paper
        report = make_report(paper.title, body=f"<p>{self.SECRET}.</p>")
        actions.reopen_paper(paper=paper, by=world.clerk)
        actions.save_paper(paper=paper, report=report, based_on=paper.versions.count(), by=world.clerk)
        restrict(world)
        return world

    @pytest.fixture
    def other(self, private: Private) -> Meeting:
        """A meeting of another panel in the same place, announced."""
        body = make_panel(slug="northmere")
        return make_meeting(body, make_secretary(body, "Owen Tate"), announce=True)

    def put_right(self, by: User, venue: Venue) -> None:
        panel_actions.change_venue(venue=venue, by=by, address=self.PLACE)
        settle()

    def test_whoever_puts_it_right_is_not_told_and_their_own_pages_follow(self, private, other) -> None:
        self.put_right(User.objects.get(name="Owen Tate"), other.venue)
        said = [self.PLACE in told_of(meeting).venue for meeting in (private.meeting, other)]
        assert said == [False, True]

    def test_the_secretariat_is_told_without_the_words_and_finds_what_was_found(self, private, other) -> None:
        self.put_right(private.clerk, private.meeting.venue)
        subject = "Public page not changed: meeting of Monday 7 December 2026"
        mail = OutgoingMail.objects.get(subject=subject)
        found = private.meeting.finds.filter(way="announcement").exists()
        assert (mail.recipient, "Larkspur" in mail.body, found) == (private.clerk.email, False, True)

    def test_the_page_of_the_meeting_offers_to_bring_it_up_to_date(self, private, other) -> None:
        offer = "Update the public page"
        address = reverse("meetings:meeting", args=[private.meeting.pk])
        assert offer not in signed_in(private.clerk).get(address).content.decode()
        self.put_right(private.clerk, private.meeting.venue)
        assert offer in signed_in(private.clerk).get(address).content.decode()

    def test_the_secretariat_is_told_once_however_often_something_else_changes(self, private, other) -> None:
        self.put_right(private.clerk, private.meeting.venue)
        for days in (9, 10, 11):
            change((private.body, private.clerk, private.meeting), paper_due_days=days)
        assert OutgoingMail.objects.filter(subject__startswith="Public page not changed").count() == 1


def test_a_search_that_is_ended_from_outside_is_tried_again_and_then_told_as_such(
    announced, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*asked: object) -> None:
        raise BrokenOff("ended from outside")

    monkeypatch.setattr(following, "require_announceable", ended)
    change(announced, contact_name="Idris Vale")
    job = Job.objects.get(kind=FOLLOW)
    assert (job.status, job.attempts) == (Job.Status.WAITING, 1)
    following.follow_failed(meeting=announced[2].pk)
    mail = OutgoingMail.objects.get(subject__startswith="Public page not changed")
    assert following.NOT_SEARCHED in mail.body
    assert told_of(announced[2]).contact["name"] == "Ellen Marsh"


def test_a_meeting_whose_day_is_over_is_not_offered_to_be_brought_up_to_date(announced) -> None:
    body, clerk, meeting = announced
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=london(2026, 11, 2))
    change(announced, contact_name="Idris Vale")
    page = signed_in(clerk).get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "Update the public page" not in page
