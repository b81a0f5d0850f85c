"""The year, its plan, the precept, a move and the work programme in the browser."""

import re
from datetime import date

import pytest
from django.urls import reverse

from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.models import Meeting, PreElectionPeriod, WorkProgrammeItem
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import give_sign_in, make_chair, seat_member, signed_in
from tests.builders.year import awaited_paper, make_entry, planned_at

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PATTERN = {
    "year": "2027", "pattern": "monthly", "week": "2", "weekday": "4", "months": ["6", "9", "12", "3"],
    "time": "10.30 am", "skips_holidays": "on", "skips_periods": "on", "has_annual": "on",
    "has_precept": "on",
}  # fmt: skip


FIRST_DAY = {"first_day_day": "4", "first_day_month": "6", "first_day_year": "2027"}


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    text = " ".join(text.replace("\xa0", " ").replace("&#x27;", "'").split())
    return re.sub(r" ([,.])", r"\1", text)


def typed_rows(*days: date, **changes: str) -> dict[str, str]:
    rows = {"row-TOTAL_FORMS": str(len(days)), "row-INITIAL_FORMS": str(len(days))}
    for n, day in enumerate(days):
        parts = {"day": day.day, "month": day.month, "year": day.year}
        rows |= {f"row-{n}-day_{name}": str(part) for name, part in parts.items()}
        rows |= {f"row-{n}-include": "on", f"row-{n}-time": "10.30 am", f"row-{n}-kind": "ordinary"}
    return rows | {"venue": "", "new_venue": "Guildhall", **changes}


def move_to(day: int, month: int = 12, **changes: str) -> dict[str, str]:
    parts = {"day_day": str(day), "day_month": str(month), "day_year": "2026", "time": "1.30 pm"}
    return parts | {"reason": "Flood", "tell": "on", **changes}


def seen_in(response) -> str:
    return response.context["preview"].seen


def test_a_pattern_shows_its_days_with_everything_due_before_anything_is_planned(web, body) -> None:
    response = web.get(url("year_plan", body.pk), PATTERN)
    said = words(response)
    assert [str(row.due_day) for row in response.context["preview"]] == [
        "2027-06-11",
        "2027-09-10",
        "2027-12-10",
        "2028-03-10",
    ]
    assert (
        "Papers due Thu 27 May, CSP notes Fri 28 May, publish by Thu 3 Jun, draft minutes Fri 25 Jun." in said
    )
    assert "The precept is not covered" in said
    assert Meeting.objects.count() == 0


def test_the_first_meeting_is_the_annual_one_and_that_before_9_february_the_precept_one(web, body) -> None:
    response = web.get(url("year_plan", body.pk), PATTERN | {"week": "1", "months": ["6", "2", "3"]})
    kinds = [(str(row.due_day), str(row.form["kind"].value())) for row in response.context["preview"]]
    assert kinds == [("2027-06-04", "annual"), ("2028-02-04", "precept"), ("2028-03-03", "ordinary")]


def test_days_left_out_are_named(web, body) -> None:
    pattern = PATTERN | {"pattern": "days", "days": "Friday 31 December 2027\n27/12/2027\n14.4.2028"}
    said = words(web.get(url("year_plan", body.pk), pattern))
    assert "Left out: Monday 27 December 2027 (Christmas Day (observed)); Friday 14 April 2028" in said
    kept = words(web.get(url("year_plan", body.pk), {**pattern, "skips_holidays": "", "skips_periods": ""}))
    assert "It falls on a bank holiday: Christmas Day (observed)." in kept
    assert "It falls in the pre-election period, Elections of Thursday 4 May 2028." in kept


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"months": []}, "Select at least one month"),
        ({"pattern": "weeks", "every": "6"}, "Enter the date of the first meeting"),
        (
            {
                "pattern": "weeks",
                "every": "0",
                **FIRST_DAY,
            },
            "as a number from 1 to 52",
        ),
        ({"pattern": "weeks", "every": "six"}, "Enter “Weeks between” as a whole number"),
        ({"pattern": "days", "days": "31 February 2028"}, "“31 February 2028” is not a date"),
        ({"pattern": "days", "days": "///\n"}, "“///” is not a date"),
        ({"pattern": "days", "days": "1 6 2026"}, "This gives no dates between 1 May 2027 and 30 April 2028"),
        ({"pattern": "banquet"}, "from the list"),
        ({"year": "1066"}, "from the list"),
        ({"time": "half past"}, "for example 1.30 pm"),
        ({"pattern": "days", "days": "1 6 2027 " * 600}, "4,000 characters or fewer"),
    ],
)
def test_a_pattern_that_yields_nothing_is_said_beside_its_field(web, body, changes, sentence) -> None:
    response = web.get(url("year_plan", body.pk), PATTERN | changes)
    assert response.status_code == 200
    assert sentence in words(response)


