"""The pages of inquiries: who sees what, nothing lost, and the same number of queries for any length."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from panels.models import Body
from scrutiny import actions
from scrutiny.models import Inquiry, ScopeItem, Section, Session
from scrutiny.providers import todo_rows
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_chair, make_secretary, make_user
from tests.builders.scrutiny import add_scope, add_session, add_witness, filled_inquiry, make_inquiry
from tests.going_on import Browser
from tests.together import choose, over

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]


def see(client: Browser, user: User, name: str, /, *args: Any) -> Any:
    client.force_login(user)
    return client.get(reverse(f"scrutiny:{name}", args=args))


def act(client: Browser, user: User, name: str, /, *args: Any, **data: Any) -> Any:
    client.force_login(user)
    return client.post(reverse(f"scrutiny:{name}", args=args), data)


def test_an_inquiry_is_opened_and_a_session_planned_for_a_range_of_months(
    client: Browser, body: Body, ellen: User
) -> None:
    act(client, ellen, "inquiry_open", body=body.pk, title="Rural response times", report_month="March 2027")
    inquiry = Inquiry.objects.get()
    (item,) = add_scope(inquiry, ellen, "how calls are graded")
    typed: dict[str, Any] = {"kind": "evidence", "first_month": "October 2026", "last_month": "11/2026"}
    typed |= {"business": "Grading.", "scope_items": [item.pk]}
    act(client, ellen, "part_add", inquiry.pk, "sessions", **typed)
    session = Session.objects.get()
    assert (session.when, list(session.scope_items.all())) == ("October or November 2026", [item])
    assert inquiry.report_month == date(2027, 3, 1)


def test_a_month_that_does_not_exist_is_said_beside_the_field_and_the_rest_is_kept(
    client: Browser, body: Body, ellen: User
) -> None:
    inquiry = make_inquiry(body, ellen)
    typed = {"kind": "visit", "first_month": "Octember", "business": "Control room"}
    page = act(client, ellen, "part_add", inquiry.pk, "sessions", **typed).content.decode()
    assert "Enter a month and year, for example October 2026" in page
    assert "Control room" in page and "Octember" in page


def test_two_texts_of_one_section_are_brought_together(client: Browser, body: Body, ellen: User) -> None:
    section = make_inquiry(body, ellen).sections.all()[0]
    abdul = make_secretary(body, "Abdul Rana")

    def theirs() -> None:
        actions.save_section(
            section=section, heading=section.heading, text="Theirs is this", shows="", based_on=1, by=abdul
        )

    client.force_login(ellen)
    address = reverse("scrutiny:section_edit", args=[section.inquiry_id, section.pk])
    page = over(client, address, theirs, text="Mine is that")
    assert ["Abdul Rana saved a newer version" in page, "Mine is that" in page] == [True, True]
    assert choose(client, address, page) == 302
    assert Section.objects.get(pk=section.pk).text == "Theirs is this\nMine is that"


def test_two_versions_of_one_record_are_brought_together(client: Browser, body: Body, ellen: User) -> None:
    inquiry = make_inquiry(body, ellen)
    (item,) = add_scope(inquiry, ellen, "First words")
    client.force_login(ellen)
    address = reverse("scrutiny:part_edit", args=[inquiry.pk, "scope", item.pk])
    page = over(
        client,
        address,
        lambda: actions.save_part(part=item, based_on=1, text="Theirs", by=ellen),
        text="Mine",
    )
    assert "saved a newer version" in page
    assert choose(client, address, page, text="yours") == 302
    assert ScopeItem.objects.get().text == "Mine"


def test_the_terms_are_agreed_and_placed_through_pages(client: Browser, body: Body, ellen: User) -> None:
    inquiry = filled_inquiry(body, ellen)
    (item,) = add_items(make_meeting(body, ellen), ellen, "Rural response times")
    act(client, ellen, "terms_agree", inquiry.pk, agree="1", elsewhere="Council, 12 November 2026")
    act(client, ellen, "terms_place", inquiry.pk, 1, item=item.pk, appendix="Appendix 1")
    assert item.placements.get().mark == "Appendix 1"
    shown = see(client, ellen, "terms", inquiry.pk, 1).content.decode()
    assert "Agreed: Council, 12 November 2026." in shown


def test_records_are_moved_and_left_out(client: Browser, body: Body, ellen: User) -> None:
    inquiry = make_inquiry(body, ellen)
    first, second = add_scope(inquiry, ellen, "One", "Two")
    act(client, ellen, "part_move", inquiry.pk, "scope", second.pk, where="up")
    assert [item.text for item in ScopeItem.objects.all()] == ["Two", "One"]
    act(client, ellen, "part_drop", inquiry.pk, "scope", first.pk)
    assert [item.text for item in ScopeItem.objects.all()] == ["Two"]


READERS = {"secretary": (200, 200), "member": (200, 409), "monitoring": (200, 409)}


@pytest.mark.parametrize("who", ["secretary", "member", "monitoring", "office", "author", "stranger"])
def test_members_read_the_secretariat_writes_and_nobody_else_knows(
    client: Browser, body: Body, ellen: User, who: str
) -> None:
    people = {
        "secretary": lambda: ellen,
        "member": lambda: make_chair(body),
        "monitoring": lambda: make_user("Mo Quill", body, Role.MONITORING_OFFICER),
        "office": lambda: make_user("Otto Pell", body, Role.COMMISSIONERS_OFFICE),
        "author": lambda: make_user("Ria Fenn", body, Role.REPORT_AUTHOR),
        "stranger": lambda: make_user("Sam Stray"),
    }
    inquiry = filled_inquiry(body, ellen)
    user = people[who]()
    reads, writes = READERS.get(who, (404, 404))
    section = inquiry.sections.all()[0]
    got = [see(client, user, name, inquiry.pk, *more).status_code for name, more in READ_PAGES]
    assert got == [reads] * len(READ_PAGES)
    written = [
        see(client, user, "section_edit", inquiry.pk, section.pk).status_code,
        see(client, user, "part_add", inquiry.pk, "witnesses").status_code,
        see(client, user, "terms_agree", inquiry.pk).status_code,
        see(client, user, "terms_place", inquiry.pk, 1).status_code,
    ]
    assert written == [writes] * 4


READ_PAGES = (("inquiry", ()), ("terms", (1,)))


def test_a_draft_is_something_to_do_for_its_secretary_only(client: Browser, body: Body, ellen: User) -> None:
    make_inquiry(body, ellen, "Rural response times")
    assert [row.subject for row in todo_rows(ellen, date(2026, 11, 24))] == ["Rural response times"]
    assert todo_rows(make_chair(body), date(2026, 11, 24)) == []


def test_as_many_queries_for_three_records_as_for_thirty_nine(
    client: Browser, body: Body, ellen: User
) -> None:
    inquiry = filled_inquiry(body, ellen)
    see(client, ellen, "inquiry", inquiry.pk)
    with CaptureQueriesContext(connection) as three:
        see(client, ellen, "inquiry", inquiry.pk)
    items = add_scope(inquiry, ellen, *[f"Item {n}" for n in range(12)])
    for number in range(12):
        session = add_session(inquiry, ellen, date(2027, 1, 1), scope_items=items[: number + 1])
        add_witness(inquiry, ellen, f"Post {number}", sessions=[session])
    with CaptureQueriesContext(connection) as many:
        see(client, ellen, "inquiry", inquiry.pk)
    assert len(many) == len(three)


def test_as_many_queries_for_three_inquiries_as_for_thirteen(
    client: Browser, body: Body, ellen: User
) -> None:
    for number in range(3):
        make_inquiry(body, ellen, f"Inquiry {number}")
    see(client, ellen, "home")
    with CaptureQueriesContext(connection) as three:
        see(client, ellen, "home")
    for number in range(10):
        make_inquiry(body, ellen, f"Further {number}")
    with CaptureQueriesContext(connection) as many:
        see(client, ellen, "home")
    assert len(many) == len(three)
