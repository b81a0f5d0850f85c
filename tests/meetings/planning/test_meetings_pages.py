"""Planning, listing, moving and cancelling meetings in the browser; due dates and things to do."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from meetings import actions
from meetings.models import Meeting, Paper
from meetings.planning.due import due_points
from meetings.providers import todo_rows
from panels.models import Venue
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import make_chair, make_panel, make_secretary, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


@pytest.fixture
def web(ellen):
    client = Client()
    client.force_login(ellen)
    return client


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("&#x27;", "'").split())


def planned(body, **changes):
    return {
        "body": str(body.pk),
        "kind": "ordinary",
        "day_day": "4",
        "day_month": "12",
        "day_year": "2026",
        "time": "1.30 pm",
        "new_venue": "County Hall, Ambermere",
        **changes,
    }


def test_a_meeting_is_planned_with_a_place_typed_in_the_same_form(web, body):
    web.post(url("plan"), planned(body))
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, str(meeting.venue)) == (london(2026, 12, 4), "County Hall, Ambermere")
    assert meeting.is_private is False


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day_day": "31", "day_month": "2"}, "real date"),
        ({"day_year": ""}, "year"),
        ({"time": "half past"}, "for example 1.30 pm"),
        ({"kind": "banquet"}, "from the list"),
        ({"new_venue": "x" * 10_000}, "must be 200 characters or fewer"),
        ({"title": "x" * 10_000}, "must be 200 characters or fewer"),
        (
            {"day_day": "28", "day_month": "3", "day_year": "2027", "time": "1.30 am"},
            "That time does not exist",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_said_beside_its_field_and_kept(web, body, changes, sentence):
    response = web.post(url("plan"), planned(body, **{"contact_name": "Jo Tarrant", **changes}))
    assert response.status_code == 200
    assert sentence in words(response)
    assert "Jo Tarrant" in response.content.decode()
    assert not Meeting.objects.exists()


def test_a_place_is_chosen_or_typed_but_not_both(web, body):
    known = Venue.objects.create(name="Guildhall")
    response = web.post(url("plan"), planned(body, venue=str(known.pk)))
    assert "Select a venue or enter a new one, not both" in words(response)


def test_cancelling_without_a_reason_says_so_beside_the_field(web, body, ellen):
    meeting = make_meeting(body, ellen)
    response = web.post(url("meeting_cancel", meeting.pk), {"reason": ""})
    assert "Enter the reason the meeting was cancelled." in words(response)
    web.post(url("meeting_cancel", meeting.pk), {"reason": "No business"})
    assert "No business" in words(web.get(url("meeting", meeting.pk)))


def test_a_cancelled_meeting_has_no_last_day_to_publish_and_is_not_convened(web, body, ellen):
    meeting = make_meeting(body, ellen)
    before = words(web.get(url("meeting", meeting.pk)))
    web.post(url("meeting_cancel", meeting.pk), {"reason": "No business"})
    after = words(web.get(url("meeting", meeting.pk)))
    for gone in ("Publish by", "Clear days", "Convene at short notice"):
        assert (gone in before, gone in after) == (True, False)


def test_the_list_offers_no_minutes_of_a_cancelled_meeting(web, body, ellen, clock):
    meeting = make_meeting(body, ellen)
    web.post(url("meeting_cancel", meeting.pk), {"reason": "No business"})
    clock.move_to(london(2027, 1, 4))
    page = signed_in(ellen).get(reverse("meetings:meetings")).content.decode()
    assert (page.count(url("meeting", meeting.pk)), page.count(url("minutes", meeting.pk))) == (1, 0)


def test_moving_to_where_it_is_already_is_said_beside_the_date(web, body, ellen):
    meeting = make_meeting(body, ellen)
    data = {"day_day": "4", "day_month": "12", "day_year": "2026", "time": "1.30 pm", "reason": "Flood"}
    answer = web.post(url("meeting_move", meeting.pk), data)
    assert "This is the date, time and venue it already has. Change at least one of them." in words(answer)
    assert answer.context["preview"] is None
    elsewhere = web.post(url("meeting_move", meeting.pk), {**data, "new_venue": "Guildhall"})
    assert elsewhere.context["preview"] is not None


def test_moving_needs_a_reason_and_keeps_the_typed_day(web, body, ellen):
    meeting = make_meeting(body, ellen)
    data = {"day_day": "11", "day_month": "12", "day_year": "2026", "time": "2 pm", "reason": ""}
    data["seen"] = web.post(url("meeting_move", meeting.pk), data).context["preview"].seen
    response = web.post(url("meeting_move", meeting.pk), data)
    assert "Enter the reason the meeting was moved." in words(response)
    assert 'value="11"' in response.content.decode()
    web.post(url("meeting_move", meeting.pk), {**data, "reason": "Flood"})
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.status) == (london(2026, 12, 11, 14, 0), "moved")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_meetings_as_for_one(
    web, body, ellen, count, django_assert_num_queries
):
    for n in range(count):
        make_meeting(body, ellen, starts_at=london(2026, 12, 4 + n))
        make_meeting(body, ellen, starts_at=london(2026, 9, 4 + n))
    web.get(url("meetings"))
    with django_assert_num_queries(LIST_QUERIES):
        assert web.get(url("meetings")).status_code == 200


LIST_QUERIES = 13


def test_the_last_day_to_publish_is_shown_from_the_day_a_meeting_is_made(web, body, ellen):
    meeting = make_meeting(body, ellen)
    assert "Thu 26 Nov" in words(web.get(url("meetings")))
    said = words(web.get(url("meeting", meeting.pk)))
    assert "Publish by Thursday 26 November, 5 pm" in said
    assert "Thu 26 Nov Publish by" in said


def test_history_tells_what_happened_to_a_meeting(web, body, ellen):
    meeting = make_meeting(body, ellen)
    add_items(meeting, ellen, "Budget")
    said = words(web.get(url("history", meeting.pk)))
    assert said.index("Budget") < said.index("scheduled")


def test_due_points_come_in_time_order_with_their_state(body, ellen):
    meeting = make_meeting(body, ellen)
    assert [(p.day, p.label, p.state) for p in due_points(meeting, ellen, TODAY)] == [
        (date(2026, 11, 26), "Publish by", "todo"),
        (date(2026, 12, 4), "Ordinary meeting", "meeting"),
        (date(2026, 12, 18), "Draft minutes", "todo"),
    ]
    assert due_points(meeting, ellen, date(2026, 11, 27))[0].state == "late"


def test_when_papers_are_due_and_public_questions_close_are_among_the_dates_of_a_meeting():
    body = make_panel("mercia", name="Mercia Police and Crime Panel", takes_questions=True)
    owen = make_secretary(body, "Owen Pratt")
    meeting = make_meeting(body, owen)
    early, late = add_items(meeting, owen, "Knife crime", "Budget")
    early.placements.create(paper=Paper.objects.create(body=body, title="Knives", preparation="cleared"))
    missing = Paper.objects.create(body=body, title="Budget", preparation="asked", due_on=date(2026, 11, 23))
    late.placements.create(paper=missing)

    def found():
        return [(p.day, p.label, p.note, p.state) for p in due_points(meeting, owen, TODAY)][:3]

    assert found() == [
        (date(2026, 11, 19), "Papers due", "1 late", "late"),
        (date(2026, 11, 26), "Publish by", "", "todo"),
        (date(2026, 11, 26), "Public questions close", "", "todo"),
    ]
    Paper.objects.filter(pk=missing.pk).update(due_on=date(2026, 11, 25))
    assert found()[0] == (date(2026, 11, 19), "Papers due", "1 of 2 received", "todo")
    Paper.objects.filter(pk=missing.pk).update(preparation="received")
    assert found()[0] == (date(2026, 11, 19), "Papers due", "2 of 2 received", "done")


def test_only_the_secretariat_is_shown_when_papers_are_due(body, ellen):
    meeting = make_meeting(body, ellen)
    (item,) = add_items(meeting, ellen, "Knife crime")
    item.placements.create(paper=Paper.objects.create(body=body, title="Knives", preparation="asked"))
    assert [p.label for p in due_points(meeting, make_chair(body), TODAY)] == [
        "Publish by",
        "Ordinary meeting",
        "Draft minutes",
    ]


def test_a_private_meeting_has_no_last_day_to_publish(body, ellen):
    meeting = make_meeting(body, ellen, kind="briefing")
    assert [p.label for p in due_points(meeting, ellen, TODAY)] == ["Briefing", "Draft minutes"]


def test_the_secretary_is_told_what_is_late_first_and_the_chair_what_waits_for_them(body, ellen):
    chair = make_chair(body)
    make_meeting(body, ellen, starts_at=london(2026, 9, 18))
    meeting = make_meeting(body, ellen)
    (item,) = add_items(meeting, ellen, "Knife crime")
    paper = Paper.objects.create(body=body, title="Knife crime", preparation="received")
    item.placements.create(paper=paper)
    assert [(row.subject, row.is_late) for row in todo_rows(ellen, TODAY)] == [
        ("Minutes of Friday 18 September 2026", True),
        ("Agenda for Friday 4 December 2026", False),
        ("Knife crime", False),
    ]
    assert todo_rows(chair, TODAY) == []
    actions.send_to_chair(meeting=meeting, by=ellen)
    assert [row.label for row in todo_rows(chair, TODAY)] == ["Read the agenda"]


@pytest.mark.parametrize("count", [1, 3])
def test_things_to_do_ask_as_often_for_many_meetings_as_for_one(
    body, ellen, count, django_assert_num_queries
):
    for n in range(count):
        make_meeting(body, ellen, starts_at=london(2026, 12, 4 + n))
        make_meeting(body, ellen, starts_at=london(2026, 9, 4 + n))
    with django_assert_num_queries(3):
        assert len(todo_rows(ellen, TODAY)) == 2 * count


@pytest.mark.parametrize("page", ["move", "cancel"])
def test_a_held_meeting_is_neither_moved_nor_cancelled_from_the_first_click(page: str) -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    answer = signed_in(clerk).get(f"/meetings/{meeting.pk}/{page}/").content.decode()
    assert '<form method="post" novalidate' not in answer
    past = {"move": "moved", "cancel": "cancelled"}[page]
    assert f"This meeting is held, so it cannot be {past}." in answer


def test_a_paper_that_is_due_today_is_among_the_things_to_do(body, ellen):
    meeting = make_meeting(body, ellen, starts_at=london(2026, 11, 26))
    [item] = add_items(meeting, ellen, "Policing of the night")
    actions.ask_for_paper(
        body=body,
        title="Night policing",
        item=item,
        name="Sam Reed",
        email="sam@force.example",
        due_on=TODAY,
        by=ellen,
    )
    rows = [row for row in todo_rows(ellen, TODAY) if row.subject == "Night policing"]
    assert [(row.when, row.sentence, row.is_late) for row in rows] == [
        (TODAY, "is due from Sam Reed for Thursday 26 November 2026.", False)
    ]


def test_each_act_about_a_meeting_is_said_to_be_done(web, body):
    assert "Meeting scheduled at 10 am." in words(web.post(url("plan"), planned(body), follow=True))
    pk = Meeting.objects.get().pk
    acts = [
        ("meeting_announce", {}, "Meeting announced on the public pages at 10 am."),
        ("meeting_confirm", {}, "Date and venue confirmed at 10 am."),
        ("meeting_cancel", {"reason": "Not needed."}, "Meeting cancelled at 10 am."),
    ]
    for name, typed, said in acts:
        assert said in words(web.post(url(name, pk), typed, follow=True))
