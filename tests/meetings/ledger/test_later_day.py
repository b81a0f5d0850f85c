"""The day of an action is the panel’s: its owner asks for a later one, the secretariat decides."""

from datetime import date

import pytest

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.ui.rows import TodoRow
from meetings import actions
from meetings.matters.documents import log_row
from meetings.models import FollowUp
from meetings.providers import todo_rows
from panels.models import Assignment
from tests.builders.ledger import MET_ON, Ledger, make_ledger
from tests.builders.minutes import held_meeting
from tests.builders.panels import FIRST_DAY, give_sign_in, make_panel, make_user, seat_member, signed_in

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DUE, LATER = date(2026, 12, 4), date(2027, 1, 29)
TODAY = date(2026, 11, 24)
TYPED = {"new_due_day": "29", "new_due_month": "1", "new_due_year": "2027"}


def owed_by_the_office() -> tuple[Ledger, User]:
    """A response that the panel requires by 4 December, and someone of the Commissioner’s office."""
    ledger = make_ledger("recommendation")
    ledger.publish()
    actions.ask_for_response(
        follow_up=ledger.rows[0],
        asked_of="The Commissioner",
        asked_on=MET_ON,
        respond_by=DUE,
        by=ledger.clerk,
    )
    return ledger, make_user("Rosa Lunt", ledger.body, Role.COMMISSIONERS_OFFICE)


def owned_by_a_member() -> tuple[Ledger, User]:
    """An action of a member, due on 4 December."""
    ledger = make_ledger("action", due_on=DUE)
    person = seat_member(ledger.body, "Ash")
    give_sign_in(person)
    actions.settle_follow_up(follow_up=ledger.rows[0], answerer=person, based_on=1, by=ledger.clerk)
    ledger.publish()
    assert person.user is not None
    return ledger, person.user


def of_the_date(user: User) -> list[TodoRow]:
    return [row for row in todo_rows(user, TODAY) if row.label == "Decide on the date"]


def ask(ledger: Ledger, owner: User) -> None:
    row = ledger.fresh()
    actions.update_follow_up(
        follow_up=row, text="We need the figures first.", new_due=LATER, based_on=row.version, by=owner
    )


@pytest.mark.parametrize("made", [owed_by_the_office, owned_by_a_member])
def test_an_owner_asks_for_a_later_day_and_postpones_nothing(made) -> None:
    ledger, owner = made()
    at = f"/follow-ups/{ledger.rows[0].pk}/"
    typed = {"text": "We need the figures first.", "based_on": str(ledger.fresh().version), **TYPED}
    assert signed_in(owner).post(f"{at}update/", typed).status_code == 302
    row = ledger.fresh()
    assert (row.due_day, row.moved_to, row.due_asked) == (DUE, None, LATER)
    assert FollowUp.objects.overdue(on=date(2026, 12, 5)).get() == row
    hers = signed_in(owner).get(at).content.decode()
    assert ("Later due date, if you need one" in hers, "Agree to the later date" in hers) == (True, False)
    assert [row.sentence for row in of_the_date(ledger.clerk)] == [
        "has a request for a later due date: Friday 29 January 2027."
    ]


@pytest.mark.parametrize(
    ("button", "due"),
    [
        ({"text": "Agreed.", **TYPED}, LATER),
        ({"text": "The due date stays the same.", "is_decision": "on"}, DUE),
    ],
)
def test_the_secretariat_agrees_to_a_later_day_or_keeps_the_old_one(button, due) -> None:
    ledger, owner = owed_by_the_office()
    ask(ledger, owner)
    at = f"/follow-ups/{ledger.rows[0].pk}/"
    assert (
        "Later due date requested: Friday 29 January 2027" in signed_in(ledger.clerk).get(at).content.decode()
    )
    answer = signed_in(ledger.clerk).post(f"{at}update/", {"based_on": str(ledger.fresh().version), **button})
    assert answer.status_code == 302
    assert (ledger.fresh().due_day, ledger.fresh().due_asked, of_the_date(ledger.clerk)) == (due, None, [])


def keep(ledger: Ledger) -> None:
    """The secretariat presses “Keep the due date”."""
    row = ledger.fresh()
    text = "The due date stays the same."
    actions.update_follow_up(
        follow_up=row, text=text, based_on=row.version, is_decision=True, by=ledger.clerk
    )


