"""Which partnerships there are, who speaks for them, and which member links to them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.events import record
from foundation.history.findings import require
from foundation.history.wording import in_english
from panels.actions import create_user
from panels.models import Authority, Body, Person
from panels.rules import end_finding
from partnerships import policies
from partnerships.models import CSP, CSPRole, LinkMember


@transaction.atomic
def add_csp(
    *, body: Body, name: str, short_name: str, by: User, authorities: Iterable[Authority] = ()
) -> CSP:
    """Record a partnership in the area of a panel."""
    require(policies.may_change_csps(by, body))
    csp = CSP(body=body, name=name.strip(), short_name=short_name.strip())
    csp.full_clean()
    csp.save()
    csp.authorities.set(authorities)
    record("partnership added", csp, by=by, scope=csp.scope)
    return csp


@transaction.atomic
def edit_csp(*, csp: CSP, name: str, short_name: str, by: User, authorities: Iterable[Authority] = ()) -> CSP:
    """Change the names and councils of a partnership."""
    locked = CSP.objects.select_for_update().get(pk=csp.pk)
    require(policies.may_change_csps(by, locked.body))
    locked.name, locked.short_name = name.strip(), short_name.strip()
    locked.full_clean()
    locked.save()
    locked.authorities.set(authorities)
    record("partnership changed", locked, by=by, scope=locked.scope)
    return locked


@transaction.atomic
def appoint_role(*, csp: CSP, user: User, role: Role, starts_on: date, by: User, post: str = "") -> CSPRole:
    """Let a user write for a partnership, or approve its notes as chair; a new chair ends the old one's."""
    require(policies.may_appoint(by, csp, user))
    if role == Role.CSP_CHAIR:
        for earlier in csp.roles.select_for_update().filter(role=role, ends_on__isnull=True):
            earlier.ends_on = max(earlier.starts_on, starts_on)
            earlier.save()
    held = CSPRole(csp=csp, user=user, role=role, post=post.strip(), starts_on=starts_on)
    held.full_clean()
    held.save()
    record(f"{in_english(role.label)} recorded", csp, by=by, scope=csp.scope, note=str(held))
    return held


@transaction.atomic
def appoint_by_address(
    *, csp: CSP, name: str, email: str, role: Role, starts_on: date, by: User, post: str = ""
) -> CSPRole:
    """Record a role for whoever has this e-mail address; an address nobody has yet makes a sign-in."""
    require(policies.may_change_csps(by, csp.body))
    user = create_user(email=email, name=name.strip(), by=by)
    return appoint_role(csp=csp, user=user, role=role, starts_on=starts_on, by=by, post=post)


@transaction.atomic
def end_role(*, held: CSPRole, ends_on: date, by: User) -> None:
    """End somebody's role in a partnership; `ends_on` is their last day."""
    _end(held, ends_on, by, f"{in_english(Role(held.role).label)} ended")


@transaction.atomic
def add_link_member(*, csp: CSP, person: Person, kind: str, starts_on: date, by: User) -> LinkMember:
    """Record which panel member sits on a partnership or is the lead member for it (S1-51, S1-52)."""
    require(policies.may_change_csps(by, csp.body))
    link = LinkMember(csp=csp, person=person, kind=kind, starts_on=starts_on)
    link.full_clean()
    link.save()
    record("link member recorded", csp, by=by, scope=csp.scope, note=str(link))
    return link


@transaction.atomic
def end_link_member(*, link: LinkMember, ends_on: date, by: User) -> None:
    """End a link; `ends_on` is its last day."""
    _end(link, ends_on, by, "link member ended")


def _end(held: CSPRole | LinkMember, ends_on: date, by: User, verb: str) -> None:
    may = policies.may_change_csps(by, held.csp.body)
    require(may, end_finding(held.ends_on, ends_on, timezone.localdate()))
    held.ends_on = ends_on
    held.full_clean()
    held.save()
    record(verb, held.csp, by=by, scope=held.csp.scope, note=str(held))
