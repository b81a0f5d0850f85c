"""What needs someone today: one line a thing, late first, one green button."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from config import home
from foundation.accounts.roles import Role
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.models import Coming, Meeting
from panels.models import Assignment
from tests.builders.ledger import make_ledger
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.panels import give_sign_in, make_chair, make_panel, make_secretary, make_user, seat_member
from tests.builders.papers import make_report
from tests.builders.partnerships import make_round, note_of, officer
from tests.builders.supplements import published_agenda

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def test_a_late_paper_comes_first_and_its_days_are_counted() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    item = actions.add_item(meeting=meeting, title="Budget", business="report", by=ellen)
    paper = actions.ask_for_paper(
        body=body, title="Budget monitoring", by=ellen, due_on=TODAY - timedelta(days=3)
    )
    actions.place_paper(item=item, paper=paper, by=ellen)
    first, second = home.rows_for(ellen, TODAY)
    assert (first.when_words, first.date_words, first.subject, first.label) == (
        "3 days late",
        "Sat 21 Nov",
        "Budget monitoring",
        "Open the paper",
    )
    assert (second.when_words, second.date_words, second.label) == (
        "In 2 days",
        "Thu 26 Nov",
        "Open the agenda",
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, ("Today", "")), (1, ("Tomorrow", "Wed 25 Nov")), (14, ("In 14 days", "Tue 8 Dec")),
     (15, ("Wed 9 Dec", "")), (60, ("Sat 23 Jan 2027", ""))],
)  # fmt: skip
def test_near_days_are_counted_and_far_ones_are_dates(days: int, said: tuple[str, str]) -> None:
    body = make_panel()
    ellen = make_secretary(body)
    actions.ask_for_paper(
        body=body, title="Budget", by=ellen, author=ellen, due_on=TODAY + timedelta(days=days)
    )
    (row,) = (each for each in home.rows_for(ellen, TODAY) if each.subject == "Budget")
    assert (row.when_words, row.date_words) == said


def test_a_late_author_is_reminded_by_one_press_and_twice_counts_once() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    (item,) = add_items(make_meeting(body, ellen), ellen, "Knife crime")
    late = TODAY - timedelta(days=1)
    frost = make_user("Supt Nadia Frost", body, Role.REPORT_AUTHOR)
    paper = actions.ask_for_paper(
        body=body, title="Knife crime", item=item, by=ellen, author=frost, due_on=late
    )
    client = Client()
    client.force_login(ellen)
    assert "Remind Supt Frost" in client.get("/").content.decode()
    for _ in range(2):
        answer = client.post(
            reverse("meetings:paper_remind", args=[paper.pk]),
            headers={"referer": "http://testserver/"},
            follow=True,
        )
        assert answer.redirect_chain == [("/", 302)]
        assert "Reminder sent to Supt Frost at 10 am." in answer.content.decode()
    assert OutgoingMail.objects.filter(subject__startswith="Reminder").count() == 1
    row = home.rows_for(ellen, TODAY)[0]
    assert (row.sentence, row.label, row.is_post) == (
        "has not been received from Supt Frost for Friday 4 December 2026. Reminder sent at 10 am.",
        "Open the paper",
        False,
    )


def test_a_reminder_to_someone_who_has_left_meanwhile_says_so_in_a_sentence() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    frost = make_user("Supt Nadia Frost", body, Role.REPORT_AUTHOR)
    paper = actions.ask_for_paper(body=body, title="Knife crime", by=ellen, author=frost, due_on=TODAY)
    Assignment.objects.filter(user=frost).update(ends_on=TODAY - timedelta(days=1))
    client = Client()
    client.force_login(ellen)
    answer = client.post(reverse("meetings:paper_remind", args=[paper.pk]))
    assert answer.status_code == 409
    assert "Supt Nadia Frost can no longer sign in, so no reminder has been sent." in answer.content.decode()


def test_someone_without_a_role_is_told_that_nothing_waits() -> None:
    make_panel()
    stranger = make_user("Nobody Inside")
    client = Client()
    client.force_login(stranger)
    page = client.get("/").content.decode()
    assert "You have no tasks." in page
    assert home.coming_meetings(stranger, TODAY) == []


def test_the_coming_meetings_show_their_dates_in_order() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    make_meeting(body, ellen)
    (coming,) = home.coming_meetings(ellen, TODAY)
    assert [(p.day, p.label) for p in coming.points] == [
        (date(2026, 11, 26), "Publish by"),
        (date(2026, 12, 4), "Ordinary meeting"),
        (date(2026, 12, 18), "Draft minutes"),
    ]


def test_the_home_page_is_never_kept_by_a_shared_cache() -> None:
    body = make_panel()
    client = Client()
    client.force_login(make_secretary(body))
    assert client.get("/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_page_asks_the_same_questions_for_one_meeting_and_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    body = make_panel()
    ellen = make_secretary(body)
    for number in range(count):
        meeting = make_meeting(body, ellen, starts_at=london(2026, 12, 4 + 7 * number))
        item = actions.add_item(meeting=meeting, title="Report", business="report", by=ellen)
        paper = actions.write_paper(body=body, title=f"Paper {number}", report=make_report(), by=ellen)
        actions.place_paper(item=item, paper=paper, by=ellen)
    client = Client()
    client.force_login(ellen)
    client.get("/")
    with django_assert_num_queries(QUERIES):
        client.get("/")


QUERIES = 11


def test_a_partnership_sees_the_meeting_it_writes_for_and_when_its_note_is_due() -> None:
    body = make_panel()
    round = make_round(body, make_secretary(body))
    actions.announce_meeting(meeting=round.meeting, by=make_secretary(body, "Ellen Poe"))
    (coming,) = home.coming_meetings(officer(note_of(round, "Cranmere").csp), TODAY)
    assert coming.meeting == round.meeting
    assert coming.url == reverse("partnerships:round", args=[round.pk])
    assert [(p.day, p.label) for p in coming.points] == [
        (date(2026, 11, 20), "CSP notes due"),
        (date(2026, 12, 4), "Ordinary meeting"),
    ]
    assert (coming.name, coming.place) == ("Ordinary meeting", "County Hall, Ambermere")


def test_a_partnership_does_not_read_the_title_or_place_of_a_meeting_that_was_not_announced() -> None:
    body = make_panel()
    round = make_round(body, make_secretary(body))
    Meeting.objects.update(title="Review of a grievance")
    (coming,) = home.coming_meetings(officer(note_of(round, "Cranmere").csp), TODAY)
    assert (coming.name, coming.place) == ("Ordinary meeting", "")
    assert [p.label for p in coming.points] == ["CSP notes due", "Ordinary meeting"]


def test_a_member_is_led_to_the_meeting_of_the_day_before_anything_late() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    member = seat_member(body, "Burke", "Cranmere City Council")
    user = give_sign_in(member)
    late = meeting.day - timedelta(days=3)
    actions.ask_for_paper(body=body, title="Late", by=ellen, author=user, due_on=late)
    first, second = home.rows_for(user, meeting.day)
    assert (first.subject, first.sentence, first.url, first.label) == (
        "Ordinary meeting",
        "is today at 1.30 pm, County Hall, Ambermere.",
        reverse("meetings:meeting", args=[meeting.pk]),
        "Open the meeting",
    )
    assert second.subject == "Late"
    assert [row.subject for row in home.rows_for(user, meeting.day - timedelta(days=4))] == ["Late"]


@pytest.mark.parametrize("role", [Role.MONITORING_OFFICER, Role.REPORT_AUTHOR, Role.COMMISSIONERS_OFFICE])
def test_everyone_with_a_role_is_led_to_the_meeting_of_the_day(role: Role) -> None:
    body = make_panel()
    meeting = make_meeting(body, make_secretary(body))
    (row,) = home.rows_for(make_user("Sam Orchard", body, role), meeting.day)
    assert (row.subject, row.label, row.when_words) == ("Ordinary meeting", "Open the meeting", "Today")


def test_a_member_reads_the_published_pack_in_one_step_and_changes_the_reply() -> None:
    ellen, meeting, _ = published_agenda()
    person = seat_member(meeting.body, "Burke", "Cranmere City Council")
    user = give_sign_in(person)
    actions.answer_for_member(meeting=meeting, person=person, answer=Coming.Answer.REMOTE, by=ellen)
    (coming,) = home.coming_meetings(user, TODAY)
    assert [(way.label, way.url) for way in coming.ways.links] == [
        ("Read the pack", reverse("library:pack_screen", args=[meeting.ref])),
        ("Agenda and papers", reverse("library:meeting", args=[meeting.ref])),
        ("Change your reply", reverse("meetings:coming_mine", args=[meeting.pk])),
        ("Declare an interest", reverse("meetings:coming_mine", args=[meeting.pk]) + "#id_note"),
    ]
    assert (coming.when, coming.ways.reply) == ("in 10 days", "You will attend remotely.")
    client = Client()
    client.force_login(user)
    assert client.get(coming.ways.links[0].url).status_code in (200, 302)
    (row,) = (row for row in home.rows_for(user, meeting.day) if row.is_first)
    assert (row.label, row.url) == ("Read the pack", coming.ways.links[0].url)


def test_the_chair_opens_the_brief_from_the_first_page_and_a_secretary_needs_no_such_links() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    (coming,) = home.coming_meetings(make_chair(body), TODAY)
    assert [(way.label, way.url) for way in coming.ways.links] == [
        ("Chair’s brief", reverse("meetings:brief", args=[meeting.pk]))
    ]
    (coming,) = home.coming_meetings(ellen, TODAY)
    assert coming.ways.links == []


def test_the_office_reads_what_it_owes_in_writing_and_by_which_law() -> None:
    ledger = make_ledger("recommendation")
    ledger.publish()
    office = make_user("Farah Siddiqui", ledger.body, Role.COMMISSIONERS_OFFICE)
    before = home.rows_for(office, TODAY)
    assert [row.subject for row in before] == ["Recommendation 1"]
    actions.ask_for_response(
        follow_up=ledger.fresh(),
        asked_of="Commissioner",
        asked_on=date(2026, 3, 26),
        respond_by=date(2026, 11, 20),
        by=ledger.clerk,
    )
    (row,) = home.rows_for(office, TODAY)
    assert (row.when_words, row.subject, row.sentence) == (
        "4 days late",
        "Written response to recommendation 1",
        "is required from you (Police Reform and Social Responsibility Act 2011, section 29(3) and (4): "
        "check with your monitoring officer). Send figure 1",
    )


def test_a_response_that_is_owed_stays_on_the_first_page_of_the_office_however_far_off_its_day() -> None:
    ledger = make_ledger("recommendation", due_on=date(2027, 6, 1))
    ledger.publish()
    office = make_user("Farah Siddiqui", ledger.body, Role.COMMISSIONERS_OFFICE)
    assert list(home.rows_for(office, TODAY)) == []
    actions.ask_for_response(
        follow_up=ledger.fresh(),
        asked_of="Commissioner",
        asked_on=date(2026, 3, 26),
        respond_by=date(2027, 6, 1),
        by=ledger.clerk,
    )
    (row,) = home.rows_for(office, TODAY)
    assert row.subject == "Written response to recommendation 1"


def test_a_secretary_without_a_meeting_is_led_to_schedule_one() -> None:
    client = Client()
    client.force_login(make_secretary(make_panel()))
    page = client.get("/").content.decode()
    assert f'href="{reverse("meetings:plan")}"' in page and "Schedule a meeting" in page


def test_a_partnership_is_led_to_the_meeting_of_the_day() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    round = make_round(body, ellen)
    writer = officer(note_of(round, "Cranmere").csp)
    assert [row for row in home.rows_for(writer, round.meeting.day) if row.is_first] == []
    actions.announce_meeting(meeting=round.meeting, by=ellen)
    first = home.rows_for(writer, round.meeting.day)[0]
    assert (first.subject, first.sentence, first.label) == (
        "Ordinary meeting",
        "is today at 1.30 pm, County Hall, Ambermere.",
        "Open the briefing note",
    )
