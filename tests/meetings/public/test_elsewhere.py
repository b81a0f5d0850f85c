"""A panel enters its history: published elsewhere on a day, and a day that is still to be confirmed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.history.findings import Refused
from foundation.library.changes import changes
from foundation.library.models import Publication
from foundation.ui.rows import DuePoint
from meetings import actions
from meetings.common.notice import notice_of
from meetings.models import Meeting, Pack
from meetings.planning.due import due_points
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.minutes import add_items as add_reports
from tests.builders.minutes import held_meeting, minuted, take_roll
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import agree, build, make_pdf, place

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
MARCH = london(2026, 3, 25)


def past_meeting() -> tuple[User, Meeting]:
    """A meeting of March whose agenda is agreed and whose one paper came as a file."""
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk, starts_at=MARCH)
    meeting.items.all().delete()
    [item] = add_items(meeting, clerk, "Budget")
    place(item, actions.upload_paper(body=body, title="Budget", data=make_pdf(2), by=clerk), clerk)
    agree(meeting, clerk)
    return clerk, meeting


def entered(clerk: User, meeting: Meeting, agenda_on: date | None, minutes_on: date | None = None) -> Meeting:
    actions.record_elsewhere(meeting=meeting, agenda_on=agenda_on, minutes_on=minutes_on, by=clerk)
    return Meeting.objects.get(pk=meeting.pk)


def test_an_agenda_that_was_published_elsewhere_in_time_goes_out_without_a_reason() -> None:
    clerk, meeting = past_meeting()
    build(meeting, clerk, Pack.Kind.AGENDA)
    with pytest.raises(Refused, match="clear days"):
        actions.publish_agenda(meeting=meeting, by=clerk)
    meeting = entered(clerk, meeting, date(2026, 3, 16))
    build(meeting, clerk, Pack.Kind.AGENDA)
    published = actions.publish_agenda(meeting=meeting, by=clerk)
    assert {each.public_since.date() for each in published} == {date(2026, 3, 16)}
    assert {each.published_words for each in published} == {
        "Published elsewhere Monday 16 March 2026, here Tuesday 24 November 2026"
    }
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert notice_of(meeting, meeting.starts_at).figure == "Published elsewhere Monday 16 March 2026"
    assert [each.sentence for each in changes(published)] == [
        "Agenda, agenda pack and “Budget” published.",
        "Agenda, agenda pack and “Budget” published elsewhere.",
    ]
    assert point(meeting, clerk, "Agenda and pack").day == date(2026, 3, 16)


def point(meeting: Meeting, by: User, label: str) -> DuePoint:
    return next(each for each in due_points(meeting, by, TODAY) if each.label == label)


def test_what_was_published_elsewhere_long_ago_does_not_lead_the_list_of_the_newest() -> None:
    clerk, meeting = past_meeting()
    late = make_meeting(meeting.body, clerk)
    late.items.all().delete()
    [item] = add_items(late, clerk, "Police station")
    place(item, actions.upload_paper(body=late.body, title="News", data=make_pdf(1), by=clerk), clerk)
    agree(late, clerk)
    build(late, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=late, by=clerk)
    meeting = entered(clerk, meeting, date(2026, 3, 16))
    build(meeting, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=meeting, by=clerk)
    papers = Publication.objects.of_kinds("paper").newest_first()
    assert [each.title for each in papers] == ["News", "Budget"]


def test_minutes_that_were_published_elsewhere_say_both_days() -> None:
    held = held_meeting()
    add_reports(held, 1)
    take_roll(held)
    actions.hold_meeting(meeting=held.meeting, by=held.secretary)
    held.meeting = entered(held.secretary, held.meeting, None, date(2026, 4, 2))
    published = actions.publish_minutes(minutes=minuted(held), by=held.secretary)
    assert published.published_words.startswith("Published elsewhere Thursday 2 April 2026, here Tuesday")
    meeting = Meeting.objects.get(pk=held.meeting.pk)
    assert point(meeting, held.secretary, "Draft minutes").day == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("agenda_on", "minutes_on", "sentence"),
    [
        (date(2026, 3, 26), None, "An agenda is published before its meeting"),
        (None, date(2026, 3, 24), "Minutes are published after their meeting"),
        (None, date(2026, 12, 24), "Enter a date that is not in the future"),
    ],
)
def test_days_that_cannot_have_been_are_refused(
    agenda_on: date | None, minutes_on: date | None, sentence: str
) -> None:
    clerk, meeting = past_meeting()
    with pytest.raises(Refused, match=sentence):
        entered(clerk, meeting, agenda_on, minutes_on)


def test_a_meeting_to_come_is_published_here_and_a_published_day_stays() -> None:
    clerk, meeting = past_meeting()
    coming = make_meeting(meeting.body, clerk)
    with pytest.raises(Refused, match="This meeting is not past"):
        entered(clerk, coming, TODAY)
    meeting = entered(clerk, meeting, date(2026, 3, 16))
    build(meeting, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=meeting, by=clerk)
    with pytest.raises(Refused, match="The agenda has already been published here"):
        entered(clerk, meeting, date(2026, 3, 10))
    assert entered(clerk, meeting, date(2026, 3, 16), date(2026, 4, 2)).minutes_elsewhere_on is not None


def test_the_page_takes_the_days_and_keeps_what_was_wrong() -> None:
    clerk, meeting = past_meeting()
    client = signed_in(clerk)
    address = reverse("meetings:published_elsewhere", args=[meeting.pk])
    assert address in client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    typed = {"agenda_on_day": "26", "agenda_on_month": "3", "agenda_on_year": "2026"}
    page = client.post(address, typed).content.decode()
    assert "An agenda is published before its meeting" in page
    assert 'value="26"' in page
    assert client.post(address, typed | {"agenda_on_day": "16"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.agenda_elsewhere_on == date(2026, 3, 16)


def planned(clerk: User, body: object, client: Client, **typed: str) -> str:
    usual = {
        "body": str(getattr(body, "pk", "")),
        "kind": "ordinary",
        "time": "1.30 pm",
        "is_to_be_confirmed": "on",
        "day_day": "4",
        "day_month": "12",
        "day_year": "2026",
        "new_venue": "",
        "venue": "",
    }
    return client.post(reverse("meetings:plan"), {**usual, **typed}).content.decode()


def test_a_meeting_whose_day_is_to_be_confirmed_is_planned_and_not_published() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    client = signed_in(clerk)
    refused = planned(clerk, body, client, announce="on")
    assert "The date of this meeting has not been confirmed, so it cannot be announced." in refused
    assert Meeting.objects.count() == 0
    planned(clerk, body, client)
    meeting = Meeting.objects.get()
    assert meeting.is_to_be_confirmed is True
    assert "Date to be confirmed" in client.get(reverse("meetings:meetings")).content.decode()
    for act in (actions.announce_meeting, actions.publish_notice):
        with pytest.raises(Refused, match="has not been confirmed"):
            act(meeting=meeting, by=clerk)
    add_items(meeting, clerk, "Budget")
    agree(meeting, clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    with pytest.raises(Refused, match="has not been confirmed, so nothing can be published"):
        actions.publish_agenda(meeting=meeting, by=clerk)
    actions.confirm_meeting(meeting=meeting, by=clerk)
    meeting.refresh_from_db()
    assert meeting.is_to_be_confirmed is False
    actions.announce_meeting(meeting=meeting, by=clerk)
