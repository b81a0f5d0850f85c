"""The notice of a meeting as a publication of its own, and a meeting that is called at short notice."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.history.findings import Level, Refused
from foundation.history.models import Event
from foundation.library.models import Publication, PublicMeeting
from meetings import actions
from meetings.common.notice import finding_for, notice_of
from meetings.models import Meeting, Restriction
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import make_chair, make_panel, make_secretary
from tests.builders.papers import agree, build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def panel() -> tuple:
    """A panel that says how to attend, and its secretary."""
    body = make_panel(how_to_attend="Come to the east door.")
    return body, make_secretary(body)


def public_page(meeting: Meeting) -> str:
    return Client().get(reverse("library:meeting", args=[meeting.ref])).content.decode()


def test_a_notice_says_where_when_and_how_and_stands_on_the_public_page(panel) -> None:
    body, clerk = panel
    meeting = make_meeting(body, clerk)
    notice = actions.publish_notice(meeting=meeting, by=clerk)
    assert (notice.kind, notice.version, notice.source_ref) == ("notice", 1, meeting.ref)
    assert notice.title == "Notice of meeting: Wessex Police and Crime Panel, Friday 4 December 2026"
    for words in ("Friday 4\xa0December 2026 at 1.30\xa0pm", "County Hall", "east door", "filmed", "01632"):
        assert words in notice.html.replace("&nbsp;", "\xa0")
    page = public_page(meeting)
    assert "Notice of the meeting" in page
    assert notice.page_url in page
    assert "notice of the meeting published." in page.lower()


def test_publishing_the_same_notice_again_publishes_it_once(panel) -> None:
    body, clerk = panel
    meeting = make_meeting(body, clerk)
    first = actions.publish_notice(meeting=meeting, by=clerk)
    assert actions.publish_notice(meeting=meeting, by=clerk) == first
    actions.change_meeting(meeting=meeting, by=clerk, title="", venue="Town Hall")
    assert actions.publish_notice(meeting=meeting, by=clerk).version == 2


def test_only_the_secretariat_gives_notice_and_never_of_a_private_meeting(panel) -> None:
    body, clerk = panel
    meeting = make_meeting(body, clerk)
    with pytest.raises(Refused, match="Only the secretariat can announce"):
        actions.publish_notice(meeting=meeting, by=make_chair(body))
    private = make_meeting(body, clerk, is_private=True, starts_at=london(2026, 12, 9))
    with pytest.raises(Refused, match="private"):
        actions.publish_notice(meeting=private, by=clerk)
    assert Publication.objects.count() == 0


@pytest.mark.shows("R-1")
def test_that_part_may_be_private_is_said_by_its_ground_and_by_no_word_of_it(panel) -> None:
    body, clerk = panel
    meeting = make_meeting(body, clerk)
    secret = add_items(meeting, clerk, "qx901zq")[0]
    Restriction.objects.create(
        item=secret, ground="exempt", paragraphs=[3, 1], public_interest_reason="qx902zq",
        made_at=timezone.now(), made_by="Ellen Marsh", shows_title=False,
    )  # fmt: skip
    notice = actions.publish_notice(meeting=meeting, by=clerk)
    assert (
        "Part of this meeting may be held in private, because of exempt information (paragraphs 1 and 3 of "
        "Part 1 of Schedule 12A to the Local Government Act 1972), if the meeting resolves so."
    ) in notice.html
    assert "qx90" not in notice.html + str(notice.data)


def test_a_cancellation_is_followed_by_a_notice_with_its_reason(panel) -> None:
    body, clerk = panel
    meeting = make_meeting(body, clerk)
    actions.publish_notice(meeting=meeting, by=clerk)
    with pytest.raises(Refused, match="Enter the reason the meeting was cancelled"):
        actions.cancel_meeting(meeting=meeting, reason=" ", by=clerk)
    actions.cancel_meeting(meeting=meeting, reason="There is too little business.", by=clerk)
    notice = Publication.objects.standing().get(kind="notice")
    assert notice.title.startswith("Meeting cancelled:")
    assert "This meeting has been cancelled. There is too little business." in notice.html
    assert "east door" not in notice.html


def test_a_move_is_followed_by_a_notice_where_one_was_public_and_by_none_where_none_was(panel) -> None:
    body, clerk = panel
    told, quiet = make_meeting(body, clerk), make_meeting(body, clerk, starts_at=london(2027, 1, 15))
    actions.publish_notice(meeting=told, by=clerk)
    for meeting, hour in ((told, 13), (quiet, 15)):
        starts_at = london(2027, 2, 3, hour)
        actions.move_meeting(meeting=meeting, starts_at=starts_at, reason="The hall is shut.", by=clerk)
    notice = Publication.objects.standing().get(kind="notice")
    assert (notice.source_ref, notice.version) == (told.ref, 2)
    assert notice.title == "Meeting moved: Wessex Police and Crime Panel, Wednesday 3 February 2027"


def short(panel, convened=None) -> tuple:
    body, clerk = panel
    meeting = make_meeting(body, clerk, starts_at=london(2026, 11, 27), announce=True)
    actions.call_at_short_notice(
        meeting=meeting,
        convened_at=convened or timezone.now(),
        reason="The Commissioner resigned.",
        by=clerk,
    )
    return clerk, meeting


@pytest.mark.shows("R-42")
def test_a_meeting_called_at_short_notice_is_open_from_when_it_was_convened(panel) -> None:
    clerk, meeting = short(panel)
    found = finding_for(meeting, timezone.now())
    assert found.level is Level.LOOK
    assert found.sentence == (
        "The meeting was convened at shorter notice on Tuesday 24 November 2026 at 10 am, "
        "so its papers must be open to the public from that time instead of 5 clear days before."
    )
    assert found.source == "Local Government Act 1972, sections 100A(6) and 100B(3)"
    assert notice_of(meeting, timezone.now()).figure.startswith("Convened at shorter notice")


@pytest.mark.shows("R-42")
def test_the_public_reads_why_and_does_not_read_that_the_law_was_missed(panel) -> None:
    clerk, meeting = short(panel)
    page = public_page(meeting)
    assert "Convened at shorter notice. The Commissioner resigned." in page
    assert "Published with less than the statutory notice." not in page
    notice = actions.publish_notice(meeting=meeting, by=clerk)
    assert "convened at shorter notice on Tuesday 24 November 2026 at 10 am. The Commissioner" in notice.html


def test_papers_that_come_after_the_day_of_convening_still_need_their_reason(clock, panel) -> None:
    _, meeting = short(panel)
    clock.shift(24 * 3600)
    found = finding_for(meeting, timezone.now())
    assert found.level is Level.NOT_MET
    assert (
        "Its papers had to be open to the public from that time, but are published on Wednesday 25 November"
    ) in found.sentence


def test_a_meeting_convened_in_time_is_not_called_at_short_notice(clock, panel) -> None:
    clerk, meeting = short(panel, convened=london(2026, 11, 2))
    found = finding_for(meeting, timezone.now())
    assert found.level is Level.NOT_MET
    assert "in time for the clear days" in found.sentence
    assert PublicMeeting.objects.get(ref=meeting.ref).late_notice == "The Commissioner resigned."


def test_an_agenda_called_at_short_notice_goes_out_without_a_further_reason(panel) -> None:
    clerk, meeting = short(panel)
    add_items(meeting, clerk, "Resignation of the Commissioner")
    agree(meeting, clerk)
    build(meeting, clerk, "agenda")
    agenda, *_ = actions.publish_agenda(meeting=meeting, by=clerk)
    assert agenda.data["late_notice"] == "The Commissioner resigned."


@pytest.mark.parametrize(
    ("convened", "reason", "sentence"),
    [
        (london(2026, 11, 25), "Why", "Enter a date that is not in the future"),
        (london(2026, 11, 23), "", "Enter the reason the meeting was convened at shorter notice"),
        (london(2026, 11, 23), "x" * 501, "longer than 500"),
    ],
)
def test_what_cannot_be_is_refused(panel, convened, reason, sentence) -> None:
    body, clerk = panel
    meeting = make_meeting(body, clerk, starts_at=london(2026, 11, 27))
    with pytest.raises(Refused, match=sentence):
        actions.call_at_short_notice(meeting=meeting, convened_at=convened, reason=reason, by=clerk)
    assert not Event.objects.filter(verb="meeting called at short notice").exists()


def test_from_the_overview_to_the_notice_and_to_short_notice(panel) -> None:
    body, clerk = panel
    meeting = make_meeting(body, clerk)
    client = Client()
    client.force_login(clerk)
    overview = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert reverse("meetings:notice", args=[meeting.pk]) in overview
    page = client.get(reverse("meetings:notice", args=[meeting.pk])).content.decode()
    assert ("The notice has not been published yet." in page, "Publish the notice" in page) == (True, True)
    assert client.post(reverse("meetings:notice_publish", args=[meeting.pk])).status_code == 302
    assert "Published Tuesday" in client.get(reverse("meetings:notice", args=[meeting.pk])).content.decode()
    url = reverse("meetings:short_notice", args=[meeting.pk])
    fields = {"day_day": "23", "day_month": "11", "day_year": "2026", "time": "9 am", "reason": ""}
    assert "Enter the reason the meeting was convened" in client.post(url, fields).content.decode()
    assert client.post(url, {**fields, "reason": "It cannot wait."}).status_code == 302