def test_the_ticked_days_are_planned_in_one_act_and_a_second_click_adds_none(web, body) -> None:
    rows = typed_rows(date(2027, 6, 11), date(2027, 9, 10), date(2027, 12, 10))
    del rows["row-1-include"]
    for expected in ("2 meetings scheduled.", "0 meetings scheduled. 2 meetings were already scheduled."):
        response = web.post(url("year_plan", body.pk), rows, follow=True)
        assert response.redirect_chain == [(f"{url('year', body.pk)}?from=2027", 302)]
        assert expected in words(response)
    assert [(each.day, str(each.venue)) for each in Meeting.objects.order_by("starts_at")] == [
        (date(2027, 6, 11), "Guildhall"),
        (date(2027, 12, 10), "Guildhall"),
    ]


def test_looking_again_plans_nothing_and_keeps_what_was_typed(web, body) -> None:
    rows = typed_rows(date(2027, 6, 12), **{"row-0-time": "2 pm"}, check="yes")
    response = web.post(url("year_plan", body.pk), rows)
    assert "It falls on a Saturday." in words(response)
    assert 'value="2 pm"' in response.content.decode()
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"row-0-day_day": "31", "row-0-day_month": "2"}, "real date"),
        ({"row-1-day_day": "11", "row-1-day_month": "6"}, "begins at the same time"),
        ({"row-0-include": "", "row-1-include": ""}, "Select at least one meeting"),
        ({"row-0-kind": "banquet"}, "from the list"),
        ({"row-0-day_day": "26", "row-0-day_month": "3", "row-0-day_year": "2028", "row-0-time": "1.30 am"},
         "That time does not exist"),
        ({"row-TOTAL_FORMS": "900"}, "60"),
        ({"row-TOTAL_FORMS": "x"}, "Select at least one meeting"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_said_and_nothing_is_planned(web, body, changes, sentence) -> None:
    rows = typed_rows(date(2027, 6, 11), date(2027, 9, 10)) | changes
    response = web.post(url("year_plan", body.pk), rows)
    assert response.status_code == 200
    assert sentence in words(response)
    assert Meeting.objects.count() == 0


def test_a_meeting_that_stands_already_is_named_in_the_preview(web, body, ellen) -> None:
    actions.plan_year(body=body, planned=planned_at(date(2027, 6, 11)), by=ellen)
    said = words(web.get(url("year_plan", body.pk), PATTERN))
    assert (
        said.count("A meeting is already scheduled for that time, so this one will not be scheduled again.")
        == 1
    )


def test_the_precept_page_draws_the_law_and_plans_both_meetings(web, body) -> None:
    page = words(web.get(url("year_precept", body.pk), {"from": "2026"}))
    assert "Tuesday 9 February 2027, 1 day after the panel’s report is due" in page
    data = {
        "first_day_day": "5", "first_day_month": "2", "first_day_year": "2027", "time": "10.30 am",
        "reserve_day_day": "22", "reserve_day_month": "2", "reserve_day_year": "2027",
        "new_venue": "Guildhall",
    }  # fmt: skip
    web.post(url("year_precept", body.pk) + "?from=2026", data)
    assert [(each.day, each.kind, each.name) for each in Meeting.objects.all()] == [
        (date(2027, 2, 5), "precept", "Precept meeting"),
        (date(2027, 2, 22), "precept", "Reserve precept meeting"),
    ]
    said = words(web.get(url("year", body.pk), {"from": "2026"}))
    assert "A meeting in time for the report of Monday 8 February 2027 is scheduled." in said
    assert (
        "A reserve meeting between Tuesday 16 February 2027 and Monday 22 February 2027 is scheduled." in said
    )
    assert "Schedule the precept meetings" not in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_day_day": "", "first_day_month": "", "first_day_year": ""}, "at least one of the two"),
        ({"reserve_day_day": "1", "reserve_day_month": "2", "reserve_day_year": "2027"}, "comes after"),
        ({"first_day_day": "31"}, "real date"),
    ],
)
def test_precept_days_that_cannot_be_are_said(web, body, changes, sentence) -> None:
    data = {"first_day_day": "5", "first_day_month": "2", "first_day_year": "2027", "time": "10 am"} | changes
    assert sentence in words(web.post(url("year_precept", body.pk) + "?from=2026", data))
    assert Meeting.objects.count() == 0


