"""On which bodies somebody stands today: whose business it is when their sign-in or contact changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from panels.models import Assignment, Authority, Body, Office, OfficeHolder, Person, Seat, Term

# Upper rooms add theirs in AppConfig.ready(): further bodies for which a user has a role from a day on.
more_bodies: list[Callable[[User, date], Iterable[int]]] = []
# The ids of the bodies that make use of something shared, by the name of its kind.
uses: list[Callable[[object], Iterable[int]]] = []


# What somebody answers for beyond their roles: papers they write, notes that wait for them.
more_owned: list[Callable[[User, date], Iterable["Owned"]]] = []


@dataclass(frozen=True, slots=True)
class Owned:
    """One thing that needs somebody else when an account is closed, and the body whose business it is."""

    what: str
    body: int
    url: str = ""


def owned_by(user: User, on: date) -> list[Owned]:
    """What a user holds and answers for: roles, seats and offices, and what the rooms above know of."""
    held = Assignment.objects.filter(not_over(on), user=user).order_by("pk")
    found = [Owned(_("Role: {role}").format(role=each.get_role_display()), each.body_id) for each in held]
    for term in Term.objects.filter(not_over(on), person__user=user).select_related("seat__authority"):
        found.append(Owned(_("Seat: {seat}").format(seat=term.seat), term.seat.body_id))
    for office in Office.objects.filter(not_over(on), person__user=user):
        found.append(Owned(_("Office: {kind}").format(kind=office.get_kind_display()), office.body_id))
    return [*found, *(each for asked in more_owned for each in asked(user, on))]


def not_over(on: date) -> Q:
    """Dated records that hold on the day or begin later."""
    return Q(ends_on__isnull=True) | Q(ends_on__gte=on)


def bodies_of_person(person: Person, on: date) -> set[int]:
    """The ids of the bodies on which a person sits, chairs, or holds the office held to account."""
    terms = Term.objects.filter(not_over(on), person=person).values_list("seat__body_id", flat=True)
    offices = Office.objects.filter(not_over(on), person=person).values_list("body_id", flat=True)
    holders = OfficeHolder.objects.filter(not_over(on), person=person)
    return {*terms, *offices, *holders.values_list("office__body_id", flat=True)}


def bodies_today(person: Person, on: date) -> set[int]:
    """The same for this very day only."""
    terms = Term.objects.current_on(on).filter(person=person).values_list("seat__body_id", flat=True)
    offices = Office.objects.current_on(on).filter(person=person).values_list("body_id", flat=True)
    holders = OfficeHolder.objects.current_on(on).filter(person=person)
    return {*terms, *offices, *holders.values_list("office__body_id", flat=True)}


def bodies_keeping(person: Person, on: date) -> set[int]:
    """Those that keep a person's details: where they stand today, or else where they stood."""
    if now := bodies_of_person(person, on):
        return now
    return bodies_of_person(person, date.min)


def bodies_of_account(user: User, on: date) -> set[int]:
    """The ids of every body for which a user has a role, a seat or an office on the day or later."""
    found = set(Assignment.objects.filter(not_over(on), user=user).values_list("body_id", flat=True))
    for person in Person.objects.filter(user=user):
        found |= bodies_of_person(person, on)
    for further in more_bodies:
        found |= set(further(user, on))
    return found


def bodies_with_seats_of(authority: Authority) -> set[int]:
    """The ids of the bodies on which a council has, or had, a seat."""
    return set(Seat.objects.filter(authority=authority).values_list("body_id", flat=True))


def bodies_using(thing: object) -> set[int]:
    """The ids of the bodies whose business changes with something that all share."""
    found: set[int] = set()
    for asked in uses:
        found |= set(asked(thing))
    return found


def secretariats(bodies: Iterable[int], on: date) -> QuerySet[User]:
    """Who serves any of these bodies on the day."""
    serving = Assignment.objects.current_on(on).filter(body__in=list(bodies), role=Role.SECRETARIAT)
    return User.objects.filter(pk__in=serving.values("user"), is_active=True).order_by("pk")


def scopes(bodies: Iterable[int]) -> list[str]:
    """The scopes of these bodies; one empty scope where there is none, so that an event is always written."""
    return [each.scope for each in Body.objects.filter(pk__in=list(bodies)).order_by("pk")] or [""]
