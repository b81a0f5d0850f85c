"""Decisions published before the minutes: by when, what they say, and what replaces them."""

from datetime import date

import pytest
from django.test import Client

from foundation.history.findings import Refused
from foundation.library.models import Publication
from meetings import actions
from meetings.minutes.decisions_first import due_points
from meetings.minutes.rules.decisions_first import due_finding, last_day
from meetings.models import Meeting, Minutes
from panels.calendar import bank_holidays
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import make_user

TODAY = date(2026, 11, 24)
pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def decided(**settings: object) -> tuple[Held, Minutes]:
    held = held_meeting(**settings)
    add_items(held, 3)
    take_roll(held)
    minutes = minuted(held)
    second = minutes.entries.all()[1]
    actions.decide(minute=second, limbs=["That the report be noted."], by=held.secretary)
    return held, minutes


@pytest.mark.parametrize(
    ("meeting", "last"),
    [
        (date(2026, 3, 25), date(2026, 4, 2)),
        # Good Friday and Easter Monday do not count.
        (date(2026, 4, 1), date(2026, 4, 13)),
        # A meeting on a Saturday: the count begins on Monday.
        (date(2026, 3, 14), date(2026, 3, 24)),
    ],
)
def test_seven_working_days_begin_with_the_day_of_the_meeting(meeting: date, last: date) -> None:
    assert last_day(meeting, bank_holidays("wales", meeting.year)) == last


def test_the_welsh_rule_names_its_source_and_whom_to_ask() -> None:
    found = due_finding("wales", date(2026, 4, 2), date(2026, 4, 3), is_out=False)
    assert "section 100C(1C)" in found.source
    assert found.source.endswith("check with your monitoring officer")
    assert found.sentence.endswith("That date has passed.")
    own = due_finding("england", date(2026, 4, 2), date(2026, 4, 3), is_out=True)
    assert own.source.startswith("The panel’s own rule")


@pytest.mark.shows("V37")
def test_decisions_are_read_on_the_agenda_and_replaced_by_the_minutes(client: Client) -> None:
    held, minutes = decided()
    published = actions.publish_decisions(minutes=minutes, by=held.secretary)
    assert [item["title"] for item in published.data["minutes"]] == ["Subject 2"]
    assert "Present" not in published.html
    assert "Decisions" in client.get(f"/meeting/{held.meeting.ref}/").content.decode()
    full = actions.publish_minutes(minutes=minutes, by=held.secretary)
    published.refresh_from_db()
    assert published.replaced_by == full
    html = client.get(published.page_url).content.decode()
    assert f'<a class="govuk-link" href="{full.page_url}">Read the minutes</a>' in html
    with pytest.raises(Refused, match="The minutes have been published"):
        actions.publish_decisions(minutes=minutes, by=held.secretary)


def test_in_wales_they_say_who_was_there_and_what_was_declared() -> None:
    held, minutes = decided(jurisdiction="wales")
    actions.record_interest(
        meeting=held.meeting, person=held.people["Gage"], nature="as a trustee", by=held.secretary
    )
    data = actions.publish_decisions(minutes=minutes, by=held.secretary).data
    assert data["chair"] == "Cllr Margaret Oakley JP (in the Chair)"
    assert data["apologies"].endswith("Cllr Owen Stannard.")
    assert len(data["interests"]) == 1


def test_publishing_the_same_decisions_again_changes_nothing() -> None:
    held, minutes = decided()
    first = actions.publish_decisions(minutes=minutes, by=held.secretary)
    assert actions.publish_decisions(minutes=minutes, by=held.secretary) == first
    actions.decide(minute=minutes.entries.all()[0], limbs=["To go on."], by=held.secretary)
    assert actions.publish_decisions(minutes=minutes, by=held.secretary).version == 2


def test_nothing_decided_is_not_published_in_england(client: Client) -> None:
    held = held_meeting()
    add_items(held, 1)
    minutes = minuted(held)
    with pytest.raises(Refused, match="No decision has been recorded yet"):
        actions.publish_decisions(minutes=minutes, by=held.secretary)
    with pytest.raises(Refused, match="can publish decisions"):
        actions.publish_decisions(minutes=minutes, by=make_user("Pat Visitor"))
    client.force_login(held.secretary)
    html = client.get(f"/meetings/{held.meeting.pk}/decisions/").content.decode()
    assert "No decisions have been recorded yet." in html


def test_the_day_stands_among_the_dates_where_the_body_publishes_first() -> None:
    held, minutes = decided(publishes_decisions_first=True)
    meeting = Meeting.objects.get(pk=held.meeting.pk)
    assert [(point.day, point.state) for point in due_points([meeting], TODAY)] == [
        (date(2026, 4, 2), "late")
    ]
    actions.publish_decisions(minutes=minutes, by=held.secretary)
    assert [(point.note, point.state) for point in due_points([meeting], TODAY)] == [("published", "done")]
    held.body.dated_settings.update(publishes_decisions_first=False)
    assert due_points([Meeting.objects.get(pk=meeting.pk)], TODAY) == []


def test_the_button_publishes(client: Client) -> None:
    held, _ = decided()
    client.force_login(held.secretary)
    assert client.post(f"/meetings/{held.meeting.pk}/decisions/publish/").status_code == 302
    assert Publication.objects.get().kind == "decisions"
    assert "version 1" in client.get(f"/meetings/{held.meeting.pk}/decisions/").content.decode()
