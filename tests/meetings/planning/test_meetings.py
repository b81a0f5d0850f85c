"""Planning, announcing, moving, cancelling and holding a meeting."""

import pytest

from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.library.models import PublicMeeting
from meetings import actions
from meetings.models import AgendaTemplate, Meeting
from panels.models import Venue
from tests.builders.meetings import agenda_titles, london, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_meeting_without_a_template_starts_with_an_empty_agenda(body, ellen):
    meeting = make_meeting(body, ellen)
    assert (meeting.status, meeting.agenda_status) == ("scheduled", "draft")
    assert agenda_titles(meeting) == []


@pytest.mark.shows("S4-16", "V5")
def test_every_type_has_a_usual_template_and_is_given_it_once(body, ellen):
    made = actions.default_templates(body=body, by=ellen)
    assert {template.meeting_kind for template in made} == set(Meeting.Kind.values)
    assert actions.default_templates(body=body, by=ellen) == []


@pytest.mark.shows("S4-6", "S2-31", "V10", "V11")
def test_an_annual_meeting_begins_with_the_elections_in_the_panels_own_words(ellen):
    body = make_panel("north", name="Northshire Panel", chair_style="Chairman")
    jo = make_secretary(body, "Jo Tarrant")
    actions.default_templates(body=body, by=jo)
    meeting = make_meeting(body, jo, kind="annual")
    assert agenda_titles(meeting)[:2] == ["Election of Chairman", "Election of Deputy Chairman"]
    kinds = list(meeting.items.order_by("position").values_list("standing", flat=True))
    assert kinds == [
        "election_chair",
        "election_deputy",
        "apologies",
        "",
        "public_questions",
        "urgent_elsewhere",
        "interests",
        "",
        "next_meeting",
        "urgent_end",
    ]


def test_the_minutes_item_of_a_template_names_the_meeting_before(body, ellen):
    actions.default_templates(body=body, by=ellen)
    first = make_meeting(body, ellen, starts_at=london(2026, 9, 18))
    assert "Minutes of the previous meeting" in agenda_titles(first)
    second = make_meeting(body, ellen)
    assert agenda_titles(second)[1] == "Minutes of the meeting held on 18 September 2026"


def test_a_saved_template_keeps_what_its_words_say(body, ellen):
    text = "# First\nDeclarations of interest\nReports\na) Budget | Commissioner\nUpdate | PCC | oral"
    template = actions.save_template(body=body, meeting_kind="ordinary", text=text, by=ellen)
    assert [
        (line.kind, line.title, line.presenter, line.business, line.standing, line.depth)
        for line in template.lines.all()
    ] == [
        ("heading", "First", "", "standing", "", 0),
        ("item", "Declarations of interest", "", "standing", "interests", 0),
        ("item", "Reports", "", "report", "", 0),
        ("item", "Budget", "Commissioner", "report", "", 1),
        ("item", "Update", "PCC", "oral", "", 0),
    ]


def test_a_template_with_a_line_that_cannot_be_used_is_refused_whole(body, ellen):
    actions.save_template(body=body, meeting_kind="ordinary", text="One", by=ellen)
    with pytest.raises(Refused):
        actions.save_template(body=body, meeting_kind="ordinary", text="x" * 501, by=ellen)
    template = AgendaTemplate.objects.get()
    assert [line.title for line in template.lines.all()] == ["One"]


@pytest.mark.shows("V5")
@pytest.mark.parametrize("kind", Meeting.Kind.values)
def test_private_types_are_private_unless_said_otherwise(body, ellen, kind):
    meeting = make_meeting(body, ellen, kind=kind)
    assert meeting.is_private is (kind in Meeting.PRIVATE_KINDS)
    assert make_meeting(body, ellen, kind=kind, is_private=False).is_private is False


def test_a_place_is_chosen_by_its_name_or_made(body, ellen):
    known = Venue.objects.create(name="Guildhall")
    when = london(2026, 12, 4)
    first = actions.create_meeting(body=body, kind="ordinary", starts_at=when, venue=" guildhall ", by=ellen)
    second = actions.create_meeting(body=body, kind="ordinary", starts_at=when, venue="Corn Hall", by=ellen)
    third = actions.create_meeting(body=body, kind="ordinary", starts_at=when, venue="", by=ellen)
    assert first.venue == known
    assert second.venue == Venue.objects.get(name="Corn Hall")
    assert third.venue is None


def test_only_the_secretariat_plans_meetings(body):
    with pytest.raises(Refused) as refused:
        make_meeting(body, make_user("Sam Reader"))
    assert str(refused.value) == "Only the secretariat can schedule meetings."


@pytest.mark.shows("V6")
def test_a_meeting_is_not_cancelled_or_moved_without_a_reason(body, ellen):
    meeting = make_meeting(body, ellen)
    with pytest.raises(Refused) as refused:
        actions.cancel_meeting(meeting=meeting, reason="  ", by=ellen)
    assert str(refused.value) == "Enter the reason the meeting was cancelled."
    with pytest.raises(Refused):
        actions.move_meeting(meeting=meeting, reason="", starts_at=london(2026, 12, 11), by=ellen)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.starts_at) == ("scheduled", london(2026, 12, 4))


