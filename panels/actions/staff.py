"""Users, and who works for a body."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.events import record
from foundation.history.findings import refuse, require
from panels import standing
from panels.actions.bodies import lock_body
from panels.actions.telling import record_for
from panels.models import Assignment, Body, Person
from panels.policies import may_add_users, may_give_role, may_give_sign_in, may_keep_access
from panels.rules import end_finding


@transaction.atomic
def create_user(
    *, email: str, name: str, by: User, password: str | None = None, is_administrator: bool = False
) -> User:
    """Make somebody who can sign in: by a code sent to their address, or by the password given.

    A user already there under this address is returned as they are. Only an administrator makes another.
    """
    require(may_add_users(by, timezone.localdate()))
    if is_administrator and not by.is_administrator:
        refuse(_("Only an administrator can make another administrator."))
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
    lock_body(body, by, may_keep_access)
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
    lock_body(body, by, may_keep_access)
    assignment.refresh_from_db(fields=["ends_on"])
    today, was = timezone.localdate(), assignment.ends_on
    if ends_on < assignment.starts_on:
        refuse(_("A role cannot end before it starts."))
    require(end_finding(was, ends_on, today))
    if was is not None and ends_on > was and ends_on >= today:
        # Making it longer is giving it.
        require(may_give_role(by, assignment.user, assignment.role))
    assignment.ends_on = ends_on
    assignment.save()
    record("role ended", assignment, by=by, scope=body.scope, data={"last day": ends_on.isoformat()})
    return assignment


@transaction.atomic
def arrange_cover(
    *, body: Body, covers: User, email: str, name: str, starts_on: date, ends_on: date, by: User
) -> Assignment:
    """Let somebody stand in for a member of the secretariat: with its rights, on these days only."""
    lock_body(body, by, may_keep_access)
    if starts_on < timezone.localdate():
        refuse(_("Cover cannot start in the past."), code="starts_on")
    if ends_on < starts_on:
        refuse(_("Cover cannot end before it starts."), code="ends_on")
    if not Assignment.objects.secretariat_of(body, timezone.localdate()).filter(pk=covers.pk).exists():
        refuse(
            _("{covers} is not in the secretariat of this body.").format(covers=covers.printed_name),
            code="covers",
        )
    user = create_user(email=email, name=name, by=by)
    if not user.is_active:
        refuse(
            _("The account of this address is closed."),
            remedy=_("An administrator can open it."),
            code="email",
        )
    require(may_give_role(by, user, Role.SECRETARIAT))
    serving = Assignment.objects.filter(body=body, user=user, role=Role.SECRETARIAT, starts_on__lte=ends_on)
    if serving.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)).exists():
        refuse(_("{user} is already in the secretariat on these dates.").format(user=user), code="email")
    cover = Assignment(
        body=body, user=user, role=Role.SECRETARIAT, starts_on=starts_on, ends_on=ends_on, covers=covers
    )
    cover.full_clean()
    cover.save()
    told = {"from": starts_on.isoformat(), "last day": ends_on.isoformat(), "for": covers.printed_name}
    record("cover arranged", cover, by=by, scope=body.scope, data=told)
    return cover


@transaction.atomic
def cancel_cover(*, cover: Assignment, by: User) -> None:
    """End cover: from now on where it has started, else it never starts."""
    body, today = cover.body, timezone.localdate()
    lock_body(body, by, may_keep_access)
    cover = Assignment.objects.select_for_update().get(pk=cover.pk)
    if cover.starts_on >= today:
        record("cover cancelled", cover, by=by, scope=body.scope)
        cover.delete()
        return
    cover.ends_on = today - timedelta(days=1)
    cover.save()
    record("cover ended", cover, by=by, scope=body.scope, data={"last day": cover.ends_on.isoformat()})


@transaction.atomic
def give_sign_in(*, person: Person, email: str, by: User) -> User:
    """Let a member or office-holder sign in for the first time, by a code sent to this address."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    today = timezone.localdate()
    require(may_give_sign_in(by, person, today))
    user = create_user(email=email, name=person.printed_name, by=by)
    if not user.is_active:
        refuse(_("The account of this address is closed."), remedy=_("An administrator can open it."))
    other = Person.objects.filter(user=user).exclude(pk=person.pk).first()
    if other:
        refuse(_("{other} already signs in with this address.").format(other=other))
    person.user, person.email = user, email.strip()
    person.save()
    record_for(standing.bodies_of_account(user, today), "sign-in given", person, by=by, note=user.email)
    return user
