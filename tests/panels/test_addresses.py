"""Who decides where a sign-in code goes: the owner, or an administrator whom the old address can stop."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import User
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from panels import actions
from panels.models import AddressChange, Body, Person
from tests.builders.panels import (
    COUNCILS,
    FIRST_DAY,
    add_vacancy,
    give_sign_in,
    make_administrator,
    make_panel,
    make_secretary,
    seat_member,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OLD, NEW = "robin@wessex.example", "robin@kennetside.example"


@pytest.fixture
def robin(body: Body) -> User:
    return give_sign_in(seat_member(body, given_name="Robin"), OLD)


def second_administrator() -> User:
    return User.objects.create_user("bo@wessex.example", "Bo Lane", is_administrator=True)


def follow(email: str) -> tuple[Client, str]:
    """A fresh browser that follows the newest link sent to this address, and the page it comes to."""
    mail = OutgoingMail.objects.filter(recipient=email, body__contains="/link/").latest("pk")
    browser = Client()
    (link,) = re.findall(r"/link/\S+", mail.body)[:1]
    answer = browser.get(link)
    return browser, answer.headers["Location"]


def address_of(user: User) -> str:
    return User.objects.get(pk=user.pk).email


def ask(user: User, **more: Any) -> AddressChange:
    return actions.ask_for_address(user=user, email=NEW, by=make_administrator(), reason="New post", **more)


def test_an_administrators_change_holds_after_three_days_and_is_told_to_the_old_address(
    robin: User, clock: time_machine.Traveller
) -> None:
    browser = signed_in(robin)
    ask(robin)
    assert "Stop the change" in OutgoingMail.objects.get(recipient=OLD).body
    clock.shift(timedelta(days=3) - timedelta(minutes=1))
    assert (actions.carry_out_due(), address_of(robin)) == (0, OLD)
    clock.shift(timedelta(minutes=1))
    assert (actions.carry_out_due(), actions.carry_out_due(), address_of(robin)) == (1, 0, NEW)
    assert browser.get(reverse("panels:my_address")).status_code == 302
    told = OutgoingMail.objects.filter(subject__contains="address").values_list("recipient", flat=True)
    assert sorted(told) == [NEW, OLD, OLD]


def test_the_old_address_stops_it_by_the_link_of_the_mail(robin: User, clock: time_machine.Traveller) -> None:
    ask(robin)
    browser, page = follow(OLD)
    assert "Stop the change" in browser.get(page).content.decode()
    browser.post(page, {"answer": "stop"})
    clock.shift(timedelta(days=4))
    assert (actions.carry_out_due(), address_of(robin)) == (0, OLD)
    assert AddressChange.objects.get().stopped_by == "Robin Ash (by personal link)"
    assert browser.get(page).status_code == 404


def test_the_old_address_can_let_it_hold_at_once(robin: User) -> None:
    ask(robin)
    browser, page = follow(OLD)
    browser.post(page, {"answer": "right"})
    assert address_of(robin) == NEW


@pytest.mark.parametrize("first", [OLD, NEW])
def test_the_owners_change_holds_once_both_addresses_followed_their_link(robin: User, first: str) -> None:
    browser = signed_in(robin)
    browser.post(reverse("account_email"), {"email": NEW})
    for address in [first, *({OLD, NEW} - {first})]:
        assert address_of(robin) == OLD
        holder, page = follow(address)
        holder.post(page, {"answer": "right"})
    assert address_of(robin) == NEW


def test_the_librarys_own_page_adds_no_address_to_an_account(robin: User) -> None:
    signed_in(robin).post(reverse("account_email"), {"action_add": "", "email": "thief@mercia.example"})
    assert (address_of(robin), AddressChange.objects.get().new_email) == (OLD, "thief@mercia.example")
    assert not EmailAddress.objects.filter(user=robin).exists()


def test_a_lost_mailbox_takes_two_administrators_and_none_of_them_its_owner(robin: User) -> None:
    change = ask(robin, is_lost=True)
    for one in (make_administrator(), robin):
        with pytest.raises(Refused):
            actions.confirm_address(change=change, by=one)
    assert address_of(robin) == OLD
    actions.confirm_address(change=change, by=second_administrator())
    assert address_of(robin) == NEW


def test_only_a_lost_mailbox_is_confirmed_by_a_second_administrator(robin: User) -> None:
    with pytest.raises(Refused, match="must be confirmed from the address"):
        actions.confirm_address(change=ask(robin), by=second_administrator())


def test_nobody_else_asks_and_a_taken_address_is_refused_beside_its_field(body: Body, robin: User) -> None:
    clerk = make_secretary(body)
    with pytest.raises(Refused, match="Only an administrator"):
        actions.ask_for_address(user=robin, email=NEW, by=clerk)
    typed = {"email": clerk.email, "reason": "Mine"}
    answer = signed_in(make_administrator()).post(reverse("panels:account_address", args=[robin.pk]), typed)
    assert "Another account has this address" in str(answer.context["form"].errors["email"])
    assert not AddressChange.objects.exists()


def test_an_address_that_somebody_else_took_in_the_meantime_is_not_taken_from_them(
    robin: User, clock: time_machine.Traveller
) -> None:
    ask(robin)
    User.objects.create_user(NEW, "Jo Tarrant")
    clock.shift(timedelta(days=4))
    actions.carry_out_due()
    assert (address_of(robin), AddressChange.objects.get().stopped_by) == (OLD, "Panelbook")


def test_every_body_of_the_person_sees_what_happens_to_the_sign_in(body: Body, robin: User) -> None:
    group = actions.set_up_body(name="Task group", parent=body, kind="task_group", by=make_administrator())
    seat = add_vacancy(group)
    person = Person.objects.get(user=robin)
    actions.seat_member(person=person, seat=seat, starts_on=FIRST_DAY, by=make_administrator())
    ask(robin)
    events = Event.objects.filter(verb="change of sign-in address asked for")
    assert set(events.values_list("scope", flat=True)) == {body.scope, group.scope}
    assert {each.note.text for each in events} == {f"Robin Ash: from {OLD} to {NEW}"}


def clerk_of_a_group(body: Body, person: Person) -> tuple[Body, User]:
    """A group below the panel on which this person sits too, and who serves the group only."""
    admin = make_administrator()
    group = actions.set_up_body(name="Task group", parent=body, kind="task_group", by=admin)
    clerk = make_secretary(group, "Owen Tate")
    actions.seat_member(person=person, seat=add_vacancy(group), starts_on=FIRST_DAY, by=clerk)
    return group, clerk


@pytest.mark.shows("R-1")
def test_the_clerk_of_a_group_sets_nobodys_sign_in_who_also_sits_on_the_panel(
    body: Body, robin: User
) -> None:
    robin_in_seat, other = Person.objects.get(user=robin), seat_member(body, "Birch", COUNCILS[2])
    group, clerk = clerk_of_a_group(body, robin_in_seat)
    actions.seat_member(person=other, seat=add_vacancy(group, COUNCILS[2]), starts_on=FIRST_DAY, by=clerk)
    for person, why in ((robin_in_seat, "can already sign in"), (other, "which you do not serve")):
        page = reverse("panels:person_sign_in", args=[group.pk, person.pk])
        assert signed_in(clerk).post(page, {"email": clerk.email}).status_code == 409
        with pytest.raises(Refused, match=why):
            actions.give_sign_in(person=person, email="mine@mercia.example", by=clerk)
    assert (address_of(robin), Person.objects.get(pk=other.pk).user) == (OLD, None)


def test_a_secretary_lets_nobody_sign_in_who_sits_on_her_panel_no_more(body: Body) -> None:
    person = seat_member(body)
    actions.end_term(term=person.terms.get(), ends_on=FIRST_DAY, by=make_administrator())
    page = reverse("panels:person_sign_in", args=[body.pk, person.pk])
    assert signed_in(make_secretary(body)).post(page, {"email": NEW}).status_code == 404


def test_either_body_corrects_a_members_contact_and_the_other_is_told(body: Body, robin: User) -> None:
    of_panel = make_secretary(body)
    person = Person.objects.get(user=robin)
    group, clerk = clerk_of_a_group(body, person)
    actions.change_person(person=person, email="robin.new@wessex.example", by=clerk)
    assert (address_of(robin), Person.objects.get(pk=person.pk).email) == (OLD, "robin.new@wessex.example")
    assert list(OutgoingMail.objects.values_list("recipient", flat=True)) == [of_panel.email]
    scopes = Event.objects.filter(verb="person changed").values_list("scope", flat=True)
    assert set(scopes) == {body.scope, group.scope}
    with pytest.raises(Refused, match="Only the secretariat of a body on which"):
        actions.change_person(person=seat_member(body, "Elm"), email="x@wessex.example", by=clerk)


def test_the_secretary_of_another_panel_renames_no_council_of_this_one(body: Body, robin: User) -> None:
    other = make_panel("mercia", name="Mercia Police and Crime Panel")
    clerk = make_secretary(other, "Owen Tate")
    council = Person.objects.get(user=robin).terms.get().seat.authority
    assert council is not None
    with pytest.raises(Refused, match="Only the secretariat of a body with a seat of"):
        actions.change_authority(authority=council, name="Mercia City Council", by=clerk)


def test_a_session_of_before_does_not_live_on_after_sessions_were_ended_twice(robin: User) -> None:
    from foundation.accounts import ending

    browser = signed_in(robin)
    ending.end_sessions(robin)
    newer = signed_in(robin)
    assert [each.get(reverse("panels:my_address")).status_code for each in (browser, newer)] == [302, 200]