def test_a_moved_meeting_keeps_its_agenda_and_history_says_from_where_to_where(body, ellen):
    meeting = make_meeting(body, ellen)
    actions.add_item(meeting=meeting, title="One", by=ellen)
    later = london(2026, 12, 11)
    actions.move_meeting(meeting=meeting, reason="The hall is flooded", starts_at=later, by=ellen)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.starts_at, meeting.status_reason) == (
        "moved",
        later,
        "The hall is flooded",
    )
    assert agenda_titles(meeting) == ["One"]
    event = Event.objects.filter(verb="meeting moved").get()
    assert event.data["was"] == "2026-12-04T13:30:00+00:00"
    assert event.note.text == "The hall is flooded"


def test_a_cancelled_meeting_takes_no_more_changes(body, ellen):
    meeting = make_meeting(body, ellen)
    actions.cancel_meeting(meeting=meeting, reason="No business", by=ellen)
    with pytest.raises(Refused):
        actions.add_item(meeting=meeting, title="One", by=ellen)
    with pytest.raises(Refused):
        actions.cancel_meeting(meeting=meeting, reason="Again", by=ellen)


def test_a_meeting_is_held_from_its_day_on(body, ellen, clock):
    meeting = make_meeting(body, ellen)
    with pytest.raises(Refused) as refused:
        actions.hold_meeting(meeting=meeting, by=ellen)
    assert str(refused.value) == "This meeting has not taken place yet."
    clock.move_to("2026-12-04T15:00:00+00:00")
    actions.hold_meeting(meeting=meeting, by=ellen)
    assert meeting.status == "held"


def test_an_announced_meeting_shows_only_the_facts_that_were_published(body, ellen):
    meeting = make_meeting(body, ellen, announce=True)
    public = PublicMeeting.objects.get(ref=meeting.ref)
    assert (public.body_name, public.name) == ("Wessex Police and Crime Panel", "Ordinary meeting")
    assert (public.starts_at, public.venue) == (london(2026, 12, 4), "County Hall, Ambermere")
    assert public.contact["email"] == "panel@wessexpcp.example"
    assert (meeting.announced_by, public.state_sentence) == ("Ellen Marsh", "")


def test_a_meeting_that_was_not_announced_stays_unknown_when_it_moves(body, ellen):
    meeting = make_meeting(body, ellen)
    actions.move_meeting(meeting=meeting, reason="Flood", starts_at=london(2026, 12, 11), by=ellen)
    assert not PublicMeeting.objects.exists()


def test_a_move_before_the_announcement_and_its_reason_are_no_news_to_the_public(body, ellen):
    meeting = make_meeting(body, ellen)
    actions.move_meeting(meeting=meeting, reason="We miscounted.", starts_at=london(2026, 12, 10), by=ellen)
    actions.announce_meeting(meeting=meeting, by=ellen)
    public = PublicMeeting.objects.get(ref=meeting.ref)
    assert (public.state, public.state_sentence, public.told) == ("scheduled", "", [])
    actions.move_meeting(meeting=meeting, reason="Flood.", starts_at=london(2026, 12, 11), by=ellen)
    public.refresh_from_db()
    assert (public.state, public.state_sentence) == (
        "moved",
        "This meeting has been moved from Thursday 10 December 2026 at 1.30 pm. It is now "
        "on Friday 11 December "
        "2026 at 1.30 pm. Flood.",
    )


@pytest.mark.shows("V6")
def test_moving_and_cancelling_an_announced_meeting_tells_the_public_why(body, ellen):
    meeting = make_meeting(body, ellen, announce=True)
    actions.move_meeting(
        meeting=meeting, reason="The hall is flooded.", starts_at=london(2026, 12, 11), by=ellen
    )
    public = PublicMeeting.objects.get(ref=meeting.ref)
    assert public.state_sentence == (
        "This meeting has been moved from Friday 4 December 2026 at 1.30 pm. It is now on "
        "Friday 11 December 2026 at 1.30 pm. The hall is flooded."
    )
    actions.cancel_meeting(meeting=meeting, reason="No business.", by=ellen)
    public.refresh_from_db()
    assert (public.state, public.state_sentence) == (
        "cancelled",
        ("This meeting has been cancelled. No business."),
    )


def test_a_private_meeting_is_never_announced(body, ellen):
    meeting = make_meeting(body, ellen, kind="briefing", announce=True)
    with pytest.raises(Refused):
        actions.announce_meeting(meeting=meeting, by=ellen)
    assert not PublicMeeting.objects.exists()


def test_new_details_of_an_announced_meeting_are_published_with_them(body, ellen):
    meeting = make_meeting(body, ellen, announce=True)
    actions.change_meeting(meeting=meeting, by=ellen, title="Budget meeting", venue="Corn Hall")
    public = PublicMeeting.objects.get(ref=meeting.ref)
    assert (public.name, public.venue) == ("Budget meeting", "Corn Hall")
