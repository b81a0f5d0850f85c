"""In which bodies somebody holds a role: asked by the tables themselves, for what may be seen of them."""

from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Expression, F, Q, Value

from foundation.accounts.asked_once import asked_once
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from panels.models.by_name import rows


class Held(NamedTuple):
    """One role somebody holds on a day: as whom they are there, and for which body."""

    place: str
    role: str
    body: int


STAFF, SEAT, OFFICE = "staff", "seat", "office"


@asked_once
def held_by(user: User, on: date) -> frozenset[Held]:
    """Everything this user is to any body on the day, in one query; nobody is much to many."""
    staff = _places("Assignment", on, STAFF, F("role"), F("body_id")).filter(user=user)
    seated = _places("Term", on, SEAT, Value(Role.MEMBER.value), F("seat__body_id"))
    offices = _places("Office", on, OFFICE, F("kind"), F("body_id"))
    found = staff.union(seated.filter(person__user=user), offices.filter(person__user=user))
    return frozenset(Held(*row) for row in found)


def _places(table: str, on: date, place: str, role: Expression | F, body: F) -> Any:
    current = rows(table).current_on(on).order_by()
    return current.annotate(held_as=Value(place), held_role=role, held_for=body).values_list(
        "held_as", "held_role", "held_for"
    )


def bodies_of(user: User | AnonymousUser, on: date) -> set[int]:
    """The ids of the bodies in which this user holds any role on the day; all for an administrator."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    if user.is_administrator:
        return every_body()
    return {each.body for each in held_by(user, on)}


@asked_once
def every_body() -> set[int]:
    """The ids of all bodies."""
    return set(rows("Body").values_list("pk", flat=True))


def in_bodies_of(user: User | AnonymousUser, on: date) -> Q:
    """The same as a question about rows with a `body`, asked together with them and not before."""
    if not isinstance(user, User) or not user.is_active:
        return Q(pk__in=[])
    if user.is_administrator:
        return Q()
    staff = rows("Assignment").current_on(on).filter(user=user).values("body")
    seated = rows("Term").current_on(on).filter(person__user=user).values("seat__body")
    chairing = rows("Office").current_on(on).filter(person__user=user).values("body")
    return Q(body__in=staff) | Q(body__in=seated) | Q(body__in=chairing)


def served_by(user: User, on: date) -> set[int]:
    """The ids of the bodies whose secretariat this user belongs to, as a role of their own."""
    return {each.body for each in held_by(user, on) if each.role == Role.SECRETARIAT}
