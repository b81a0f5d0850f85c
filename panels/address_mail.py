"""The e-mails about a change of the address somebody signs in with. Each goes to an address of its owner."""

from django.conf import settings

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.jobs import outbox
from foundation.ui.dates import day_and_time
from panels.models import AddressChange

OLD, NEW = "panels.address_old", "panels.address_new"
LINK_DAYS = 14


def ask(change: AddressChange, *, by: User) -> None:
    """Tell the old address who wants what and how to stop it; have the new one proved where needed."""
    said = [f"Dear {change.user.printed_name},", _opening(change, by), _what_happens(change)]
    way = f"Stop it, or say that it is right:\n{_link(change, OLD, change.old_email, by)}"
    outbox.send(change.old_email, "Your sign-in address is to change", "\n\n".join([*said, way]) + "\n")
    if change.way == AddressChange.Way.OWN:
        opening = f"{change.user.printed_name} wants to sign in at {settings.SITE_ADDRESS} with this address."
        way = f"If that is you, say so here:\n{_link(change, NEW, change.new_email, by)}"
        end = "If it is not, do nothing: without it nothing changes."
        outbox.send(change.new_email, "Is this your address?", "\n\n".join([opening, way, end]) + "\n")


def tell(change: AddressChange) -> None:
    """Tell both addresses."""
    said = f"From now on {change.user.printed_name} signs in at {settings.SITE_ADDRESS} with another address."
    outbox.send(
        change.old_email,
        "Your sign-in address was changed",
        f"{said}\n\nIf you did not want this, ring the panel’s secretary at once.\n",
    )
    way = "Ask for a code with this address, and choose a new password if you want one. Older sessions ended."
    outbox.send(
        change.new_email,
        "You sign in with this address now",
        f"From now on you sign in with this address.\n\n{way}\n{settings.SITE_ADDRESS}\n",
    )


def _opening(change: AddressChange, by: User) -> str:
    who = "You asked" if change.way == AddressChange.Way.OWN else f"{by.printed_name} asked"
    why = f" The reason given: {change.reason}." if change.reason else ""
    return (
        f"{who} that you sign in at {settings.SITE_ADDRESS} with another address: {change.new_email}.{why} "
        "Until then you sign in with this one."
    )


def _what_happens(change: AddressChange) -> str:
    if change.due_at:
        return f"Unless you stop it, the new address holds from {day_and_time(change.due_at)}."
    if change.way == AddressChange.Way.OWN:
        return "It holds once you say below that it is right, and the new address is proved by its own mail."
    return (
        "This mailbox was said to be lost. The new address holds as soon as a second administrator confirms "
        "that. If you read this, it is not lost: please stop it."
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