def test_the_year_shows_meetings_with_what_is_due_holidays_periods_and_precept(web, body, ellen) -> None:
    body.dated_settings.update(takes_questions=True, question_deadline=3)
    make_meeting(body, ellen)
    said = words(web.get(url("year", body.pk)))
    for line in (
        "Fri 4 Ordinary meeting, 1.30 pm",
        "Thu 26 Publish by, for Fri 4 Dec",
        "Thu 19 Papers due, for Fri 4 Dec",
        "Mon 30 Public questions close, 5 pm, for Fri 4 Dec",
        "Fri 18 Draft minutes, for Fri 4 Dec",
        "Fri 25 Christmas Day, bank holiday",
        "Thu 25 Pre-election period begins: Elections of Thursday 6 May 2027, usual, not yet saved",
        "Mon 8 Precept: report on the precept made, The panel",
    ):
        assert line in said, line


def test_a_member_reads_the_year_but_no_private_meeting_is_shown_to_those_outside(body, ellen) -> None:
    from foundation.accounts.roles import Role
    from tests.builders.panels import make_user

    make_meeting(body, ellen, kind="briefing", title="Succession briefing")
    office = make_user("Office Hand", body, Role.COMMISSIONERS_OFFICE)
    assert "Succession" not in words(signed_in(office).get(url("year", body.pk)))
    assert "Succession" in words(signed_in(make_chair(body)).get(url("year", body.pk)))


def test_a_year_nobody_can_have_is_the_present_one(web, body) -> None:
    for text in ("", "x", "99999", "0001", "٢٠٢٦"):
        assert web.get(url("year", body.pk), {"from": text}).context["page"].words == "2026/27"


