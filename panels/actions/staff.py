"""Users, and who works for a body."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.events import record
from foundation.history.findings import refuse, require
from panels import standing
from panels.actions.bodies import lock_body
from panels.actions.telling import record_for
from panels.models import Assignment, Body, Person
from panels.policies import may_give_role, may_give_sign_in, may_keep_directory
from panels.rules import end_finding


@transaction.atomic
def create_user(
    *, email: str, name: str, by: User, password: str | None = None, is_administrator: bool = False
) -> User:
    """Make somebody who can sign in: by a code sent to their address, or by the password given.

    A user already there under this address is returned as they are. Only an administrator makes another.
    """
    require(may_keep_directory(by, timezone.localdate()))
    if is_administrator and not by.is_administrator:
        refuse("Only an administrator can make another administrator.")
    known = User.objects.filter(email__iexact=email.strip()).first()
    if known:
        return known
    user = User.objects.create_user(
        email=email.strip(), name=name, password=password, is_administrator=is_administrator
    )
    record("user added", user, by=by)
    return user


@transaction.atomic
def assign(
    *,
    body: Body,
    user: User,
    role: str | Role,
    by: User,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Assignment:
    """Let a user work for a body in a role from a day; the same role held already is returned."""
    lock_body(body, by)
    starts_on = starts_on or timezone.localdate()
    require(may_give_role(by, user, str(role)))
    held = Assignment.objects.current_on(starts_on).filter(body=body, user=user, role=str(role)).first()
    if held:
        return held
    assignment = Assignment(body=body, user=user, role=str(role), starts_on=starts_on, ends_on=ends_on)
    assignment.full_clean()
    assignment.save()
    record("role given", assignment, by=by, scope=body.scope, data={"from": starts_on.isoformat()})
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, ends_on: date, by: User) -> Assignment:
    """Let a user's role for a body end with this day."""
    body = assignment.body
    lock_body(body, by)
    assignment.refresh_from_db(fields=["ends_on"])
    today, was = timezone.localdate(), assignment.ends_on
    if ends_on < assignment.starts_on:
        refuse("A role cannot end before it starts.")
    require(end_finding(was, ends_on, today))
    if was is not None and ends_on > was and ends_on >= today:
        # Making it longer is giving it.
        require(may_give_role(by, assignment.user, assignment.role))
    assignment.ends_on = ends_on
    assignment.save()
    record("role ended", assignment, by=by, scope=body.scope, data={"last day": ends_on.isoformat()})
    return assignment


@transaction.atomic
def give_sign_in(*, person: Person, email: str, by: User) -> User:
    """Let a member or office-holder sign in for the first time, by a code sent to this address."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    today = timezone.localdate()
    require(may_give_sign_in(by, person, today))
    user = create_user(email=email, name=person.printed_name, by=by)
    if not user.is_active:
        refuse("The account of this address is closed.", remedy="An administrator can open it.")
    other = Person.objects.filter(user=user).exclude(pk=person.pk).first()
    if other:
        refuse(f"{other} already signs in with this address.")
    person.user, person.email = user, email.strip()
    person.save()
    record_for(standing.bodies_of_account(user, today), "sign-in given", person, by=by, note=user.email)
    return user
