"""Who someone is to a body on a day; every other room's policies start here."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from panels.models import Assignment, Body, Office, Term

SECRETARIAT = frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT})


def roles_of(user: User | AnonymousUser, body: Body, on: date) -> frozenset[Role]:
    """The roles this user holds for this body on this day; none for a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset(chain.from_iterable(_found(user, body, on, frozenset(Role))))


def holds_one(user: User | AnonymousUser, body: Body, wanted: frozenset[Role], on: date) -> bool:
    """Whether this user holds one of these roles for this body on this day; asks no more than it must."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return any(found & wanted for found in _found(user, body, on, wanted))


def _found(user: User, body: Body, on: date, wanted: frozenset[Role]) -> Iterator[set[Role]]:
    """The roles of each place where the wanted ones can stand, the likeliest place first."""
    if user.is_administrator:
        yield {Role.ADMINISTRATOR}
    if wanted - {Role.ADMINISTRATOR, Role.MEMBER, Role.CHAIR}:
        roles = Assignment.objects.current_on(on).filter(body=body, user=user).order_by()
        yield {Role(role) for role in roles.values_list("role", flat=True)}
    if Role.MEMBER in wanted:
        terms = Term.objects.current_on(on).filter(seat__body=body, person__user=user)
        yield {Role.MEMBER} if terms.exists() else set()
    if Role.CHAIR in wanted:
        chairs = Office.objects.current_on(on).filter(body=body, person__user=user, kind=Office.Kind.CHAIR)
        yield {Role.CHAIR} if chairs.exists() else set()


def bodies_of(user: User | AnonymousUser, on: date) -> set[int]:
    """The ids of the bodies in which this user holds any role on the day; all for an administrator."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    if user.is_administrator:
        return set(Body.objects.values_list("pk", flat=True))
    staff = Assignment.objects.current_on(on).filter(user=user).values_list("body_id", flat=True)
    members = Term.objects.current_on(on).filter(person__user=user).values_list("seat__body_id", flat=True)
    chairs = Office.objects.current_on(on).filter(person__user=user).values_list("body_id", flat=True)
    return {*staff, *members, *chairs}


def needs(
    user: User | AnonymousUser, body: Body, wanted: frozenset[Role], act: str, on: date | None = None
) -> Finding:
    """Met when this user holds one of the wanted roles on the day, or today; the refusal names who may."""
    if holds_one(user, body, wanted, on or timezone.localdate()):
        return met()
    who = " or ".join(sorted(r.label.lower() for r in wanted if r is not Role.ADMINISTRATOR))
    return stopped(f"Only the {who} can {act}.")


def may_serve(user: User | AnonymousUser, body: Body, on: date) -> Finding:
    """May this user do the secretariat's work for this body today?"""
    return needs(user, body, SECRETARIAT, "do this", on)


def may_change_body(user: User | AnonymousUser, body: Body, on: date) -> Finding:
    """May this user change a body's settings, members and offices?"""
    return needs(user, body, SECRETARIAT, "change the panel’s settings and members", on)


def may_set_up(user: User | AnonymousUser) -> Finding:
    """May this user set up a body that stands on its own?"""
    if isinstance(user, User) and user.is_active and user.is_administrator:
        return met()
    return stopped("Only an administrator can set up a body.")


def may_keep_directory(user: User | AnonymousUser, on: date) -> Finding:
    """May this user keep what all bodies share: people, councils, venues, users?"""
    if isinstance(user, User) and user.is_active:
        serving = Assignment.objects.current_on(on).filter(user=user, role=Role.SECRETARIAT)
        if user.is_administrator or serving.exists():
            return met()
    return stopped("Only the secretariat can change people, councils and venues.")
