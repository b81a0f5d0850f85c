"""The reserve precept meeting is judged rightly, and Today says what comes after a veto."""

from datetime import date

import pytest
from django.urls import reverse

from foundation.accounts.models import User
from foundation.history.together import answered
from meetings.common.rules.precept import precept_day_findings
from meetings.models import Meeting
from meetings.planning.dates import findings_about, rows_about_precept, rows_about_vetoes
from meetings.votes.rules.vetoes import next_steps
from panels.models import Body
from tests.builders.meetings import london, make_meeting
from tests.builders.minutes import add_items, held_meeting, take_roll
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.votes import vote

TODAY = date(2026, 11, 24)
FIRST = date(2027, 2, 5)


@pytest.mark.parametrize(
    ("day", "others", "level"),
    [
        (date(2027, 2, 12), (FIRST,), "Check"),
        (date(2027, 2, 12), (), "Reason needed"),
        (date(2027, 2, 12), (date(2026, 2, 5),), "Reason needed"),
        (date(2027, 2, 12), (date(2027, 2, 11),), "Reason needed"),
        (date(2027, 2, 19), (FIRST,), "Check"),
        (date(2027, 2, 26), (FIRST,), "Reason needed"),
        (date(2026, 12, 9), (), "Met"),
    ],
)
def test_a_second_precept_meeting_of_a_spring_is_the_reserve(
    day: date, others: tuple[date, ...], level: str
) -> None:
    (found,) = precept_day_findings(day, others=others)
    assert found.level.value == level


def days(steps: list[object]) -> list[tuple[date, str]]:
    return [(step.day, step.leads) for step in steps]  # type: ignore[attr-defined]


def test_after_a_veto_every_step_that_is_not_past_is_named() -> None:
    third = date(2027, 2, 3)
    assert days(next_steps(third, third, None)) == [
        (date(2027, 2, 8), "votes"),
        (date(2027, 2, 15), "votes"),
        (date(2027, 2, 22), "plan"),
        (date(2027, 3, 1), "votes"),
    ]
    assert days(next_steps(third, date(2027, 2, 16), date(2027, 2, 19))) == [
        (date(2027, 2, 19), "reserve"),
        (date(2027, 3, 1), "votes"),
    ]
    [report, _] = next_steps(third, date(2027, 2, 20), date(2027, 2, 19))
    assert (report.day, report.what) == (date(2027, 2, 22), "The second report on the precept")
    assert next_steps(third, date(2027, 3, 2), date(2027, 2, 19)) == []


def planned(day: date, body: Body, clerk: User, title: str = "") -> Meeting:
    at = london(day.year, day.month, day.day)
    return make_meeting(body, clerk, starts_at=at, kind="precept", title=title)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_meetings_own_page_today_and_the_year_say_the_same_of_its_day() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    late = planned(date(2027, 2, 12), body, clerk)
    client = signed_in(clerk)
    said = "It comes after Monday 8 February 2027, when the panel’s report on the precept is due."
    pages = [
        reverse("meetings:meeting", args=[late.pk]),
        f"{reverse('meetings:year', args=[body.pk])}?from=2026",
        reverse("home"),
    ]
    assert [said in client.get(page, follow=True).content.decode() for page in pages] == [True, True, True]
    planned(FIRST, body, clerk)
    assert [found.level.value for found in findings_about(late, TODAY) if found.code == "precept"] == [
        "Check"
    ]
    assert [said in client.get(page, follow=True).content.decode() for page in pages] == [False] * 3


@pytest.mark.django_db
def test_today_says_what_comes_next_after_a_veto(clock) -> None:
    clock.move_to(london(2027, 2, 4))
    held = held_meeting(starts_at=london(2027, 2, 3))
    Meeting.objects.filter(pk=held.meeting.pk).update(kind="precept")
    held.meeting = Meeting.objects.get(pk=held.meeting.pk)
    add_items(held, 1)
    take_roll(held)
    today = date(2027, 2, 4)
    assert answered(rows_about_vetoes({held.body.pk}, today)) == []
    vote(held, purpose="precept_veto", outcome="vetoed_too_high", votes_for=4, votes_against=0)
    rows = answered(rows_about_vetoes({held.body.pk}, today))
    assert [(row.when, row.label) for row in rows] == [
        (date(2027, 2, 8), "Open the votes"),
        (date(2027, 2, 15), "Open the votes"),
        (date(2027, 2, 22), "Schedule the meeting"),
        (date(2027, 3, 1), "Open the votes"),
    ]
    page = signed_in(held.secretary).get(rows[2].url)
    assert page.status_code == 200
    reserve = planned(date(2027, 2, 19), held.body, held.secretary, "Reserve precept meeting")
    warned = answered(rows_about_precept([reserve], today))
    rows = [*warned, *answered(rows_about_vetoes({held.body.pk}, today))]
    of_reserve = [row for row in rows if row.url == reverse("meetings:meeting", args=[reserve.pk])]
    assert [row.when for row in of_reserve] == [reserve.day, reserve.day]
    assert "there is no second veto" in of_reserve[1].sentence
