"""Who someone is to a body on a day; every other room's policies start here."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from panels import standing
from panels.models import AddressChange, Assignment, Authority, Body, Office, Person, Term
from panels.models.bodies_by_role import OFFICE, Held, every_body, held_by, served_by

# Whoever asks for a page: signed in or not.
AnyUser = User | AnonymousUser
SECRETARIAT = frozenset({Role.ADMINISTRATOR, Role.SECRETARIAT})


def roles_of(user: AnyUser, body: Body, on: date) -> frozenset[Role]:
    """The roles this user holds for this body on this day; none for a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    here = [_role(each) for each in held_by(user, on) if each.body == body.pk]
    held = frozenset(role for role in here if role is not None)
    return held | {Role.ADMINISTRATOR} if user.is_administrator else held


def holds_one(user: AnyUser, body: Body, wanted: frozenset[Role], on: date) -> bool:
    """Whether this user holds one of these roles for this body on this day."""
    if isinstance(user, User) and user.is_active and user.is_administrator and Role.ADMINISTRATOR in wanted:
        return True
    return bool(roles_of(user, body, on) & wanted)


def _role(held: Held) -> Role | None:
    """The role somebody has by what they are; none by an office other than the chair."""
    if held.place == OFFICE:
        return Role.CHAIR if held.role == Office.Kind.CHAIR else None
    return Role(held.role)


def _bodies(user: AnyUser, on: date, wanted: Collection[Role]) -> set[int]:
    """The ids of the bodies for which this user holds one of these roles; all for an administrator."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    if user.is_administrator:
        return every_body()
    return {each.body for each in held_by(user, on) if _role(each) in wanted}


def bodies_served(user: AnyUser, on: date) -> set[int]:
    """The ids of the bodies whose secretariat this user belongs to on the day; all for an administrator."""
    return _bodies(user, on, {Role.SECRETARIAT})


def bodies_with_drafts(user: AnyUser, on: date) -> set[int]:
    """The ids of the bodies whose drafts this user may read: secretariat, chair, monitoring officer."""
    return _bodies(user, on, {Role.SECRETARIAT, Role.MONITORING_OFFICER, Role.CHAIR})


def bodies_overseen(user: AnyUser, on: date) -> set[int]:
    """The ids of the bodies whose monitoring officer this user is on the day."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    return {each.body for each in held_by(user, on) if _role(each) is Role.MONITORING_OFFICER}


def bodies_within(user: AnyUser, on: date) -> set[int]:
    """The ids of the bodies whose inner business this user reads: its members, and who reads its drafts."""
    return _bodies(user, on, {Role.SECRETARIAT, Role.MONITORING_OFFICER, Role.CHAIR, Role.MEMBER})


def may_know_of(user: User, on: date) -> Q:
    """Which meetings of their bodies this user knows of: a private one is not for those it may be about."""
    staff = Assignment.objects.current_on(on).filter(
        user=user, role__in=[Role.SECRETARIAT, Role.MONITORING_OFFICER]
    )
    terms = Term.objects.current_on(on).filter(person__user=user)
    chairs = Office.objects.current_on(on).filter(person__user=user, kind=Office.Kind.CHAIR)
    if user.is_administrator:
        return Q()
    return (
        Q(is_private=False)
        | Q(body__in=staff.values("body"))
        | Q(body__in=terms.values("seat__body"))
        | Q(body__in=chairs.values("body"))
    )


def has_role_for(user: User, on: date, path: str) -> Q:
    """A question to the database: has this user a role on the day for the body that `path` leads to?"""
    if not user.is_active:
        return Q(pk__in=[])
    if user.is_administrator:
        # Not an empty question: that would vanish beside another one that it is joined to.
        return Q(pk__isnull=False)
    serving = Assignment.objects.current_on(on).filter(user=user).values("body")
    seated = Term.objects.current_on(on).filter(person__user=user).values("seat__body")
    chairing = Office.objects.current_on(on).filter(person__user=user, kind=Office.Kind.CHAIR).values("body")
    body = f"{path}__in"
    return Q(**{body: serving}) | Q(**{body: seated}) | Q(**{body: chairing})


