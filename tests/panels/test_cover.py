"""Holiday cover: somebody stands in for the secretariat, from a day to a day and no longer."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Refused
from panels import actions
from panels.models import Assignment, Body
from panels.policies import may_change_body, may_keep_access, roles_of
from tests.builders.panels import make_panel, make_secretary, make_user, seat_member
from tests.going_on import Browser

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
FIRST, LAST = date(2026, 12, 21), date(2027, 1, 4)
TYPED = {
    "name": "Sam Reeve", "email": "sam@wessex.example",
    "starts_on_day": "21", "starts_on_month": "12", "starts_on_year": "2026",
    "ends_on_day": "4", "ends_on_month": "1", "ends_on_year": "2027",
}  # fmt: skip


@pytest.fixture
def ellen(body: Body) -> User:
    return make_secretary(body)


def arranged(body: Body, ellen: User, **fields: Any) -> Assignment:
    usual: dict[str, Any] = {
        "email": "sam@wessex.example",
        "name": "Sam Reeve",
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return actions.arrange_cover(body=body, **{"by": ellen, "covers": ellen, **usual, **fields})


def test_whoever_stands_in_has_the_rights_on_these_days_only(body: Body, ellen: User) -> None:
    sam = arranged(body, ellen).user
    days = (date(2026, 12, 20), FIRST, LAST, date(2027, 1, 5))
    assert [may_change_body(sam, body, day).is_met for day in days] == [False, True, True, False]
    assert roles_of(sam, body, FIRST) == {Role.SECRETARIAT}


def test_cover_is_arranged_on_its_page_and_shown_with_its_days(
    client: Browser, body: Body, ellen: User
) -> None:
    client.force_login(ellen)
    at = reverse("panels:cover", args=[body.pk])
    assertRedirects(client.post(at, {**TYPED, "covers": str(ellen.pk)}), at)
    page = client.get(at)
    assertContains(page, "Sam Reeve")
    assertContains(page, "Monday 21 December 2026")
    assertContains(page, reverse("handover", args=[body.pk]))
    sam = User.objects.get(email="sam@wessex.example")
    client.force_login(sam)
    assert client.get(at).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"starts_on_year": "2025"}, {"starts_on": ["The first day must be today or later"]}),
        ({"ends_on_year": "2026"}, {"ends_on": ["The last day must be the first day or later"]}),
        ({"ends_on_day": "", "ends_on_month": "", "ends_on_year": ""}, {"ends_on": ["Enter the last day"]}),
    ],
)
def test_days_that_cannot_be_are_refused_and_what_was_typed_stays(
    client: Browser, body: Body, ellen: User, wrong: dict[str, str], errors: dict[str, list[str]]
) -> None:
    client.force_login(ellen)
    page = client.post(reverse("panels:cover", args=[body.pk]), {**TYPED, "covers": str(ellen.pk), **wrong})
    assert page.context["form"].errors == errors
    assertContains(page, 'value="Sam Reeve"')
    assert not Assignment.objects.filter(covers=ellen).exists()


def test_nobody_covers_who_serves_on_these_days(body: Body, ellen: User) -> None:
    arranged(body, ellen)
    with pytest.raises(Refused, match="is already in the secretariat on these dates"):
        arranged(body, ellen, starts_on=LAST, ends_on=date(2027, 1, 9))


def test_whoever_stands_in_does_not_make_it_longer_themselves(body: Body, ellen: User) -> None:
    cover = arranged(body, ellen, starts_on=TODAY)
    own = "You are covering for the secretariat"
    with pytest.raises(Refused, match=own):
        actions.end_assignment(assignment=cover, ends_on=date(2027, 6, 1), by=cover.user)
    with pytest.raises(Refused, match=own):
        actions.assign(
            body=body, user=cover.user, role=Role.SECRETARIAT, by=cover.user, starts_on=date(2027, 2, 1)
        )
    with pytest.raises(Refused, match=own):
        actions.arrange_cover(
            body=body, covers=ellen, by=cover.user, email="sam@wessex.example", name="Sam Reeve",
            starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 9),
        )  # fmt: skip


def test_cover_that_was_cancelled_gives_no_rights(client: Browser, body: Body, ellen: User) -> None:
    coming = arranged(body, ellen)
    client.force_login(ellen)
    client.post(reverse("panels:cover_cancel", args=[coming.pk]))
    assert not may_change_body(coming.user, body, FIRST).is_met
    begun = arranged(body, ellen, starts_on=TODAY)
    client.post(reverse("panels:cover_cancel", args=[begun.pk]))
    assert not may_change_body(begun.user, body, TODAY).is_met
    assertNotContains(client.get(reverse("panels:cover", args=[body.pk])), "In force now")


def test_a_role_that_covers_nobody_is_not_cancelled_as_cover(
    client: Browser, body: Body, ellen: User
) -> None:
    officer = make_user("Ursula Penn", body, Role.MONITORING_OFFICER)
    client.force_login(ellen)
    held = Assignment.objects.get(user=officer)
    assert client.post(reverse("panels:cover_cancel", args=[held.pk])).status_code == 404


def test_a_sub_body_set_up_by_whoever_stands_in_is_theirs_only_as_long(body: Body, ellen: User) -> None:
    sam = arranged(body, ellen, starts_on=TODAY).user
    below = actions.set_up_body(name="Custody Task Group", by=sam, parent=body, kind=Body.Kind.TASK_GROUP)
    after = date(2027, 1, 5)
    days = [
        [may_change_body(user, below, day).is_met for day in (TODAY, LAST, after)] for user in (sam, ellen)
    ]
    assert days == [[True, True, False], [True, True, True]]
    later = actions.set_up_body(
        name="Later Task Group", by=sam, parent=body, kind=Body.Kind.TASK_GROUP, starts_on=after
    )
    assert [may_change_body(user, later, after).is_met for user in (sam, ellen)] == [False, True]


def test_cover_is_for_somebody_in_the_secretariat_of_this_body(
    client: Browser, body: Body, ellen: User
) -> None:
    other = make_secretary(make_panel("mercia", name="Mercia Police and Crime Panel"), "Owen Pratt")
    client.force_login(ellen)
    at = reverse("panels:cover", args=[body.pk])
    for covers in (other, make_user("Ursula Penn", body, Role.MONITORING_OFFICER)):
        assert client.post(at, {**TYPED, "covers": str(covers.pk)}).status_code == 200
        with pytest.raises(Refused, match="is not in the secretariat"):
            arranged(body, ellen, covers=covers)
    client.force_login(other)
    assert client.post(at, {**TYPED, "covers": str(other.pk)}).status_code == 404
    assert not Assignment.objects.filter(covers__isnull=False).exists()


COVERING = "You are covering for the secretariat"


@pytest.fixture
def sam(body: Body, ellen: User) -> User:
    """Whoever stands in for Ellen today."""
    return arranged(body, ellen, starts_on=TODAY).user


def test_whoever_stands_in_gives_nobody_a_role_or_an_address_a_sign_in(
    body: Body, ellen: User, sam: User
) -> None:
    frost = make_user("Alan Frost", body, Role.REPORT_AUTHOR)
    robin = seat_member(body)
    held = Assignment.objects.get(user=ellen)
    for tried in (
        lambda: actions.create_user(email="second@wessex.example", name="Sam Again", by=sam),
        lambda: actions.assign(body=body, user=frost, role=Role.SECRETARIAT, by=sam),
        lambda: actions.assign(body=body, user=frost, role=Role.MONITORING_OFFICER, by=sam),
        lambda: actions.end_assignment(assignment=held, ends_on=TODAY, by=sam),
        lambda: actions.give_sign_in(person=robin, email="second@wessex.example", by=sam),
        lambda: actions.change_settings(
            body=body, starts_on=TODAY, contact_email="second@wessex.example", by=sam
        ),
    ):
        with pytest.raises(Refused, match=COVERING):
            tried()
    assert not User.objects.filter(email="second@wessex.example").exists()


def test_whoever_stands_in_arranges_no_further_cover_and_cancels_none(
    body: Body, ellen: User, sam: User
) -> None:
    cover = Assignment.objects.get(user=sam)
    for tried in (
        lambda: arranged(body, ellen, by=sam, email="second@wessex.example"),
        lambda: actions.cancel_cover(cover=cover, by=sam),
    ):
        with pytest.raises(Refused, match=COVERING):
            tried()
    assert list(Assignment.objects.covers_to_come(TODAY)) == [cover]


def test_the_pages_of_access_are_not_offered_to_whoever_stands_in(
    client: Browser, body: Body, ellen: User, sam: User
) -> None:
    client.force_login(sam)
    page = client.get(reverse("panels:body", args=[body.pk]))
    for name in ("staff_add", "cover"):
        at = reverse(f"panels:{name}", args=[body.pk])
        assertNotContains(page, at)
        assert client.get(at).status_code == 409
    client.force_login(ellen)
    assertContains(
        client.get(reverse("panels:body", args=[body.pk])), reverse("panels:cover", args=[body.pk])
    )


def test_whoever_stands_in_beside_a_role_of_their_own_keeps_its_rights(
    body: Body, ellen: User, sam: User
) -> None:
    assert may_keep_access(sam, body, TODAY).is_met is False
    Assignment.objects.create(body=body, user=sam, role=Role.SECRETARIAT, starts_on=TODAY)
    assert may_keep_access(sam, body, TODAY).is_met is True


def test_whoever_stands_in_leaves_the_address_of_a_member_as_it_is(
    client: Browser, body: Body, ellen: User, sam: User
) -> None:
    robin = seat_member(body)
    robin.email = "robin@council.example"
    robin.save()
    at = reverse("panels:person_change", args=[body.pk, robin.pk])
    typed = {"title": "Cllr", "given_name": robin.given_name, "family_name": "Ashby"}
    client.force_login(sam)
    page = client.post(at, {**typed, "email": "sam@wessex.example"})
    assert page.context["form"].errors == {
        "email": [
            "You are covering for the secretariat, so you cannot change an email address. "
            "Ask someone else in the secretariat, or an administrator."
        ]
    }
    assertContains(page, 'value="sam@wessex.example"')
    robin.refresh_from_db()
    assert (robin.email, robin.family_name) == ("robin@council.example", "Ash")
    assert client.post(at, {**typed, "email": robin.email}).status_code == 302
    client.force_login(ellen)
    assert client.post(at, {**typed, "email": "ash@council.example"}).status_code == 302
    robin.refresh_from_db()
    assert (robin.email, robin.family_name) == ("ash@council.example", "Ashby")