def kept_twice(ledger: Ledger, owner: User) -> None:
    for text in ("We need the figures first.", "They are still not here."):
        row = ledger.fresh()
        actions.update_follow_up(follow_up=row, text=text, new_due=LATER, based_on=row.version, by=owner)
        keep(ledger)


def test_the_day_can_be_kept_twice_and_the_public_reads_the_progress_not_the_decision() -> None:
    ledger, owner = owed_by_the_office()
    kept_twice(ledger, owner)
    assert (ledger.fresh().due_asked, of_the_date(ledger.clerk)) == (None, [])
    assert log_row(ledger.fresh(), TODAY).said == "They are still not here."


def test_the_same_decision_about_a_new_request_is_not_taken_for_a_second_press() -> None:
    ledger, owner = owed_by_the_office()
    kept_twice(ledger, owner)
    FollowUp.objects.filter(pk=ledger.rows[0].pk).update(due_asked=LATER)
    keep(ledger)
    assert ledger.fresh().due_asked is None


def test_an_update_about_something_else_leaves_the_question_open() -> None:
    ledger, owner = owed_by_the_office()
    ask(ledger, owner)
    row = ledger.fresh()
    actions.update_follow_up(follow_up=row, text="They rang.", based_on=row.version, by=ledger.clerk)
    assert ledger.fresh().due_asked == LATER


def test_an_owner_cannot_keep_the_day_in_the_name_of_the_secretariat() -> None:
    ledger, owner = owed_by_the_office()
    ask(ledger, owner)
    row = ledger.fresh()
    actions.update_follow_up(
        follow_up=row, text="Never mind.", based_on=row.version, is_decision=True, by=owner
    )
    assert ledger.fresh().due_asked == LATER


def test_what_is_late_is_one_row_for_each_body() -> None:
    ledger = make_ledger("action", "recommendation")
    mercia = make_panel("mercia", name="Mercia Police and Crime Panel")
    Assignment.objects.create(body=mercia, user=ledger.clerk, role=Role.SECRETARIAT, starts_on=FIRST_DAY)
    other = make_ledger("action", held=held_meeting(body=mercia, secretary=ledger.clerk))
    late = [row for row in todo_rows(ledger.clerk, TODAY) if row.label == "Open the action log"]
    assert {(row.subject, row.sentence, row.body, row.url) for row in late} == {
        (
            "2\N{NO-BREAK SPACE}actions",
            "are overdue for Wessex Police and Crime Panel, including 1\N{NO-BREAK SPACE}response.",
            ledger.body.pk,
            f"/follow-ups/?show=overdue&body={ledger.body.pk}",
        ),
        (
            "1\N{NO-BREAK SPACE}action",
            "is overdue for Mercia Police and Crime Panel.",
            other.body.pk,
            f"/follow-ups/?show=overdue&body={other.body.pk}",
        ),
    }


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (("1", "2", "2020"), "It cannot be due on Saturday 1 February 2020: the meeting was on"),
        (("4", "12", "2026"), "Enter a date after the current due date, Friday 4 December 2026."),
        (("31", "2", "2027"), "Enter “Later due date, if you need one” as a real date"),
    ],
)
def test_a_date_that_is_not_later_is_refused_beside_the_date(day: tuple[str, str, str], said: str) -> None:
    ledger, owner = owed_by_the_office()
    row = ledger.fresh()
    date_typed = dict(zip(("new_due_day", "new_due_month", "new_due_year"), day, strict=True))
    typed = {"text": "We need the figures first.", "based_on": str(row.version), **date_typed}
    answer = signed_in(owner).post(f"/follow-ups/{row.pk}/update/", typed)
    form = answer.context["form"]
    assert (list(form.errors), ledger.fresh().due_asked) == (["new_due"], None)
    assert form.errors["new_due"][0].startswith(said)


def test_whoever_owes_a_response_has_one_green_button() -> None:
    ledger, owner = owed_by_the_office()
    page = signed_in(owner).get(f"/follow-ups/{ledger.rows[0].pk}/").content.decode()
    green = [part.partition(">")[2].partition("<")[0] for part in page.split('class="govuk-button"')[1:]]
    assert green == ["Send the response"]