def needs(user: AnyUser, body: Body, wanted: frozenset[Role], act: str, on: date | None = None) -> Finding:
    """Met when this user holds one of the wanted roles on the day, or today; the refusal names who may."""
    if holds_one(user, body, wanted, on or timezone.localdate()):
        return met()
    who = " or ".join(sorted(r.label.lower() for r in wanted if r is not Role.ADMINISTRATOR))
    return stopped(_("Only the {who} can {act}.").format(who=who, act=act))


def may_change_body(user: AnyUser, body: Body, on: date) -> Finding:
    """May this user change a body's settings, members and offices?"""
    return needs(user, body, SECRETARIAT, _("change the panel’s settings and members"), on)


def may_keep_access(user: AnyUser, body: Body, on: date) -> Finding:
    """May this user change a body’s settings, who works for it, who covers and who signs in?

    Whoever stands in does the daily work of whom they cover, and leaves behind no access and no address.
    """
    served = may_change_body(user, body, on)
    if not served.is_met or not stands_in(user, body, on):
        return served
    return COVERING


COVERING = stopped(
    "You are covering for the secretariat, so you cannot change the settings or who has access.",
    remedy="Ask someone else in the secretariat, or an administrator.",
)


def stands_in(user: AnyUser, body: Body, on: date) -> bool:
    """Is this user in the secretariat of this body only because they cover for someone?"""
    if not isinstance(user, User) or not user.is_active:
        return False
    return Assignment.objects.standing_in(user, on).filter(body=body).exists()


def served_in_own_right(user: User, on: date) -> set[int]:
    """The ids of the bodies whose secretariat this user belongs to, and not as cover."""
    covered = Assignment.objects.standing_in(user, on)
    return served_by(user, on) - set(covered.values_list("body_id", flat=True))


def may_add_users(user: AnyUser, on: date) -> Finding:
    """May this user enter somebody who then can sign in?"""
    entered = may_keep_directory(user, on)
    if not entered.is_met or not isinstance(user, User):
        return entered
    return met() if user.is_administrator or served_in_own_right(user, on) else COVERING


def may_set_up(user: AnyUser) -> Finding:
    """May this user set up a body that stands on its own?"""
    if isinstance(user, User) and user.is_active and user.is_administrator:
        return met()
    return stopped(_("Only an administrator can set up a body."))


def may_give_role(user: AnyUser, to: User, role: str) -> Finding:
    """May this user give that user a role? Nobody makes themselves the one who signs what they ask for, and
    whoever stands in for a while does not stay by their own act.
    """
    own = {
        Role.MONITORING_OFFICER: _("You cannot give yourself the role of monitoring or proper officer."),
        Role.SECRETARIAT: _("You cannot give yourself the role of secretariat."),
    }
    sentence = own.get(Role(role))
    if sentence is None or user.pk != to.pk or getattr(user, "is_administrator", False):
        return met()
    return stopped(
        sentence,
        remedy=_("Ask a colleague in the secretariat, or an administrator."),
    )


def may_keep_directory(user: AnyUser, on: date) -> Finding:
    """May this user enter what all bodies share: people, councils, venues, users?"""
    if isinstance(user, User) and user.is_active and (user.is_administrator or served_by(user, on)):
        return met()
    return stopped(_("Only the secretariat can change people, councils and venues."))


def may_correct_person(user: AnyUser, person: Person, on: date) -> Finding:
    """May this user put a person's name and contact details right: any of the bodies that keep them?"""
    keeping = standing.bodies_keeping(person, on)
    if not isinstance(user, User) or not user.is_active:
        return stopped(_("Only the secretariat can change people, councils and venues."))
    if user.is_administrator or (served_by(user, on) & keeping if keeping else False):
        return met()
    return stopped(
        _("Only the secretariat of a body on which {person} sits can change their details.").format(
            person=person
        )
    )


