"""What can be done to a body: every act asks the policy, writes once and leaves one event."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from foundation.accounts.roles import Role
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.history.walking import broken_links
from foundation.ui.dates import long_day
from panels import actions
from panels.models import Assignment, Body, BodySettings, Office, Person, Seat, Term
from panels.pasting import paste_members
from panels.policies import roles_of
from panels.providers import todo_rows
from panels.roll import chair_on, composition, members_on, office_holders_on
from tests.builders.panels import (
    FIRST_DAY,
    add_vacancy,
    give_sign_in,
    make_administrator,
    make_secretary,
    seat_member,
    seat_members,
)

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


def last_verbs(count: int) -> list[str]:
    return [event.verb for event in Event.objects.order_by("-number")[:count]]


@pytest.mark.shows("V40", "S4-80")
def test_a_change_of_settings_makes_a_whole_new_row(body: Body) -> None:
    actions.change_settings(body=body, starts_on=TODAY, by=make_administrator(), name="Wessex PFCP")
    assert list(BodySettings.objects.values_list("starts_on", "name", "clear_days")) == [
        (FIRST_DAY, "Wessex Police and Crime Panel", 5),
        (TODAY, "Wessex PFCP", 5),
    ]
    assert last_verbs(1) == ["settings changed"]


def test_a_change_on_the_same_day_puts_the_row_right(body: Body) -> None:
    for name in ("Wesex", "Wessex"):
        actions.change_settings(body=body, starts_on=TODAY, by=make_administrator(), name=name)
    assert list(BodySettings.objects.values_list("name", flat=True)) == [
        "Wessex Police and Crime Panel",
        "Wessex",
    ]


def test_a_change_in_between_copies_the_row_before_it_and_leaves_the_one_after(body: Body) -> None:
    by = make_administrator()
    actions.change_settings(body=body, starts_on=date(2027, 1, 1), by=by, name="Later")
    actions.change_settings(body=body, starts_on=TODAY, by=by, short_name="WPCP")
    assert list(BodySettings.objects.values_list("name", "short_name")) == [
        ("Wessex Police and Crime Panel", ""),
        ("Wessex Police and Crime Panel", "WPCP"),
        ("Later", ""),
    ]


def test_a_change_of_nothing_writes_nothing(body: Body) -> None:
    before = Event.objects.count()
    actions.change_settings(
        body=body, starts_on=FIRST_DAY, by=make_administrator(), name="Wessex Police and Crime Panel"
    )
    assert Event.objects.count() == before


def test_a_light_colour_is_refused_and_nothing_is_written(body: Body) -> None:
    with pytest.raises(Refused, match="too light to read"):
        actions.change_settings(body=body, starts_on=TODAY, by=make_administrator(), accent_colour="#ffffff")
    assert BodySettings.objects.count() == 1


def test_a_colour_that_is_none_is_refused(body: Body) -> None:
    with pytest.raises(ValidationError):
        actions.change_settings(body=body, starts_on=TODAY, by=make_administrator(), accent_colour="plum")


def test_numbers_with_a_prefix_need_the_prefix(body: Body) -> None:
    with pytest.raises(Refused, match="Enter the prefix"):
        actions.change_settings(
            body=body, starts_on=TODAY, by=make_administrator(), minute_numbering="prefixed"
        )


def test_two_bodies_of_one_name_have_addresses_of_their_own(body: Body) -> None:
    made = [actions.set_up_body(name="Wessex Panel", by=make_administrator()) for _ in range(2)]
    assert [each.slug for each in made] == ["wessex-panel", "wessex-panel-2"]


def test_clear_days_follow_the_jurisdiction_unless_given() -> None:
    days = [
        actions.set_up_body(name="Wessex Panel", by=make_administrator(), **given)
        .settings_on(TODAY)
        .clear_days
        for given in ({}, {"jurisdiction": "wales"}, {"jurisdiction": "wales", "clear_days": 4})
    ]
    assert days == [5, 3, 4]


def test_only_an_administrator_sets_up_a_panel_and_a_secretary_a_body_below_hers(body: Body) -> None:
    clerk = make_secretary(body)
    with pytest.raises(Refused, match="Only an administrator"):
        actions.set_up_body(name="Another", by=clerk)
    child = actions.set_up_body(name="Precept Group", parent=body, kind=Body.Kind.TASK_GROUP, by=clerk)
    assert roles_of(clerk, child, TODAY) == {"secretariat"}


def test_every_act_on_a_body_is_refused_to_a_member_and_leaves_no_trace(body: Body) -> None:
    person = seat_member(body)
    term = person.terms.get()
    office = actions.appoint_office(body=body, person=person, starts_on=JUNE, by=make_administrator())
    member = give_sign_in(person, "robin@wessex.example")
    acts: list[Callable[[], object]] = [
        lambda: actions.change_settings(body=body, starts_on=TODAY, by=member, name="Mine"),
        lambda: actions.add_seat(body=body, by=member),
        lambda: actions.close_seat(seat=term.seat, ends_on=TODAY, by=member),
        lambda: actions.seat_member(person=person, seat=term.seat, starts_on=TODAY, by=member),
        lambda: actions.end_term(term=term, ends_on=TODAY, by=member),
        lambda: actions.appoint_office(body=body, person=person, starts_on=TODAY, by=member),
        lambda: actions.end_office(office=office, ends_on=TODAY, by=member),
        lambda: actions.add_scrutinised_office(body=body, name="x", office_name="y", by=member),
        lambda: actions.assign(body=body, user=member, role="secretariat", by=member),
        lambda: actions.save_pasted(body=body, rows=[], starts_on=TODAY, by=member),
        lambda: actions.add_person(family_name="x", by=member),
        lambda: actions.change_person(person=person, by=member, title="Lord"),
        lambda: actions.add_authority(name="x", by=member),
        lambda: actions.add_venue(name="x", by=member),
        lambda: actions.create_user(email="x@wessex.example", name="x", by=member),
        lambda: actions.give_sign_in(person=person, email="x@wessex.example", by=member),
    ]
    before = Event.objects.count()
    for act in acts:
        with pytest.raises(Refused):
            act()
    assert Event.objects.count() == before


def test_a_secretary_cannot_make_an_administrator(body: Body) -> None:
    with pytest.raises(Refused, match="another administrator"):
        actions.create_user(
            email="x@wessex.example", name="x", by=make_secretary(body), is_administrator=True
        )


def test_terms_in_one_seat_never_cross(body: Body) -> None:
    first, other = seat_member(body, "Ash"), seat_member(body, "Birch")
    seat = first.terms.get().seat
    by = make_administrator()
    actions.end_term(term=first.terms.get(), ends_on=JULY, by=by)
    with pytest.raises(Refused, match="Cllr Ada Ash holds this seat then"):
        actions.seat_member(person=other, seat=seat, starts_on=JULY, by=by)
    with pytest.raises(Refused, match="already has a seat on this body"):
        actions.seat_member(person=other, seat=seat, starts_on=date(2026, 7, 2), by=by)
    actions.end_term(term=other.terms.get(), ends_on=JULY, by=by)
    actions.seat_member(person=other, seat=seat, starts_on=date(2026, 7, 2), by=by)
    with pytest.raises(Refused, match="Cllr Ada Birch holds this seat from Thursday 2 July 2026"):
        actions.end_term(term=first.terms.get(), ends_on=TODAY, by=by)


def test_a_seat_cannot_be_filled_before_it_exists(body: Body) -> None:
    person = seat_member(body)
    with pytest.raises(Refused, match="does not exist yet"):
        actions.seat_member(
            person=person, seat=add_vacancy(body), starts_on=date(2010, 1, 1), by=make_administrator()
        )


def test_an_office_ends_with_the_membership(body: Body) -> None:
    person = seat_member(body)
    actions.appoint_office(body=body, person=person, starts_on=JUNE, by=make_administrator())
    actions.end_term(term=person.terms.get(), ends_on=JULY, by=make_administrator(), reason="Moved away")
    assert (chair_on(body, JULY), chair_on(body, date(2026, 7, 2))) == (person, None)
    assert last_verbs(2) == ["office ended", "membership ended"]


def test_the_reason_of_an_end_stands_in_the_note_that_can_be_erased(body: Body) -> None:
    actions.end_term(
        term=seat_member(body).terms.get(), ends_on=JULY, by=make_administrator(), reason="Moved away"
    )
    event = Event.objects.order_by("-number").select_related("note")[0]
    assert (event.note.text, "Moved away" in str(event.data)) == ("Moved away", False)


def test_only_a_member_takes_the_chair(body: Body) -> None:
    stranger = actions.add_person(family_name="Stranger", by=make_administrator())
    with pytest.raises(Refused, match="is not a member on that day"):
        actions.appoint_office(body=body, person=stranger, starts_on=TODAY, by=make_administrator())


def test_who_is_known_as_a_member_only_from_a_later_day_is_said_with_that_day(body: Body) -> None:
    person = seat_member(body)
    before = FIRST_DAY - timedelta(days=1)
    with pytest.raises(Refused, match=f"recorded as a member only from {long_day(FIRST_DAY)}"):
        actions.appoint_office(body=body, person=person, starts_on=before, by=make_administrator())


def test_an_office_that_somebody_takes_later_has_to_end_first(body: Body) -> None:
    first, second = seat_members(body, 2)
    actions.appoint_office(body=body, person=first, starts_on=TODAY, by=make_administrator())
    with pytest.raises(Refused, match="from Tuesday 24 November 2026: end that first"):
        actions.appoint_office(body=body, person=second, starts_on=JUNE, by=make_administrator())
    assert Office.objects.count() == 1


def test_a_filled_seat_cannot_end(body: Body) -> None:
    seat = seat_member(body).terms.get().seat
    with pytest.raises(Refused, match="end that term first"):
        actions.close_seat(seat=seat, ends_on=TODAY, by=make_administrator())


def test_the_same_role_is_given_once(body: Body) -> None:
    user = make_secretary(body)
    actions.assign(body=body, user=user, role="secretariat", by=make_administrator())
    assert Assignment.objects.filter(user=user).count() == 1


def test_one_address_signs_in_one_person(body: Body) -> None:
    first, second = seat_members(body, 2)
    give_sign_in(first, "shared@wessex.example")
    with pytest.raises(Refused, match="already signs in with this address"):
        actions.give_sign_in(person=second, email="Shared@wessex.example", by=make_administrator())


def test_access_follows_from_the_term(body: Body) -> None:
    person = seat_member(body)
    user = give_sign_in(person, "robin@wessex.example")
    actions.end_term(term=person.terms.get(), ends_on=JULY, by=make_administrator())
    assert (roles_of(user, body, JULY), roles_of(user, body, TODAY)) == (
        frozenset({Role.MEMBER}),
        frozenset(),
    )


def test_a_council_named_twice_is_one_council(body: Body) -> None:
    rows = paste_members("Cllr A Ash\tAmbermere City Council\nCllr B Birch\tambermere city council").rows
    actions.save_pasted(body=body, rows=rows, starts_on=TODAY, by=make_administrator())
    lines = members_on(body, TODAY)
    assert (composition(lines, body.settings_on(TODAY)).authorities, len(lines)) == (1, 2)


def test_the_roll_stands_in_the_order_of_family_names_with_vacancies_last(body: Body) -> None:
    for name in ("birch", "Elm", "Ash"):
        seat_member(body, name)
    add_vacancy(body)
    lines = members_on(body, TODAY)
    assert [line.name for line in lines] == [
        "Cllr Ada Ash",
        "Cllr Ada birch",
        "Cllr Ada Elm",
        "Vacancy",
    ]


def test_the_roll_knows_its_offices_by_the_body_s_own_words(body: Body) -> None:
    by = make_administrator()
    actions.change_settings(body=body, starts_on=JUNE, by=by, chair_style="Chairman")
    first, second = seat_members(body, 2)
    actions.appoint_office(body=body, person=first, starts_on=JUNE, by=by)
    actions.appoint_office(body=body, person=second, starts_on=JUNE, by=by, kind=Office.Kind.DEPUTY)
    assert [line.office for line in members_on(body, TODAY)] == ["Chairman", "Deputy Chairman"]
    assert chair_on(body, TODAY) == first


def test_substitutes_stand_in_the_roll_only_when_asked_for(body: Body) -> None:
    by = make_administrator()
    seat = actions.add_seat(body=body, by=by, kind=Seat.Kind.SUBSTITUTE, starts_on=JUNE)
    person = actions.add_person(family_name="Spare", by=by)
    actions.seat_member(person=person, seat=seat, starts_on=JUNE, by=by)
    assert [len(members_on(body, TODAY)), len(members_on(body, TODAY, substitutes=True))] == [0, 1]


@pytest.mark.parametrize("count", [3, 39])
def test_the_roll_asks_the_same_queries_for_any_number_of_members(
    body: Body, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    seat_members(body, count)
    with django_assert_num_queries(1):
        lines = members_on(body, TODAY)
        assert len([(line.name, line.for_whom, line.kind_label) for line in lines]) == count


def test_holders_stand_in_the_order_they_were_entered_and_serve_the_bodies_below(body: Body) -> None:
    by = make_administrator()
    office = actions.add_scrutinised_office(body=body, name="Commissioner", office_name="Office", by=by)
    for name in ("Zeal", "Able"):
        person = actions.add_person(family_name=name, by=by)
        holder = actions.appoint_holder(office=office, person=person, post="Officer", starts_on=JUNE, by=by)
    child = actions.set_up_body(name="Precept Group", parent=body, by=by)
    actions.end_holder(holder=holder, ends_on=JULY, by=by)
    assert [str(h.person) for h in office_holders_on(child, JUNE)] == ["Zeal", "Able"]
    assert [str(h.person) for h in office_holders_on(body, TODAY)] == ["Zeal"]


def test_a_membership_that_ends_soon_and_an_empty_chair_need_the_secretary(body: Body) -> None:
    clerk = make_secretary(body)
    person = seat_member(body)
    actions.end_term(term=person.terms.get(), ends_on=date(2026, 12, 10), by=clerk)
    assert [(row.subject, row.sentence) for row in todo_rows(clerk, TODAY)] == [
        (
            "Cllr Ada Ash’s membership",
            "ends on Thursday 10 December 2026. Ask Ambermere City Council for the next appointment.",
        ),
        ("No Chair is recorded.", "The Chair has to agree the agenda."),
    ]
    member = give_sign_in(person, "robin@wessex.example")
    assert todo_rows(member, TODAY) == []


def test_every_act_leaves_a_chain_that_holds(body: Body) -> None:
    seat_members(body, 2)
    actions.end_term(term=Term.objects.all()[0], ends_on=JULY, by=make_administrator())
    assert (list(broken_links()), Person.objects.count()) == ([], 2)
