"""Whoever is entered under a name that is known already is asked for: the same person, or another."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts.roles import Role
from panels import actions
from panels.models import Body, OfficeHolder, Person, Term
from tests.builders.panels import add_vacancy, make_administrator, make_panel, make_secretary, seat_member

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY_TYPED = {"starts_on_day": "24", "starts_on_month": "11", "starts_on_year": "2026"}
ASKED = "Select whether this is the same person or someone else of the same name"


@pytest.fixture
def former(body: Body) -> Person:
    """Somebody who was a member before."""
    person = {"title": "Cllr", "given_name": "Mary Ann", "family_name": "Smith-Jones"}
    days = {"starts_on": date(2020, 5, 20), "ends_on": date(2024, 5, 1)}
    by = make_administrator()
    term = actions.add_member(
        body=body, person=person, kind="appointed", council="Elm Council", by=by, **days
    )
    return term.person


def typed(given: str, family: str, **more: str) -> dict[str, str]:
    fields = {"given_name": given, "family_name": family, "kind": "appointed", "council": "Oak Council"}
    return {**fields, **TODAY_TYPED, **more}


@pytest.mark.parametrize(
    ("given", "family"),
    [("Mary Ann", "Smith-Jones"), ("mary  ann", "SMITH JONES"), ("Maryann", "Smith-jones")],
)
def test_a_member_of_a_known_name_is_asked_for_and_what_was_typed_stays(
    clerk: Client, body: Body, former: Person, given: str, family: str
) -> None:
    address = reverse("panels:member_add", args=[body.pk])
    page = clerk.post(address, typed(given, family))
    form = page.context["form"]
    assert form.errors == {"same": [ASKED]}
    assert [words for _, words in form.fields["same"].choices] == [
        "The same person: Cllr Mary Ann Smith-Jones, Elm Council",
        "Another person of the same name",
    ]
    assert 'value="Oak Council"' in page.content.decode()
    assert clerk.post(address, typed(given, family, same=str(former.pk))).status_code == 302
    assert Person.objects.count() == 1
    assert Term.objects.filter(person=former).count() == 2


def test_another_person_of_the_same_name_is_a_person_of_their_own(
    clerk: Client, body: Body, former: Person
) -> None:
    address = reverse("panels:member_add", args=[body.pk])
    assert clerk.post(address, typed("Mary Ann", "Smith-Jones", same="new")).status_code == 302
    assert Person.objects.count() == 2
    assert clerk.post(address, typed("Mary", "Smith")).status_code == 302


def test_a_vacancy_and_an_office_held_to_account_ask_too(clerk: Client, body: Body, former: Person) -> None:
    seat = add_vacancy(body)
    fill = reverse("panels:seat_fill", args=[seat.pk])
    assert clerk.post(fill, typed("Mary Ann", "Smith-Jones")).context["form"].errors == {"same": [ASKED]}
    assert clerk.post(fill, typed("Mary Ann", "Smith-Jones", same=str(former.pk))).status_code == 302
    actions.add_scrutinised_office(
        body=body, name="Commissioner", office_name="Office", by=make_administrator()
    )
    add = reverse("panels:holder_add", args=[body.pk])
    office = str(body.scrutinised_offices.get().pk)
    held = typed("Mary Ann", "Smith-Jones", post="Deputy", office=office)
    assert clerk.post(add, held).context["form"].errors == {"same": [ASKED]}
    assert clerk.post(add, held | {"same": str(former.pk)}).status_code == 302
    assert OfficeHolder.objects.get().person == former
    assert Person.objects.count() == 1


def test_a_lesser_role_elsewhere_does_not_let_a_secretary_take_its_people_on(
    client: Client, body: Body
) -> None:
    """Whoever is taken on can be read and changed in private by those who take them on."""
    other = make_panel("mercia", name="Mercia Police and Crime Panel")
    seat_member(other, "Birch", given_name="Ann", email="private@mercia.example")
    user = make_secretary(body)
    by = make_administrator()
    actions.assign(user=user, body=other, role=Role.REPORT_AUTHOR, starts_on=date(2026, 1, 1), by=by)
    client.force_login(user)
    actions.add_scrutinised_office(body=body, name="Commissioner", office_name="Office", by=by)
    office = str(body.scrutinised_offices.get().pk)
    birch = Person.objects.get(family_name="Birch")
    fill = reverse("panels:seat_fill", args=[add_vacancy(body).pk])
    for address, more in (
        (reverse("panels:member_add", args=[body.pk]), {}),
        (fill, {}),
        (reverse("panels:holder_add", args=[body.pk]), {"post": "Deputy", "office": office}),
    ):
        client.post(address, typed("Ann", "Birch", same=str(birch.pk), **more))
    assert Term.objects.filter(person=birch).count() == 1
    assert not OfficeHolder.objects.filter(person=birch).exists()
    assert client.get(reverse("panels:person_change", args=[body.pk, birch.pk])).status_code in {403, 404}


def test_whoever_serves_two_bodies_takes_the_people_of_one_onto_the_other(client: Client, body: Body) -> None:
    other = make_panel("mercia", name="Mercia Police and Crime Panel")
    birch = seat_member(other, "Birch", given_name="Ann")
    user = make_secretary(body)
    by = make_administrator()
    actions.assign(user=user, body=other, role=Role.SECRETARIAT, starts_on=date(2026, 1, 1), by=by)
    client.force_login(user)
    add = reverse("panels:member_add", args=[body.pk])
    assert client.post(add, typed("Ann", "Birch", same=str(birch.pk))).status_code == 302
    assert Term.objects.filter(person=birch).count() == 2


def test_a_pasted_list_says_who_is_known_and_takes_those_who_are_ticked(
    clerk: Client, body: Body, former: Person
) -> None:
    address = reverse("panels:members_paste", args=[body.pk])
    rows = "Cllr Mary ann Smith-jones, Oak Council\nCllr Bo Oak, Oak Council"
    shown = clerk.post(address, {"text": rows})
    form = shown.context["form"]
    key = f"1-{former.pk}"
    assert form.same.field.choices == [(key, "Line 1: Cllr Mary Ann Smith-Jones, Elm Council")]
    assert "Select each person who is the same." in shown.content.decode()
    save = {"text": rows, "seen": form.fingerprint, "save": "yes", "same_people": key}
    assert clerk.post(address, save).status_code == 302
    assert Term.objects.filter(person=former).count() == 2
    assert Person.objects.count() == 2


def test_a_pasted_name_that_nobody_ticks_is_a_new_person(clerk: Client, body: Body, former: Person) -> None:
    address = reverse("panels:members_paste", args=[body.pk])
    rows = "Cllr Mary Ann Smith-Jones, Oak Council"
    form = clerk.post(address, {"text": rows}).context["form"]
    clerk.post(address, {"text": rows, "seen": form.fingerprint, "save": "yes"})
    assert Person.objects.count() == 2
    again = clerk.post(address, {"text": "Cllr Maryann Smith Jones, Elm Council"}).context["form"]
    assert again.errors["text"] == ["Line 1: Cllr Maryann Smith Jones is already a member. Remove the line."]