@pytest.mark.parametrize("count", [3, 39])
def test_the_year_asks_as_often_for_many_meetings_as_for_few(
    web, body, ellen, count, django_assert_num_queries
) -> None:
    for n in range(count):
        make_meeting(body, ellen, starts_at=london(2026, 12, 1 + n % 28, 8 + n // 28))
    web.get(url("year", body.pk))
    with django_assert_num_queries(YEAR_QUERIES):
        assert len(web.get(url("year", body.pk)).context["page"].meetings) == count


@pytest.mark.parametrize("count", [3, 39])
def test_the_preview_asks_as_often_for_many_days_as_for_few(
    web, body, count, django_assert_num_queries
) -> None:
    days = "\n".join(f"{1 + n % 28} {6 + n // 28} 2027" for n in range(count))
    pattern = PATTERN | {"pattern": "days", "days": days, "skips_holidays": ""}
    web.get(url("year_plan", body.pk), pattern)
    with django_assert_num_queries(PLAN_QUERIES):
        assert len(web.get(url("year_plan", body.pk), pattern).context["preview"]) == count


@pytest.mark.parametrize("count", [13, 39])
def test_the_work_programme_asks_as_often_for_many_items_as_for_few(
    web, body, ellen, count, django_assert_num_queries
) -> None:
    december = make_meeting(body, ellen)
    for n in range(count):
        entry = make_entry(
            body, ellen, f"Item {n}", **({"meeting": december} if n % 2 else {"when": "March"})
        )
        if n % 4 == 1:
            actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    web.get(url("programme", body.pk))
    with django_assert_num_queries(PROGRAMME_QUERIES):
        assert web.get(url("programme", body.pk)).status_code == 200


YEAR_QUERIES, PLAN_QUERIES, PROGRAMME_QUERIES = 12, 13, 14


def test_a_move_is_shown_before_it_is_saved(web, body, ellen) -> None:
    make_chair(body)
    meeting = make_meeting(body, ellen, starts_at=london(2027, 1, 15))
    awaited_paper(meeting, ellen, date(2026, 12, 31))
    OutgoingMail.objects.all().delete()
    data = move_to(22, 1, day_year="2027")
    response = web.post(url("meeting_move", meeting.pk), data)
    said = words(response)
    for line in (
        "Publish by Thursday 7 January 2027 Thursday 14 January 2027",
        "Papers usually due Thursday 31 December 2026 Thursday 7 January 2027",
        "1 paper is awaited by Thursday 31 December 2026. The due date becomes Thursday 7 January 2027,",
        "It is not recorded whether the Chair can attend",
        "2 people are notified by email.",
    ):
        assert line in said, line
    meeting.refresh_from_db()
    assert (meeting.status, OutgoingMail.objects.count()) == ("scheduled", 0)
    web.post(url("meeting_move", meeting.pk), data | {"seen": seen_in(response)})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.day, OutgoingMail.objects.count()) == ("moved", date(2027, 1, 22), 2)


def test_another_day_than_the_one_looked_at_is_looked_at_first(web, body, ellen) -> None:
    meeting = make_meeting(body, ellen)
    seen = seen_in(web.post(url("meeting_move", meeting.pk), move_to(11)))
    response = web.post(url("meeting_move", meeting.pk), move_to(18, seen=seen))
    meeting.refresh_from_db()
    assert (meeting.status, response.context["preview"].changes[0].becomes) == (
        "scheduled",
        "Friday 18 December 2026 at 1.30 pm",
    )


def test_a_second_click_on_move_moves_once(web, body, ellen) -> None:
    meeting = make_meeting(body, ellen)
    make_chair(body)
    data = move_to(11)
    data["seen"] = seen_in(web.post(url("meeting_move", meeting.pk), data))
    web.post(url("meeting_move", meeting.pk), data)
    response = web.post(url("meeting_move", meeting.pk), data)
    assert (response.status_code, OutgoingMail.objects.count()) == (200, 1)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (move_to(20, 11), "That date or time has passed"),
        (move_to(11, time="2 pm"), "Briefing of this body starts at the same time"),
        (move_to(28), "It falls on a bank holiday: Boxing Day (observed)."),
        (move_to(27), "It falls on a Sunday."),
        (move_to(11), "Briefing is on the same day at 2 pm."),
        (move_to(30, 11), "The agenda would have to be published by Friday 20 November 2026, 4 days ago."),
        (move_to(31, 2), "real date"),
        (move_to(11, reason=""), "Enter the reason the meeting was moved."),
    ],
)
def test_what_a_move_breaks_is_said(web, body, ellen, data, sentence) -> None:
    meeting = make_meeting(body, ellen)
    make_meeting(body, ellen, kind="briefing", starts_at=london(2026, 12, 11, 14, 0))
    response = web.post(url("meeting_move", meeting.pk), data)
    if not data["reason"]:
        response = web.post(url("meeting_move", meeting.pk), data | {"seen": seen_in(response)})
    assert sentence in words(response)
    meeting.refresh_from_db()
    assert meeting.status == "scheduled"


def test_minutes_that_would_be_confirmed_before_they_exist_are_seen(web, body, ellen) -> None:
    september = make_meeting(body, ellen, starts_at=london(2026, 12, 1))
    december = make_meeting(body, ellen, starts_at=london(2026, 12, 11))
    actions.add_item(meeting=december, title="Minutes", business="minutes", minutes_of=[september], by=ellen)
    late = words(web.post(url("meeting_move", september.pk), move_to(18)))
    assert (
        "The meeting of Friday 11 December 2026 is to confirm these minutes, and would be held first." in late
    )
    early = words(web.post(url("meeting_move", december.pk), move_to(30, 11)))
    assert (
        "The minutes of Tuesday 1 December 2026 are on its agenda, and that meeting would be held after it."
        in early
    )


def test_a_precept_meeting_moved_past_its_day_is_seen_with_the_source(web, body, ellen) -> None:
    meeting = make_meeting(body, ellen, kind="precept", starts_at=london(2027, 2, 5))
    said = words(web.post(url("meeting_move", meeting.pk), move_to(12, 2, day_year="2027")))
    assert "It comes after Monday 8 February 2027, when the panel’s report on the precept is due." in said
    assert "SI 2012/2271, regulation 4" in said


