"""The Commissioner's office sends the written response that the panel requires, and nobody else can."""

from datetime import date

import pytest

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.providers import todo_rows
from tests.builders.ledger import MET_ON, Ledger, make_ledger
from tests.builders.panels import make_user, signed_in

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
WORDS = "Accepted. The figures are published from January."


def required(*, role: Role = Role.COMMISSIONERS_OFFICE) -> tuple[Ledger, User]:
    """A recommendation that needs a written response, and someone with this role."""
    ledger = make_ledger("recommendation")
    ledger.publish()
    actions.ask_for_response(
        follow_up=ledger.rows[0], asked_of="The Commissioner", asked_on=MET_ON, by=ledger.clerk
    )
    return ledger, make_user("Rosa Lunt", ledger.body, role)


def test_the_office_finds_the_response_on_its_first_page_and_sends_it() -> None:
    ledger, office = required()
    at = f"/follow-ups/{ledger.rows[0].pk}/"
    (task,) = todo_rows(office, TODAY)
    assert (task.label, task.url) == ("Send the response", at)
    client = signed_in(office)
    form = client.get(at).content.decode()
    assert (form.count("Your written response"), form.count("Send the response")) == (1, 1)
    said = client.post(f"{at}answer/", {"text": WORDS}, follow=True).content.decode()
    assert said.count("Response to recommendation 1 sent to the secretariat at") == 1
    assert said.count("Your written response") == 0
    row = ledger.fresh()
    assert (row.state, row.response.text, row.response.recorded_by) == ("answered", WORDS, "Rosa Lunt")
    assert list(todo_rows(office, TODAY)) == []


def test_the_secretariat_is_notified_of_a_response_that_was_sent() -> None:
    ledger, office = required()
    actions.record_answer(follow_up=ledger.rows[0], received_on=TODAY, text=WORDS, by=office)
    (mail,) = OutgoingMail.objects.all()
    assert (mail.recipient, mail.subject.partition(":")[0]) == (ledger.clerk.email, "Response received")
    assert f"/follow-ups/{ledger.rows[0].pk}/" in mail.body


def test_the_secretariat_is_not_notified_of_an_answer_it_records_itself() -> None:
    ledger, _ = required()
    actions.record_answer(follow_up=ledger.rows[0], received_on=TODAY, text="By letter.", by=ledger.clerk)
    assert (ledger.fresh().state, OutgoingMail.objects.count()) == ("answered", 0)


def test_an_empty_response_is_said_beside_the_field_and_keeps_the_reference() -> None:
    ledger, office = required()
    typed = {"text": " ", "document_ref": "OPCC/2026/14"}
    page = signed_in(office).post(f"/follow-ups/{ledger.rows[0].pk}/answer/", typed).content.decode()
    assert ("Enter your written response" in page, "OPCC/2026/14" in page) == (True, True)
    assert ledger.fresh().state == "open"


@pytest.mark.parametrize("role", [Role.REPORT_AUTHOR, Role.MONITORING_OFFICER])
def test_nobody_else_sends_it(role: Role) -> None:
    ledger, other = required(role=role)
    answer = signed_in(other).post(f"/follow-ups/{ledger.rows[0].pk}/answer/", {"text": WORDS})
    assert (answer.status_code in (404, 409), ledger.fresh().state) == (True, "open")


def test_nothing_can_be_sent_to_a_recommendation_that_asks_for_no_response() -> None:
    ledger = make_ledger("recommendation")
    ledger.publish()
    office = make_user("Rosa Lunt", ledger.body, Role.COMMISSIONERS_OFFICE)
    at = f"/follow-ups/{ledger.rows[0].pk}/"
    assert signed_in(office).get(at).content.decode().count("Your written response") == 0
    assert signed_in(office).post(f"{at}answer/", {"text": WORDS}).status_code == 409
