"""Reminders to those who answer: once before the day, once after it, and no restricted word in them."""

from datetime import date, timedelta

import pytest

from foundation.accounts.roles import Role
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.ledger.rules import reminder
from meetings.models import FollowUp
from meetings.providers import todo_rows
from tests.builders.ledger import Ledger, make_ledger
from tests.builders.panels import make_panel, make_user
from tests.builders.restricted import make_private, restrict

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
DUE = date(2026, 12, 1)


def answered_for(due_on: date = DUE, *, publish: bool = True) -> Ledger:
    ledger = make_ledger(due_on=due_on)
    actions.settle_follow_up(
        follow_up=ledger.rows[0],
        answerer_name="Cllr Burke",
        answerer_email="burke@cranmere.example",
        is_public=True,
        based_on=1,
        by=ledger.clerk,
    )
    if publish:
        ledger.publish()
    return ledger


def subjects() -> list[str]:
    return [
        mail.subject
        for mail in OutgoingMail.objects.filter(recipient="burke@cranmere.example").order_by("pk")
    ]


@pytest.mark.parametrize(
    ("days", "which"),
    [(-8, ""), (-7, "before"), (-1, "before"), (0, "before"), (1, "late"), (7, "late"), (8, "")],
)
def test_which_reminder_is_due_on_which_day(days: int, which: str) -> None:
    assert reminder(DUE, DUE + timedelta(days=days), [7, 1]) == which


def test_a_body_that_reminds_nobody_before_still_says_what_is_late() -> None:
    assert [reminder(DUE, DUE + timedelta(days=n), []) for n in (-1, 0, 1)] == ["", "", "late"]


@pytest.mark.shows("V23")
def test_whoever_answers_is_reminded_once_before_and_once_after_the_day() -> None:
    answered_for()
    for days in range(20):
        for _ in range(2):
            actions.remind_owners(today=TODAY + timedelta(days=days))
    assert subjects() == [
        "Reminder: action 1 is due on Tuesday 1 December 2026",
        "Overdue: action 1 was due on Tuesday 1 December 2026",
    ]
    assert "Send figure 1" in OutgoingMail.objects.order_by("pk")[0].body


def test_a_new_day_is_reminded_of_anew() -> None:
    ledger = answered_for()
    actions.remind_owners(today=DUE)
    row = ledger.fresh()
    actions.update_follow_up(
        follow_up=row, text="Later", new_due=date(2026, 12, 18), based_on=row.version, by=ledger.clerk
    )
    actions.remind_owners(today=date(2026, 12, 18))
    assert subjects()[-1] == "Reminder: action 1 is due on Friday 18 December 2026"


def test_nobody_is_reminded_of_what_is_done_or_has_no_address() -> None:
    ledger = answered_for()
    actions.discharge_follow_up(follow_up=ledger.rows[0], on=TODAY, by=ledger.clerk)
    bare = make_ledger_without_address(ledger)
    assert actions.remind_owners(today=DUE) == 0
    assert (subjects(), bare.mail_address) == ([], "")


def make_ledger_without_address(ledger: Ledger) -> FollowUp:
    return actions.add_follow_up(minute=ledger.minute, text="Bare", due_on=DUE, by=ledger.clerk)


def test_a_reminder_of_unpublished_minutes_says_no_word_of_them() -> None:
    answered_for(publish=False)
    actions.remind_owners(today=DUE)
    mail = OutgoingMail.objects.get()
    assert ("Send figure 1" in mail.body, "cannot be given in an email" in mail.body) == (False, True)


def test_a_reminder_of_restricted_business_says_no_word_of_it() -> None:
    world = make_private()
    restrict(world)
    minutes = actions.start_minutes(meeting=world.meeting, by=world.clerk)
    entry = minutes.entries.filter(items=world.items[1])[0]
    row = actions.add_follow_up(
        minute=entry, text="Write to Larkspur", due_on=date(2026, 12, 18), by=world.clerk
    )
    actions.settle_follow_up(
        follow_up=row, answerer_email="burke@cranmere.example", is_public=True, based_on=1, by=world.clerk
    )
    type(minutes).objects.filter(pk=minutes.pk).update(
        status="published", published_at=world.meeting.starts_at, published_by="Ellen Marsh"
    )
    actions.remind_owners(today=date(2026, 12, 18))
    mail = OutgoingMail.objects.get(recipient="burke@cranmere.example")
    assert [word in f"{mail.subject} {mail.body}" for word in ("Larkspur", "custody", "Letting")] == [
        False
    ] * 3


def test_a_recommendation_to_the_office_is_on_its_first_page_and_it_is_reminded() -> None:
    ledger = make_ledger("recommendation", "action", due_on=date(2026, 11, 20))
    office = make_user("Pat Lyle", ledger.body, Role.COMMISSIONERS_OFFICE)
    assert (list(FollowUp.objects.visible_to(office)), todo_rows(office, TODAY)) == ([], [])
    ledger.publish()
    assert list(FollowUp.objects.visible_to(office)) == [ledger.rows[0]]
    (row,) = todo_rows(office, TODAY)
    assert (row.subject, row.label, row.is_late) == ("Recommendation 1", "Update progress", True)
    actions.remind_owners(today=TODAY)
    actions.remind_owners(today=TODAY)
    mails = OutgoingMail.objects.filter(recipient=office.email)
    assert [mail.subject for mail in mails] == [
        "Overdue: recommendation 1 was due on Friday 20 November 2026"
    ]
    actions.update_follow_up(follow_up=ledger.rows[0], text="With the Commissioner", based_on=1, by=office)


@pytest.mark.parametrize(
    ("owner", "subjects"),
    [
        ("Commissioner’s office", ["Action 1"]),
        ("The Police and Crime Commissioner", ["Action 1"]),
        ("Office of the Police, Fire and Crime Commissioner", ["Action 1"]),
        ("OPCC", ["Action 1"]),
        ("Commissioner of the parish", []),
        ("Chief Constable", []),
    ],
)
def test_an_action_printed_as_the_offices_is_on_its_first_page(owner: str, subjects: list[str]) -> None:
    ledger = make_ledger(due_on=date(2026, 11, 20))
    FollowUp.objects.update(owner=owner)
    ledger.publish()
    office = make_user("Pat Lyle", ledger.body, Role.COMMISSIONERS_OFFICE)
    assert [row.subject for row in todo_rows(office, TODAY)] == subjects


def test_an_action_settled_on_a_person_is_not_the_offices() -> None:
    ledger = answered_for(publish=False)
    FollowUp.objects.update(owner="Commissioner’s office")
    ledger.publish()
    office = make_user("Pat Lyle", ledger.body, Role.COMMISSIONERS_OFFICE)
    assert list(FollowUp.objects.visible_to(office)) == []


def test_the_office_of_another_panel_is_told_nothing() -> None:
    ledger = make_ledger("recommendation", due_on=date(2026, 11, 20))
    ledger.publish()
    other = make_user("Sam Orme", make_panel("mercia", name="Mercia Panel"), Role.COMMISSIONERS_OFFICE)
    assert (list(FollowUp.objects.visible_to(other)), todo_rows(other, TODAY)) == ([], [])
