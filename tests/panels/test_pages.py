"""The pages of a panel: the roll, its forms, and who may open them."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from foundation.history.models import Event
from panels import actions
from panels.models import Body, Office, OfficeHolder, Person, Seat, Term
from panels.roll import members_on
from tests.builders.panels import (
    COUNCILS,
    add_vacancy,
    give_sign_in,
    make_administrator,
    make_panel,
    make_secretary,
    seat_member,
    seat_members,
)
from tests.going_on import Browser

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
TODAY_TYPED = {"starts_on_day": "24", "starts_on_month": "11", "starts_on_year": "2026"}


def names(body: Body, day: date = TODAY) -> list[str]:
    return [line.name for line in members_on(body, day)]


def test_the_only_body_opens_at_once(clerk: Client, body: Body) -> None:
    assertRedirects(clerk.get(reverse("panels:home")), reverse("panels:body", args=[body.pk]))


def test_several_bodies_are_listed_by_name(client: Browser, body: Body) -> None:
    make_panel("northern", name="Northern Police and Crime Panel")
    client.force_login(make_administrator())
    page = client.get(reverse("panels:home"))
    assert [name for _, name in page.context["rows"]] == [
        "Northern Police and Crime Panel",
        "Wessex Police and Crime Panel",
    ]


def test_the_page_of_a_panel_shows_members_and_vacancies(clerk: Client, body: Body) -> None:
    seat_member(body, "Elm", post_nominals="MBE")
    add_vacancy(body)
    page = clerk.get(reverse("panels:body", args=[body.pk]))
    assertContains(page, "Cllr Ada Elm MBE")
    assertContains(page, "Vacancy")
    assert [fact.figure for fact in page.context["page"].facts] == [
        "1 of 2\u00a0seats filled",
        "No one",
        "5\u00a0clear days",
    ]


def test_a_panel_without_a_chair_says_what_to_do(clerk: Client, body: Body) -> None:
    at = reverse("panels:body", args=[body.pk])
    assertNotContains(clerk.get(at), "No Chair is recorded.")
    chair = seat_member(body, "Elm")
    page = clerk.get(at)
    assertContains(page, "No Chair is recorded.")
    assertContains(page, reverse("panels:office_appoint", args=[body.pk]))
    actions.appoint_office(body=body, person=chair, starts_on=TODAY, by=make_administrator())
    assertNotContains(clerk.get(at), "No Chair is recorded.")


def test_a_member_reads_the_roll_and_sees_nothing_that_changes_it(client: Browser, body: Body) -> None:
    client.force_login(give_sign_in(seat_member(body), "robin@wessex.example"))
    page = client.get(reverse("panels:body", args=[body.pk]))
    assertContains(page, "Cllr Ada Ash")
    assertNotContains(page, reverse("panels:settings", args=[body.pk]))
    assertNotContains(page, "/end/")


def test_a_panel_one_does_not_belong_to_is_not_found(client: Browser, body: Body) -> None:
    other = make_panel("northern", name="Northern Police and Crime Panel")
    client.force_login(make_secretary(other, "Nora Vale"))
    assert client.get(reverse("panels:body", args=[body.pk])).status_code == 404


def changing_addresses(body: Body) -> list[str]:
    person = seat_member(body, "Birch")
    term = person.terms.get()
    office = actions.appoint_office(body=body, person=person, starts_on=TODAY, by=make_administrator())
    scrutinised = actions.add_scrutinised_office(
        body=body, name="Commissioner for Wessex", office_name="Office", by=make_administrator()
    )
    holder = actions.appoint_holder(
        office=scrutinised, person=person, post="Commissioner", starts_on=TODAY, by=make_administrator()
    )
    assignment = body.assignments.first() or actions.assign(
        body=body, user=make_administrator(), role="secretariat", by=make_administrator()
    )
    seat = add_vacancy(body)
    of_body = (
        "settings history body_add members_paste member_add seat_add office_appoint scrutinised_add "
        "holder_add staff_add"
    )
    return [
        *(reverse(f"panels:{name}", args=[body.pk]) for name in of_body.split()),
        reverse("panels:settings_subject", args=[body.pk, "notice"]),
        reverse("panels:settings_change", args=[body.pk, "notice", "notice"]),
        reverse("panels:seat_fill", args=[seat.pk]),
        reverse("panels:seat_close", args=[seat.pk]),
        reverse("panels:term_end", args=[term.pk]),
        reverse("panels:person_change", args=[body.pk, person.pk]),
        reverse("panels:person_sign_in", args=[body.pk, person.pk]),
        reverse("panels:office_end", args=[office.pk]),
        reverse("panels:holder_end", args=[holder.pk]),
        reverse("panels:staff_end", args=[assignment.pk]),
    ]


@pytest.mark.parametrize("verb", ["get", "post"])
def test_a_member_is_refused_every_page_that_changes_the_panel(
    client: Browser, body: Body, verb: str
) -> None:
    member = seat_member(body, "Cedar")
    addresses = changing_addresses(body)
    client.force_login(give_sign_in(member, "robin@wessex.example"))
    before = Event.objects.count()
    answers = {address: getattr(client, verb)(address).status_code for address in addresses}
    assert answers == dict.fromkeys(addresses, 409)
    assert Event.objects.count() == before


def test_the_secretary_opens_every_page_that_changes_the_panel(clerk: Client, body: Body) -> None:
    addresses = changing_addresses(body)
    assert {a: clerk.get(a).status_code for a in addresses} == dict.fromkeys(addresses, 200)


def test_somebody_of_another_panel_finds_none_of_them(client: Browser, body: Body) -> None:
    addresses = changing_addresses(body)
    other = make_panel("northern", name="Northern Police and Crime Panel")
    client.force_login(make_secretary(other, "Nora Vale"))
    assert {a: client.get(a).status_code for a in addresses} == dict.fromkeys(addresses, 404)


def test_a_visitor_is_sent_to_sign_in(client: Browser, body: Body) -> None:
    addresses = [*changing_addresses(body), reverse("panels:home"), reverse("panels:venues")]
    assert {client.get(a).headers["Location"].split("?")[0] for a in addresses} == {reverse("account_login")}
    assert Body.objects.visible_to(AnonymousUser(), TODAY).count() == 0


def test_a_member_may_read_meeting_places_and_not_add_one(client: Browser, body: Body) -> None:
    client.force_login(give_sign_in(seat_member(body), "robin@wessex.example"))
    assert client.get(reverse("panels:venues")).status_code == 200
    assert client.get(reverse("panels:venue_add")).status_code == 409


@pytest.mark.parametrize("count", [3, 39])
def test_the_page_of_a_panel_asks_the_same_queries_for_any_number_of_members(
    clerk: Client, body: Body, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    seat_members(body, count)
    address = reverse("panels:body", args=[body.pk])
    with django_assert_num_queries(16):
        page = clerk.get(address)
    assert len(page.context["page"].members) == count


def test_a_member_is_added_with_a_seat(clerk: Client, body: Body) -> None:
    typed = {"title": "Cllr", "given_name": "Robin", "family_name": "Fern", "kind": "appointed"}
    typed |= {"council": "Cranmere Borough Council", **TODAY_TYPED}
    clerk.post(reverse("panels:member_add", args=[body.pk]), typed)
    assert names(body) == ["Cllr Robin Fern"]


def test_an_appointed_member_without_a_council_is_asked_for_it(clerk: Client, body: Body) -> None:
    typed = {"family_name": "Fern", "kind": "appointed", **TODAY_TYPED}
    page = clerk.post(reverse("panels:member_add", args=[body.pk]), typed)
    assert page.context["form"].errors == {"council": ["Enter the council that appoints this member"]}
    assertContains(page, 'value="Fern"')


def test_a_vacancy_is_filled_and_emptied_again(clerk: Client, body: Body) -> None:
    seat = add_vacancy(body)
    typed = {"family_name": "Gale", "title": "Cllr", **TODAY_TYPED}
    clerk.post(reverse("panels:seat_fill", args=[seat.pk]), typed)
    assert names(body) == ["Cllr Gale"]
    ended = {"ends_on_day": "30", "ends_on_month": "11", "ends_on_year": "2026", "reason": "Moved away"}
    clerk.post(reverse("panels:term_end", args=[Term.objects.get().pk]), ended)
    assert (names(body), names(body, date(2026, 12, 1))) == (["Cllr Gale"], ["Vacancy"])


def test_a_filled_seat_is_not_filled_twice_and_says_who_holds_it(clerk: Client, body: Body) -> None:
    seat_member(body, "Heath")
    typed = {"family_name": "Ivy", **TODAY_TYPED}
    page = clerk.post(reverse("panels:seat_fill", args=[Seat.objects.get().pk]), typed)
    assert page.context["form"].non_field_errors() == [
        "Cllr Ada Heath holds this seat then: end that term first."
    ]
    assert Person.objects.count() == 1


def test_a_vacant_seat_ends(clerk: Client, body: Body) -> None:
    seat = add_vacancy(body)
    clerk.post(
        reverse("panels:seat_close", args=[seat.pk]),
        {"ends_on_day": 1, "ends_on_month": 12, "ends_on_year": 2026},
    )
    assert (names(body), names(body, date(2026, 12, 2))) == (["Vacancy"], [])


def test_a_chair_follows_a_chair(clerk: Client, body: Body) -> None:
    first, second = seat_members(body, 2)
    actions.appoint_office(body=body, person=first, starts_on=date(2026, 6, 1), by=make_administrator())
    address = reverse("panels:office_appoint", args=[body.pk])
    clerk.post(address, {"person": second.pk, "kind": "chair", **TODAY_TYPED})
    assert list(Office.objects.order_by("starts_on").values_list("person", "ends_on")) == [
        (first.pk, date(2026, 11, 23)),
        (second.pk, None),
    ]
    page = clerk.get(reverse("panels:body", args=[body.pk]))
    assert page.context["page"].facts[1].figure == "Cllr Ada Birch"


def test_a_panel_with_two_deputies_records_them_beside_each_other_and_nobody_twice(
    clerk: Client, body: Body
) -> None:
    first, second = seat_members(body, 2)
    address = reverse("panels:office_appoint", args=[body.pk])
    for person in (first, second):
        clerk.post(address, {"person": person.pk, "kind": "deputy", "goes_on": "on", **TODAY_TYPED})
    assert list(Office.objects.values_list("person", "ends_on")) == [(first.pk, None), (second.pk, None)]
    again = clerk.post(address, {"person": second.pk, "kind": "deputy", "goes_on": "on", **TODAY_TYPED})
    assert again.context["form"].non_field_errors() == [f"{second} already holds this office."]


def test_the_commissioner_is_recorded_in_two_steps(clerk: Client, body: Body) -> None:
    answer = clerk.post(
        reverse("panels:scrutinised_add", args=[body.pk]),
        {"name": "Police and Crime Commissioner for Wessex", "office_name": "Office of the Commissioner"},
    )
    typed: dict[str, Any] = {
        "given_name": "Ursula",
        "family_name": "Hale",
        "post": "Police and Crime Commissioner",
    }
    typed |= {"office": body.scrutinised_offices.get().pk, **TODAY_TYPED}
    clerk.post(answer.headers["Location"], typed)
    assert [str(holder) for holder in OfficeHolder.objects.all()] == [
        "Ursula Hale, Police and Crime Commissioner"
    ]


def test_a_colleague_is_let_in_by_e_mail_address(clerk: Client, body: Body) -> None:
    typed = {"name": "Jo Tarrant", "email": "jo@wessex.example", "role": "monitoring_officer", **TODAY_TYPED}
    clerk.post(reverse("panels:staff_add", args=[body.pk]), typed)
    assignment = body.assignments.get(user__email="jo@wessex.example")
    assert (assignment.get_role_display(), assignment.user.has_usable_password()) == (
        "Monitoring or proper officer",
        False,
    )


def test_a_member_is_let_in_by_e_mail_address(clerk: Client, body: Body) -> None:
    person = seat_member(body)
    clerk.post(reverse("panels:person_sign_in", args=[body.pk, person.pk]), {"email": "Robin@wessex.example"})
    user = Person.objects.get(pk=person.pk).user
    assert user is not None
    assert user.email == "robin@wessex.example"


def test_a_name_is_put_right(clerk: Client, body: Body) -> None:
    person = seat_member(body, "Dael")
    clerk.post(
        reverse("panels:person_change", args=[body.pk, person.pk]), {"title": "Cllr", "family_name": "Dale"}
    )
    assert names(body) == ["Cllr Dale"]


def test_a_sub_committee_begins_with_its_parent_s_settings(clerk: Client, body: Body) -> None:
    actions.change_settings(body=body, starts_on=TODAY, by=make_administrator(), accent_colour="#003078")
    answer = clerk.post(
        reverse("panels:body_add", args=[body.pk]), {"name": "Precept Group", "kind": "task_group"}
    )
    child = Body.objects.get(parent=body)
    assertRedirects(answer, reverse("panels:body", args=[child.pk]))
    settings = child.settings_on(TODAY)
    assert (settings.name, settings.accent_colour) == ("Precept Group", "#003078")


def test_meeting_places_are_added_and_changed(clerk: Client, body: Body) -> None:
    clerk.post(reverse("panels:venue_add"), {"name": "Council Chamber", "address": "County Hall, Ambermere"})
    page = clerk.get(reverse("panels:venues"))
    venue = page.context["venues"].get()
    clerk.post(
        reverse("panels:venue_change", args=[venue.pk]),
        {"name": "Council Chamber", "access_note": "Step-free entrance"},
    )
    venue.refresh_from_db()
    assert (venue.address, venue.access_note) == ("", "Step-free entrance")


def test_the_history_tells_what_happened(clerk: Client, body: Body) -> None:
    actions.add_member(
        body=body,
        person={"title": "Cllr", "given_name": "Ada", "family_name": "Ash"},
        council=COUNCILS[0],
        kind=Seat.Kind.APPOINTED,
        starts_on=TODAY,
        by=make_administrator(),
    )
    page = clerk.get(reverse("panels:history", args=[body.pk]))
    assertContains(page, "Cllr Ada Ash, Ambermere City Council")


def test_a_date_that_does_not_exist_is_said_beside_the_field(clerk: Client, body: Body) -> None:
    seat = add_vacancy(body)
    typed = {"family_name": "Gale", "starts_on_day": "31", "starts_on_month": "2", "starts_on_year": "2027"}
    page = clerk.post(reverse("panels:seat_fill", args=[seat.pk]), typed)
    assert list(page.context["form"].errors) == ["starts_on"]
    assertContains(page, 'value="31"')


def test_a_group_is_a_link_for_those_who_may_open_its_page(clerk: Client, body: Body) -> None:
    group = actions.set_up_body(
        name="Rural group", kind=Body.Kind.TASK_GROUP, parent=body, by=make_administrator()
    )
    page = reverse("panels:body", args=[body.pk])
    address = reverse("panels:body", args=[group.pk])
    assertNotContains(clerk.get(page), f'href="{address}"')
    clerk.force_login(make_administrator())
    assertContains(clerk.get(page), f'href="{address}"')
