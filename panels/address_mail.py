"""The e-mails about a change of the address somebody signs in with. Each goes to an address of its owner."""

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.jobs import outbox
from foundation.ui.dates import day_and_time
from panels.models import AddressChange

OLD, NEW = "panels.address_old", "panels.address_new"
LINK_DAYS = 14


def ask(change: AddressChange, *, by: User) -> None:
    """Tell the old address who wants what and how to stop it; have the new one proved where needed."""
    said = [
        _("Dear {user},").format(user=change.user.printed_name),
        _opening(change, by),
        _what_happens(change),
    ]
    way = f"Stop the change, or confirm it:\n{_link(change, OLD, change.old_email, by)}"
    outbox.send(change.old_email, _("Your sign-in address will change"), "\n\n".join([*said, way]) + "\n")
    if change.way == AddressChange.Way.OWN:
        opening = _("{user} wants to sign in at {site_address} with this address.").format(
            user=change.user.printed_name, site_address=settings.SITE_ADDRESS
        )
        way = f"If that is you, confirm it here:\n{_link(change, NEW, change.new_email, by)}"
        end = _("If it is not, you do not need to do anything. The address will not change.")
        outbox.send(change.new_email, _("Is this your address?"), "\n\n".join([opening, way, end]) + "\n")


def tell(change: AddressChange) -> None:
    """Tell both addresses."""
    said = _("From now on {user} signs in at {site_address} with another address.").format(
        user=change.user.printed_name, site_address=settings.SITE_ADDRESS
    )
    outbox.send(
        change.old_email,
        _("Your sign-in address has been changed"),
        f"{said}\n\nIf you did not ask for this, telephone the panel’s secretariat immediately.\n",
    )
    way = _(
        "Ask for a code with this address, and choose a new password if you want one. You have been "
        "signed out "
        "everywhere else."
    )
    outbox.send(
        change.new_email,
        _("You now sign in with this address"),
        f"From now on you sign in with this address.\n\n{way}\n{settings.SITE_ADDRESS}\n",
    )


def _opening(change: AddressChange, by: User) -> str:
    who = (
        _("You asked") if change.way == AddressChange.Way.OWN else _("{by} asked").format(by=by.printed_name)
    )
    why = _(" The reason given: {reason}.").format(reason=change.reason) if change.reason else ""
    return _(
        "{who} that you sign in at {site_address} with another address: {new_email}.{why} "
        "Until then you sign in with this one."
    ).format(who=who, site_address=settings.SITE_ADDRESS, new_email=change.new_email, why=why)


def _what_happens(change: AddressChange) -> str:
    if change.due_at:
        return _("Unless you stop it, the new address takes effect on {when}.").format(
            when=day_and_time(change.due_at)
        )
    if change.way == AddressChange.Way.OWN:
        return _(
            "It takes effect once you confirm it below, and confirm the new address with the link sent there."
        )
    return _(
        "An administrator has recorded that you can no longer read this mailbox. The new address takes "
        "effect as "
        "soon as a second administrator confirms that. If you can read this, stop the change."
    )


def _link(change: AddressChange, purpose: str, email: str, by: User) -> str:
    return links.make(
        purpose=purpose,
        target=change.ref,
        name=change.user.printed_name,
        email=email,
        by=by,
        days=LINK_DAYS,
    )
