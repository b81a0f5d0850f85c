"""Closing accounts and joining two of one person: at once, in sight of every body, nothing left."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from meetings import actions as meetings
from meetings.models import Paper
from panels import actions
from panels.models import Assignment, Body, Office, Person
from panels.policies import roles_of
from tests.builders.panels import (
    COUNCILS,
    give_sign_in,
    make_administrator,
    make_panel,
    make_secretary,
    seat_member,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, MAY = date(2026, 11, 24), date(2026, 5, 20)


@pytest.fixture
def robin(body: Body) -> User:
    return give_sign_in(seat_member(body, given_name="Robin"), "robin@wessex.example")


def author(body: Body, email: str = "theo@wessex.example") -> User:
    admin = make_administrator()
    user = actions.create_user(email=email, name="Theo Brandt", by=admin)
    actions.assign(body=body, user=user, role=Role.REPORT_AUTHOR, by=admin)
    return user


def test_a_closed_account_is_signed_out_at_once_and_what_was_theirs_is_flagged(body: Body) -> None:
    clerk, theo = make_secretary(body), author(body)
    meetings.ask_for_paper(body=body, title="Estates", by=clerk, author=theo)
    browser, page = signed_in(theo), reverse("panels:account_close", args=[theo.pk])
    OutgoingMail.objects.all().delete()
    admin = signed_in(make_administrator())
    admin.post(page, {"reason": "Left the council"})
    assert browser.get(reverse("meetings:papers")).status_code == 302
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, "Paper to write: Estates" in mail.body) == (clerk.email, True)
    shown = admin.get(reverse("panels:account", args=[theo.pk])).content.decode()
    theirs = ("Needs reassigning", "Role: Report author", "Paper to write: Estates")
    assert [each for each in theirs if each in shown] == list(theirs)
    event = Event.objects.get(verb="account closed")
    assert (event.scope, event.note.text) == (body.scope, "Theo Brandt: Left the council")
    opened = admin.post(reverse("panels:account_open", args=[theo.pk]), follow=True).content.decode()
    assert opened.count("Account of Theo Brandt reopened at ") == 1
    theo.refresh_from_db()
    again = [each.get(reverse("meetings:papers")).status_code for each in (signed_in(theo), browser)]
    assert again == [200, 302]


def test_nobody_closes_their_own_account_and_only_administrators_close_any(body: Body, robin: User) -> None:
    admin = make_administrator()
    for by, whose, why in (
        (admin, admin, "your own account"),
        (make_secretary(body), robin, "Only an administrator"),
    ):
        with pytest.raises(Refused, match=why):
            actions.close_account(user=whose, reason="Gone", by=by)
    assert not User.objects.filter(is_active=False).exists()


def test_a_sign_in_is_not_given_to_the_address_of_a_closed_account(body: Body, robin: User) -> None:
    actions.close_account(user=robin, reason="Gone", by=make_administrator())
    with pytest.raises(Refused, match="is closed"):
        actions.give_sign_in(
            person=seat_member(body, "Elm", COUNCILS[2]), email=robin.email, by=make_administrator()
        )


def test_two_accounts_of_one_person_become_one_with_all_roles_seats_and_papers(
    body: Body, robin: User
) -> None:
    other = make_panel("mercia", name="Mercia Police and Crime Panel")
    there = give_sign_in(seat_member(other, "Ash", COUNCILS[3]), "robin@mercia.example")
    actions.assign(body=other, user=there, role=Role.REPORT_AUTHOR, by=make_administrator())
    paper = meetings.ask_for_paper(body=other, title="Estates", by=make_administrator(), author=there)
    browser, admin = signed_in(there), signed_in(make_administrator())
    admin.post(reverse("panels:account_join", args=[robin.pk]), {"other": there.pk})
    there.refresh_from_db()
    assert (there.is_active, there.joined_into) == (False, robin)
    assert browser.get(reverse("meetings:papers")).status_code == 302
    person = Person.objects.get(user=robin)
    assert {term.seat.body for term in person.terms.all()} == {body, other}
    assert (Assignment.objects.get(role=Role.REPORT_AUTHOR).user, Paper.objects.get(pk=paper.pk).author) == (
        robin,
        robin,
    )
    scopes = Event.objects.filter(verb="accounts joined").values_list("scope", flat=True)
    assert set(scopes) == {body.scope, other.scope}
    assert admin.post(reverse("panels:account_open", args=[there.pk])).status_code == 409


def test_two_people_with_seats_on_one_body_at_one_time_are_not_joined(body: Body, robin: User) -> None:
    second = give_sign_in(seat_member(body, "Birch", COUNCILS[2]), "bo@wessex.example")
    page = reverse("panels:account_join", args=[robin.pk])
    answer = signed_in(make_administrator()).post(page, {"other": second.pk})
    assert "a seat on the same body at the same time" in str(answer.context["form"].errors["other"])
    second.refresh_from_db()
    assert (second.is_active, Person.objects.get(user=second).family_name) == (True, "Birch")


def test_an_administrator_is_not_taken_into_an_account_that_is_none(robin: User) -> None:
    boss = User.objects.create_user("bo@wessex.example", "Bo Lane", is_administrator=True)
    with pytest.raises(Refused, match="Join this one into it"):
        actions.join_accounts(kept=robin, gone=boss, by=make_administrator())


@pytest.mark.shows("R-1")
def test_nobody_makes_themselves_the_officer_who_signs(body: Body) -> None:
    clerk = make_secretary(body)
    with pytest.raises(Refused, match="You cannot give yourself"):
        actions.assign(body=body, user=clerk, role=Role.MONITORING_OFFICER, by=clerk)
    assert not Assignment.objects.filter(role=Role.MONITORING_OFFICER).exists()


def test_a_role_that_is_over_does_not_begin_again_by_a_later_last_day(body: Body) -> None:
    clerk, admin = make_secretary(body), make_administrator()
    held = actions.assign(body=body, user=clerk, role=Role.MONITORING_OFFICER, by=admin, starts_on=MAY)
    actions.end_assignment(assignment=held, ends_on=date(2026, 10, 1), by=admin)
    page = reverse("panels:staff_end", args=[held.pk])
    later = {"ends_on_day": "1", "ends_on_month": "12", "ends_on_year": "2030"}
    answer = signed_in(clerk).post(page, later)
    assert "This ended on Thursday 1 October 2026" in answer.content.decode()
    held.refresh_from_db()
    assert (held.ends_on, Role.MONITORING_OFFICER in roles_of(clerk, body, TODAY)) == (
        date(2026, 10, 1),
        False,
    )
    earlier = {"ends_on_day": "30", "ends_on_month": "9", "ends_on_year": "2026"}
    assert signed_in(clerk).post(page, earlier).status_code == 302


def test_nobody_stays_the_officer_who_signs_by_moving_their_own_last_day(body: Body) -> None:
    clerk, admin = make_secretary(body), make_administrator()
    held = actions.assign(
        body=body, user=clerk, role=Role.MONITORING_OFFICER, by=admin, ends_on=date(2026, 11, 30)
    )
    with pytest.raises(Refused, match="You cannot give yourself"):
        actions.end_assignment(assignment=held, ends_on=date(2030, 1, 1), by=clerk)
    other = make_secretary(body, "Owen Tate")
    for last, by in ((date(2026, 12, 1), other), (date(2026, 11, 29), clerk)):
        assert actions.end_assignment(assignment=held, ends_on=last, by=by).ends_on == last


def test_seats_offices_and_posts_that_are_over_stay_over(body: Body) -> None:
    admin, gone = make_administrator(), date(2026, 10, 1)
    term = seat_member(body).terms.get()
    office = actions.appoint_office(body=body, person=term.person, starts_on=MAY, by=admin)
    actions.end_term(term=term, ends_on=gone, by=admin)
    office.refresh_from_db()
    force = actions.add_scrutinised_office(body=body, name="Wessex", office_name="Office", by=admin)
    holder = actions.appoint_holder(
        office=force, person=term.person, post="Commissioner", starts_on=MAY, ends_on=gone, by=admin
    )
    later = date(2030, 1, 1)
    acts: list[Callable[[], object]] = [
        lambda: actions.end_term(term=term, ends_on=later, by=admin),
        lambda: actions.end_office(office=office, ends_on=later, by=admin),
        lambda: actions.end_holder(holder=holder, ends_on=later, by=admin),
    ]
    for act in acts:
        with pytest.raises(Refused, match="so it cannot be extended"):
            act()
    assert [each.ends_on for each in (term, office, holder)] == [gone] * 3


def test_an_office_is_not_made_longer_than_the_seat_of_whoever_holds_it(body: Body) -> None:
    admin, last = make_administrator(), date(2026, 11, 30)
    term = seat_member(body).terms.get()
    office = actions.appoint_office(body=body, person=term.person, starts_on=MAY, by=admin)
    actions.end_term(term=term, ends_on=last, by=admin)
    office.refresh_from_db()
    with pytest.raises(Refused, match="is not a member on that day"):
        actions.end_office(office=office, ends_on=date(2026, 12, 31), by=admin)
    assert Office.objects.get().ends_on == last


def test_a_body_with_one_officer_is_told_to_name_a_deputy(body: Body) -> None:
    admin, page = make_administrator(), reverse("panels:body", args=[body.pk])
    officer = actions.create_user(email="ursula@wessex.example", name="Ursula Penn", by=admin)
    actions.assign(body=body, user=officer, role=Role.MONITORING_OFFICER, by=admin)
    said = "Ursula Penn is the only person who can record the proper officer’s decision to withhold."
    assert said in signed_in(admin).get(page).content.decode()
    deputy = actions.create_user(email="jo@wessex.example", name="Jo Tarrant", by=admin)
    actions.assign(body=body, user=deputy, role=Role.MONITORING_OFFICER, by=admin)
    assert said not in signed_in(admin).get(page).content.decode()