def may_change_email(user: AnyUser, person: Person, on: date) -> Finding:
    """May this user change the address to which what is sent to a person goes?

    Whoever stands in may not: what is sent to an address of their own would go on after their last day.
    """
    corrected = may_correct_person(user, person, on)
    if not corrected.is_met or not isinstance(user, User) or user.is_administrator:
        return corrected
    if served_in_own_right(user, on) & standing.bodies_keeping(person, on):
        return met()
    return stopped(
        _("You are covering for the secretariat, so you cannot change an email address."),
        remedy=_("Ask someone else in the secretariat, or an administrator."),
        code="email",
    )


def may_correct_council(user: AnyUser, council: Authority, on: date) -> Finding:
    """May this user put a council's name right: any of the bodies with a seat of it?"""
    seats = standing.bodies_with_seats_of(council)
    entered = may_keep_directory(user, on)
    if not entered.is_met or not isinstance(user, User):
        return entered
    if user.is_administrator or not seats or served_by(user, on) & seats:
        return met()
    return stopped(
        _("Only the secretariat of a body with a seat of {council} can change its name.").format(
            council=council
        )
    )


def may_give_sign_in(user: AnyUser, person: Person, on: date) -> Finding:
    """May this user let a person sign in for the first time? A sign-in that is there is never given anew.

    Whoever gives it chooses the address, and with it who acts for this person on every body: so it takes the
    secretariat of all of them, or an administrator.
    """
    if person.user_id is not None:
        return stopped(
            _("{person} can already sign in.").format(person=person),
            remedy=_("They can change the address themselves, or an administrator can."),
        )
    if not isinstance(user, User) or not user.is_active:
        return stopped(_("Only the secretariat can give someone access."))
    if user.is_administrator:
        return met()
    if not served_by(user, on) & standing.bodies_today(person, on):
        return stopped(
            _("Only the secretariat of a body on which {person} sits today can give them access.").format(
                person=person
            )
        )
    served = served_in_own_right(user, on)
    if not served & standing.bodies_today(person, on):
        return COVERING
    if standing.bodies_of_person(person, on) - served:
        return stopped(
            _("{person} sits on another body too, which you do not serve.").format(person=person),
            remedy=_("An administrator can give them access."),
        )
    return met()


def may_keep_accounts(user: AnyUser) -> Finding:
    """May this user have the sign-in of somebody else changed, closed or joined with another?"""
    if isinstance(user, User) and user.is_active and user.is_administrator:
        return met()
    return stopped(_("Only an administrator can change or close another person’s account."))


def may_close_account(user: AnyUser, account: User) -> Finding:
    """May this user close this account? Never their own: one administrator is always left."""
    kept = may_keep_accounts(user)
    if kept.is_met and user.pk == account.pk:
        return stopped(_("You cannot close your own account."), remedy=_("Ask another administrator."))
    return kept


def may_confirm_address(user: AnyUser, change: AddressChange) -> Finding:
    """May this user be the second of two who say that a mailbox is lost?"""
    kept = may_keep_accounts(user)
    if not kept.is_met:
        return kept
    if change.way != AddressChange.Way.LOST:
        return stopped(_("This change must be confirmed from the address, not by a second administrator."))
    if user.pk in (change.asked_by_id, change.user_id):
        return stopped(
            _("A different administrator from the one who asked must confirm this."),
            remedy=_(
                "With one administrator only, have the address changed in the usual way. It takes "
                "effect after "
                "three days."
            ),
        )
    return met()


def may_stop_address(user: AnyUser, change: AddressChange) -> Finding:
    """May this user stop a change of address: its owner, or an administrator?"""
    return met() if user.pk == change.user_id else may_keep_accounts(user)
