"""The handover: what is open for a body today, for whoever stands in."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from config.handover import HandoverDocument
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.layout import render
from foundation.ui.words import counted
from meetings import actions as meetings
from panels import actions
from panels.models import Body
from tests.builders.ledger import make_ledger
from tests.builders.meetings import add_items, make_meeting
from tests.builders.minutes import held_meeting
from tests.builders.panels import give_sign_in, make_panel, make_secretary, make_user, seat_member
from tests.going_on import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def test_the_handover_names_the_cover_the_dates_and_the_papers_awaited(client: Browser) -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    [item] = add_items(meeting, ellen, "Estates strategy")
    meetings.ask_for_paper(
        body=body,
        title="Estates strategy",
        by=ellen,
        name="Nadia Frost",
        email="nadia@police.example",
        item=item,
    )
    actions.arrange_cover(
        body=body, covers=ellen, by=ellen, name="Sam Reeve", email="sam@wessex.example",
        starts_on=date(2026, 12, 21), ends_on=date(2027, 1, 4),
    )  # fmt: skip
    document = HandoverDocument.of(body, ellen, TODAY)
    assert document.cover == ["Sam Reeve stands in for Ellen Marsh from 21 December 2026 to 4 January 2027."]
    assert [each.when for each in document.meetings] == ["Friday 4 December 2026 at 1.30 pm"]
    assert [each.subject for each in document.papers] == ["Estates strategy"]
    assert "not for publication" in render.paper(document)
    client.force_login(ellen)
    assertContains(client.get(reverse("handover", args=[body.pk])), "Estates strategy")


def test_the_handover_is_for_the_secretariat_alone(client: Browser) -> None:
    body = make_panel()
    client.force_login(give_sign_in(seat_member(body), "robin@wessex.example"))
    for name in ("handover", "handover_pdf"):
        assert client.get(reverse(name, args=[body.pk])).status_code == 409
    other = make_panel("northern", name="Northern Police and Crime Panel")
    for name in ("handover", "handover_pdf"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404


def test_the_handover_of_one_body_tells_nothing_of_another_that_its_officer_serves() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    other = make_panel("mercia", name="Mercia Police and Crime Panel")
    actions.assign(
        body=other, user=ellen, role=Role.SECRETARIAT, by=make_user("Ada Field", is_administrator=True)
    )
    for each, title in ((body, "Estates strategy"), (other, "Complaint of Mrs Larch")):
        [item] = add_items(make_meeting(each, ellen), ellen, title)
        meetings.ask_for_paper(
            body=each,
            title=title,
            by=ellen,
            name="Nadia Frost",
            email="nadia@police.example",
            item=item,
            due_on=date(2026, 11, 20),
        )
    tasks = [set(_tasks(each, ellen)) for each in (body, other)]
    titles = {"Estates strategy", "Complaint of Mrs Larch"}
    assert [each & titles for each in tasks] == [{"Estates strategy"}, {"Complaint of Mrs Larch"}]


def test_overdue_actions_of_each_body_are_in_its_own_handover() -> None:
    ledger = make_ledger("action", "action")
    mercia = make_panel("mercia", name="Mercia Police and Crime Panel")
    ada = make_user("Ada Field", is_administrator=True)
    actions.assign(body=mercia, user=ledger.clerk, role=Role.SECRETARIAT, by=ada)
    make_ledger("action", held=held_meeting(body=mercia, secretary=ledger.clerk))
    tasks = [set(_tasks(each, ledger.clerk)) for each in (ledger.body, mercia)]
    overdue = {counted(2, "action"), counted(1, "action")}
    assert [each & overdue for each in tasks] == [{counted(2, "action")}, {counted(1, "action")}]


def _tasks(body: Body, user: User) -> list[str]:
    return [each.subject for each in HandoverDocument.of(body, user, TODAY).tasks]


def test_the_handover_of_an_empty_panel_says_so(client: Browser) -> None:
    body = make_panel()
    client.force_login(make_secretary(body))
    page = client.get(reverse("handover", args=[body.pk]))
    assertContains(page, "No meeting is planned.")
    assertNotContains(page, "more on the page Today")
