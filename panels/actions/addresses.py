"""The address somebody signs in with: changed by its owner, or by administrators in sight of all."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts import ending, links
from foundation.accounts.models import PersonalLink, User
from foundation.history.actors import SYSTEM, Actor
from foundation.history.findings import Finding, met, require, stopped
from panels import address_mail, standing
from panels.actions.telling import record_for
from panels.models import AddressChange
from panels.policies import may_confirm_address, may_keep_accounts, may_stop_address

# How long the old address can stop what an administrator asked for.
DELAY = timedelta(days=3)


@transaction.atomic
def ask_for_address(
    *, user: User, email: str, by: User, reason: str = "", is_lost: bool = False
) -> AddressChange:
    """Ask for another sign-in address; nothing changes yet, and the old address is told and can stop it.

    The owner's change holds once both addresses agreed; an administrator's after a delay; with a lost mailbox
    once a second administrator confirmed it.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    is_own = by.pk == user.pk
    email = email.strip().lower()
    require(met() if is_own else may_keep_accounts(by), _can_change(user, email))
    way = AddressChange.Way.LOST if is_lost else AddressChange.Way.ADMINISTRATOR
    now = timezone.now()
    change = AddressChange(
        user=user,
        way=AddressChange.Way.OWN if is_own else way,
        old_email=user.email,
        new_email=email,
        reason=" ".join(reason.split()),
        asked_at=now,
        asked_by=by,
        due_at=now + DELAY if not is_own and not is_lost else None,
    )
    change.full_clean()
    change.save()
    _tell("change of sign-in address asked for", change, by)
    address_mail.ask(change, by=by)
    return change


@transaction.atomic
def agree_to_address(*, change: AddressChange, by: PersonalLink) -> AddressChange:
    """The old address says that it is right; an administrator's change then need not wait."""
    change = _locked(change)
    require(_is_open(change), _is_of(change, by))
    return _agreed(change, "agreed", by)


@transaction.atomic
def prove_address(*, change: AddressChange, by: PersonalLink) -> AddressChange:
    """The new address followed its link, so mail does reach it."""
    change = _locked(change)
    require(_is_open(change), _is_of(change, by))
    change.proved_at = timezone.now()
    change.save(update_fields=["proved_at"])
    return _settled(change, by)


@transaction.atomic
def confirm_address(*, change: AddressChange, by: User) -> AddressChange:
    """A second administrator confirms that the mailbox is lost."""
    change = _locked(change)
    require(_is_open(change), may_confirm_address(by, change))
    return _agreed(change, "confirmed", by)


@transaction.atomic
def stop_address(*, change: AddressChange, by: User | PersonalLink) -> AddressChange:
    """Leave the sign-in as it is; the old address, the owner and any administrator can do so."""
    change = _locked(change)
    held = _is_of(change, by) if isinstance(by, PersonalLink) else may_stop_address(by, change)
    require(_is_open(change), held)
    return _stopped(change, by)


def carry_out_due() -> int:
    """Carry out what nobody stopped in time; says how many there were."""
    count = 0
    for row in AddressChange.objects.due(timezone.now()):
        with transaction.atomic():
            change = _locked(row)
            if change.is_open:
                _carry_out(change, SYSTEM)
                count += 1
    return count


def _agreed(change: AddressChange, how: str, by: Actor) -> AddressChange:
    """Whoever had to agree did: the old address, or a second person."""
    change.agreed_at = timezone.now()
    change.save(update_fields=["agreed_at"])
    _tell(f"change of sign-in address {how}", change, by)
    return _settled(change, by)


def _settled(change: AddressChange, by: Actor) -> AddressChange:
    """Carry it out when nothing is missing any more."""
    is_own = change.way == AddressChange.Way.OWN
    if change.agreed_at and (change.proved_at or not is_own):
        _carry_out(change, by)
    return change


def _carry_out(change: AddressChange, by: Actor) -> None:
    user = User.objects.select_for_update().get(pk=change.user_id)
    if not _can_change(user, change.new_email).is_met or user.email != change.old_email:
        _stopped(change, SYSTEM)
        return
    ending.give_address(user, change.new_email, by=by)
    change.done_at = timezone.now()
    change.save(update_fields=["done_at"])
    _close_links(change, by)
    _tell("sign-in address changed", change, by)
    address_mail.tell(change)


def _stopped(change: AddressChange, by: Actor) -> AddressChange:
    change.stopped_at, change.stopped_by = timezone.now(), by.printed_name
    change.save(update_fields=["stopped_at", "stopped_by"])
    _close_links(change, by)
    _tell("change of sign-in address stopped", change, by)
    return change


def _close_links(change: AddressChange, by: Actor) -> None:
    for purpose in (address_mail.OLD, address_mail.NEW):
        links.revoke(purpose=purpose, target=change.ref, by=by)


def _tell(verb: str, change: AddressChange, by: Actor) -> None:
    """One event in the history of every body it touches; the addresses stand in the note, which can go."""
    bodies = standing.bodies_of_account(change.user, timezone.localdate())
    note = _("{user}: from {old_email} to {new_email}").format(
        user=change.user.printed_name, old_email=change.old_email, new_email=change.new_email
    )
    record_for(bodies, verb, change.user, by=by, note=note, data={"way": str(change.way), "ref": change.ref})


def _can_change(user: User, email: str) -> Finding:
    if not user.is_active:
        return stopped(_("This account is closed."), remedy=_("Open it first."))
    if email == user.email:
        return stopped(_("This is already the address of this account."), code="email")
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        return stopped(
            _("Another account has this address."),
            remedy=_("An administrator can join two accounts of one person."),
            code="email",
        )
    return met()


def _is_open(change: AddressChange) -> Finding:
    return met() if change.is_open else stopped(_("This change of address has already been made or stopped."))


def _is_of(change: AddressChange, link: PersonalLink) -> Finding:
    return met() if link.target == change.ref else stopped(_("This link is for something else."))


def _locked(change: AddressChange) -> AddressChange:
    return AddressChange.objects.select_for_update().get(pk=change.pk)