def test_an_item_is_added_changed_placed_and_taken_off_in_the_browser(web, body, ellen) -> None:
    december = make_meeting(body, ellen)
    data = {"title": "Custody", "when": "dec 2026", "business": "report", "source": "member", "year": "2026"}
    web.post(url("programme_add", body.pk), data)
    entry = WorkProgrammeItem.objects.get()
    assert "Add to the agenda of 4 December" in words(web.get(url("programme", body.pk)))
    assert "Add to this agenda" in words(web.get(url("agenda", december.pk)))
    web.post(url("programme_change", entry.pk), data | {"title": "Custody visitors"})
    placed = {"meeting": str(december.pk), "back": "agenda"}
    response = web.post(url("programme_place", entry.pk), placed)
    assert response.url == url("agenda", december.pk)
    item = december.items.get(title="Custody visitors")
    assert "Work programme Custody visitors A member" in words(web.get(url("item", december.pk, item.pk)))
    assert "View on the agenda" in words(web.get(url("programme", body.pk)))
    web.post(url("programme_take_off", entry.pk))
    entry.refresh_from_db()
    assert (entry.status, december.items.count()) == ("planned", 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Enter the title"),
        ({"title": "x" * 10_000}, "500 characters or fewer"),
        ({"when": "31 February"}, "Enter a month or season"),
        ({"recurs_until_day": "1", "recurs_until_month": "2", "recurs_until_year": "2027"}, "repeats"),
        ({"source": "banquet"}, "from the list"),
        ({"meeting": "999"}, "from the list"),
    ],
)
def test_an_item_that_cannot_be_is_said_and_kept(web, body, changes, sentence) -> None:
    data = {
        "title": "Custody",
        "business": "report",
        "source": "member",
        "year": "2026",
        "purpose": "Kept words",
    }
    response = web.post(url("programme_add", body.pk), data | changes)
    assert sentence in words(response)
    assert "Kept words" in response.content.decode()
    assert WorkProgrammeItem.objects.count() == 0


def test_dropping_needs_a_reason_and_can_be_undone(web, body, ellen) -> None:
    entry = make_entry(body, ellen)
    assert "Enter the reason for removing it" in words(
        web.post(url("programme_drop", entry.pk), {"reason": ""})
    )
    web.post(url("programme_drop", entry.pk), {"reason": "Overtaken"})
    assert "Removed: Overtaken" in words(web.get(url("programme", body.pk)))
    web.post(url("programme_take_up", entry.pk))
    entry.refresh_from_db()
    assert entry.status == "idea"


def test_a_member_reads_the_programme_without_buttons(body, ellen) -> None:
    make_entry(body, ellen, "Custody")
    make_entry(body, ellen, "Succession", is_private=True)
    person = seat_member(body, "Ash", "Marlbury Council")

    give_sign_in(person)
    web = signed_in(person.user)
    said = words(web.get(url("programme", body.pk)))
    assert [word in said for word in ("Custody", "Succession", "Add an item", "Drop")] == [
        True,
        False,
        False,
        False,
    ]
    assert web.get(url("programme_change", WorkProgrammeItem.objects.first().pk)).status_code == 404


@pytest.mark.parametrize("what", ["programme", "dates"])
def test_programme_and_dates_are_printed_and_placed_as_papers(web, body, ellen, what) -> None:
    december = make_meeting(body, ellen)
    make_entry(body, ellen, "Custody", meeting=december)
    (item,) = add_items(december, ellen, "Planning")
    assert web.get(url("year_pdf", body.pk, what))["Content-Type"] == "application/pdf"
    web.post(url("year_place", body.pk, what) + "?from=2026", {"item": str(item.pk)})
    paper = item.placements.get().paper
    titles = {"programme": "Work programme 2026/27", "dates": "Dates of meetings 2026/27"}
    assert (paper.title, paper.preparation) == (titles[what], "cleared")


def test_a_paper_of_something_else_does_not_exist(web, body) -> None:
    assert web.get(url("year_pdf", body.pk, "banquet")).status_code == 404
    assert web.get(url("year_place", body.pk, "banquet")).status_code == 404


def test_a_pre_election_period_is_kept_changed_and_removed(web, body) -> None:
    page = web.get(url("period_add", body.pk), {"spring": "2027"})
    assert 'value="25"' in page.content.decode()
    data = {
        "name": "County elections", "starts_on_day": "22", "starts_on_month": "3", "starts_on_year": "2027",
        "ends_on_day": "6", "ends_on_month": "5", "ends_on_year": "2027", "applies": "yes",
    }  # fmt: skip
    web.post(url("period_add", body.pk), data)
    assert "County elections" in words(web.get(url("periods", body.pk)))
    twice = web.post(url("period_add", body.pk), data)
    assert "A period from this day has already been saved" in words(twice)
    kept = PreElectionPeriod.objects.get()
    wrong = web.post(url("period_change", kept.pk), data | {"ends_on_month": "2"})
    assert "The last day comes before the first" in words(wrong)
    web.post(url("period_remove", kept.pk))
    assert PreElectionPeriod.objects.count() == 0
