"""Writing, approving and publishing the statements of a body; what the public reads of them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions
from meetings.models import Statement
from meetings.statements import rules
from panels.models import Body
from tests.builders.panels import give_sign_in, make_panel, make_secretary, seat_member, signed_in

pytestmark = pytest.mark.django_db
DONE = {section.key: f"Text of {section.heading}.\n\nMore." for section in rules.SECTIONS["accessibility"]}


def saved(body: Body, by: User, **changed: str) -> Statement:
    known = actions.draft_of(body, "accessibility")
    return actions.save_statement(
        body=body,
        kind="accessibility",
        controller="Wessex County Council",
        sections=DONE | changed,
        opened=known.version,
        by=by,
    )


def published(body: Body, by: User) -> Statement:
    statement = saved(body, by)
    actions.publish_statement(
        statement=statement,
        approver="Priscilla Boateng, Monitoring Officer",
        approved_on=date(2026, 11, 23),
        review_on=date(2027, 11, 23),
        by=by,
    )
    return Statement.objects.get(pk=statement.pk)


def test_nothing_is_public_before_it_is_approved(body: Body, ellen: User, web: Client) -> None:
    saved(body, ellen, scope="Words of the draft.")
    page = Client().get(reverse("library:accessibility")).content.decode()
    assert "This has not been published yet." in page
    assert "Words of the draft" not in page


def test_a_published_statement_is_one_click_from_every_page(body: Body, ellen: User) -> None:
    published(body, ellen)
    home = Client().get("/public/").content.decode()
    assert f'href="{reverse("library:accessibility")}"' in home
    page = Client().get(reverse("library:accessibility"), follow=True).content.decode()
    assert "Wessex County Council is responsible for this page." in page
    assert "Approved by Priscilla Boateng, Monitoring Officer on Monday 23 November 2026." in page


def test_a_later_change_is_a_draft_until_it_is_published_again(body: Body, ellen: User) -> None:
    published(body, ellen)
    changed = saved(body, ellen, scope="Other words.")
    assert (changed.is_public, changed.is_current) == (True, False)
    assert "Other words" not in Client().get(reverse("library:accessibility"), follow=True).content.decode()
    published(body, ellen)
    assert Statement.objects.get(pk=changed.pk).is_current


def test_an_incomplete_statement_is_refused_beside_the_form_and_keeps_what_was_typed(
    body: Body, ellen: User, web: Client
) -> None:
    statement = saved(body, ellen, contact=rules.GAP)
    page = web.post(
        reverse("meetings:statement_publish", args=[statement.pk]),
        {"approver": "P Boateng", "approved_on_0": "23"},
    )
    assert "This has not been published yet" in page.content.decode()
    assert 'value="P Boateng"' in page.content.decode()
    assert not Statement.objects.get(pk=statement.pk).is_public


def test_two_people_who_write_one_statement_lose_nothing(body: Body, ellen: User) -> None:
    saved(body, ellen)
    with pytest.raises(NewerVersion):
        actions.save_statement(
            body=body, kind="accessibility", controller="", sections=DONE, opened=0, by=ellen
        )


def test_a_member_and_another_panel_may_not_write_it(body: Body, ellen: User) -> None:
    member = give_sign_in(seat_member(body), "ada.ash@wessex.example")
    other = make_secretary(make_panel(slug="mercia", name="Mercia"), "Otto Lund")
    statement = saved(body, ellen)
    address = reverse("meetings:statement_publish", args=[statement.pk])
    assert signed_in(other).get(address).status_code == 404
    assert signed_in(member).get(address).status_code == 404
    with pytest.raises(Refused):
        saved(body, other)


def test_the_history_says_who_saved_and_published_it(body: Body, ellen: User) -> None:
    published(body, ellen)
    verbs = Event.objects.filter(scope=f"body:{body.pk}").order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["statement saved", "statement published"]
