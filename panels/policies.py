"""Who someone is to a body on a day; every other room's policies start here."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from panels.models import Assignment, Body, Office, Term

SECRETARIAT = frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT})


def roles_of(user: User | AnonymousUser, body: Body, on: date) -> frozenset[Role]:
    """The roles this user holds for this body on this day; none for a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    roles = {Role(a.role) for a in Assignment.objects.current_on(on).filter(body=body, user=user)}
    terms = Term.objects.current_on(on).filter(seat__body=body, person__user=user)
    if terms.exists():
        roles.add(Role.MEMBER)
    if Office.objects.current_on(on).filter(body=body, person__user=user, kind=Office.Kind.CHAIR).exists():
        roles.add(Role.CHAIR)
    if user.is_administrator:
        roles.add(Role.ADMINISTRATOR)
    return frozenset(roles)


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


def needs(roles: Iterable[Role], wanted: Iterable[Role], act: str) -> Finding:
    """Met when one of the wanted roles is held; the refusal names who may."""
    allowed = list(wanted)
    if set(roles) & set(allowed):
        return met()
    who = " or ".join(sorted(r.label.lower() for r in allowed if r is not Role.ADMINISTRATOR))
    return stopped(f"Only the {who} can {act}.")


def may_serve(user: User | AnonymousUser, body: Body, on: date) -> Finding:
    """May this user do the secretariat's work for this body today?"""
    return needs(roles_of(user, body, on), SECRETARIAT, "do this")


def may_change_body(user: User | AnonymousUser, body: Body, on: date) -> Finding:
    """May this user change a body's settings, members and offices?"""
    return needs(roles_of(user, body, on), SECRETARIAT, "change the panel’s settings and members")


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
