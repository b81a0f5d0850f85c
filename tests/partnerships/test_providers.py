"""What the front page says about notes and rounds."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from foundation.accounts.roles import Role
from foundation.jobs.models import OutgoingMail
from foundation.ui.rows import DuePoint
from meetings import actions as meetings
from meetings.planning.due import due_points as meeting_points
from partnerships import actions
from partnerships.models import Round
from partnerships.providers import todo_rows
from tests.builders.panels import make_panel, make_secretary, make_user
from tests.builders.partnerships import answer_all, approve, chair, make_round, note_of, officer, send

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def round(clock: time_machine.Traveller) -> Round:
    body = make_panel()
    return make_round(body, make_secretary(body))


def test_an_officer_is_told_what_to_write_and_the_chair_what_to_read(round: Round) -> None:
    note = note_of(round, "Cranmere")
    (row,) = todo_rows(officer(note.csp), TODAY)
    assert (row.subject, row.sentence, row.label, row.is_late) == (
        "Briefing note for Friday 4 December 2026",
        "has been requested. 0 of 6 themes answered.",
        "Start writing",
        True,
    )
    (waiting,) = todo_rows(chair(note.csp), TODAY)
    assert (waiting.sentence, waiting.url) == (
        "is being written by Cranmere Officer: 0 of 6 themes answered.",
        "",
    )
    send(note)
    assert todo_rows(officer(note.csp), TODAY) == []
    assert [row.label for row in todo_rows(chair(note.csp), TODAY)] == ["Read and decide"]


def test_an_officer_who_has_answered_everything_is_told_to_check_and_send(round: Round) -> None:
    note = answer_all(note_of(round, "Cranmere"))
    assert [row.label for row in todo_rows(officer(note.csp), TODAY)] == ["Check and send"]


def test_late_partnerships_are_reminded_by_one_press_and_twice_counts_once(round: Round) -> None:
    approve(note_of(round, "Cranmere"))
    client = Client()
    client.force_login(make_secretary(round.meeting.body, "Ellen Poe"))
    assert "Remind 2 partnerships" in client.get("/").content.decode()
    for _ in range(2):
        answer = client.post(
            reverse("partnerships:round_remind", args=[round.pk]),
            headers={"referer": "http://testserver/"},
            follow=True,
        )
        assert answer.redirect_chain == [("/", 302)]
        assert "at 10 am." in answer.content.decode()
    reminded = OutgoingMail.objects.filter(subject__startswith="Reminder")
    assert sorted(reminded.values_list("recipient", flat=True)) == [
        "ambermere.officer@wessexpcp.example",
        "kennetside.officer@wessexpcp.example",
    ]
    assert "1 of 3 received. Reminder sent at 10 am." in client.get("/").content.decode()


def test_a_partnership_without_an_officer_is_named_and_the_others_are_reminded(round: Round) -> None:
    approve(note_of(round, "Cranmere"))
    note_of(round, "Ambermere").csp.roles.all().delete()
    client = Client()
    client.force_login(make_secretary(round.meeting.body, "Ellen Poe"))
    answer = client.post(reverse("partnerships:round_remind", args=[round.pk]), follow=True)
    said = "Ambermere has no officer who can sign in, so no reminder has been sent."
    assert said in answer.content.decode()
    assert OutgoingMail.objects.filter(subject__startswith="Reminder").count() == 1


def test_nobody_is_asked_for_a_note_after_its_meeting(round: Round) -> None:
    assert todo_rows(officer(note_of(round, "Cranmere").csp), date(2026, 12, 5)) == []


def test_the_secretary_is_told_of_a_late_round_until_all_notes_are_in(round: Round) -> None:
    from foundation.accounts.models import User

    ellen = User.objects.get(name="Ellen Marsh")
    approve(note_of(round, "Cranmere"))
    assert [row.sentence for row in todo_rows(ellen, TODAY)] == [
        "have not been received from Ambermere and Kennetside. 1 of 3 received."
    ]
    assert todo_rows(ellen, TODAY - timedelta(days=7)) == []
    approve(note_of(round, "Ambermere"))
    approve(note_of(round, "Kennetside"))
    (row,) = todo_rows(ellen, TODAY)
    assert (row.sentence, row.label) == (
        "have all been received (3) and are not on the agenda.",
        "Add to the agenda",
    )
    item = meetings.add_item(meeting=round.meeting, title="Community safety", business="report", by=ellen)
    actions.place_notes(round=round, item=item, by=ellen)
    assert todo_rows(ellen, TODAY) == []


def test_the_due_day_is_a_point_of_the_timeline_of_the_meeting(round: Round) -> None:
    point = DuePoint(date(2026, 11, 20), "CSP notes due", "0 of 3 received", "late", round.meeting.ref)
    user = officer(note_of(round, "Cranmere").csp)
    assert point in meeting_points(Round.objects.get().meeting, user, TODAY)


def test_when_all_notes_are_in_the_point_is_the_day_of_the_last(round: Round) -> None:
    for place in ("Cranmere", "Ambermere", "Kennetside"):
        approve(note_of(round, place))
    user = officer(note_of(round, "Cranmere").csp)
    done = DuePoint(TODAY, "CSP notes", "3 of 3 received", "done", round.meeting.ref)
    assert done in meeting_points(Round.objects.get().meeting, user, TODAY)


def test_the_office_held_to_account_is_not_told_who_has_written(round: Round) -> None:
    office = make_user("Pat Lyle", round.meeting.body, Role.COMMISSIONERS_OFFICE)
    labels = [point.label for point in meeting_points(Round.objects.get().meeting, office, TODAY)]
    assert labels == ["Publish by", "Ordinary meeting", "Draft minutes"]
