"""Mail to strangers: an address that a visitor typed is asked, once, whether what came under it is theirs.

A room takes in what a visitor wrote as waiting and calls `ask`. The message carries none of the visitor's
words, only a link to a page where everything that waits under this address is read, confirmed or disowned.
Until then it counts for nothing, and nothing else is mailed there. Rooms register what waits with them in
`AppConfig.ready()`.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts import links
from foundation.accounts.models import PersonalLink
from foundation.history import clock
from foundation.history.actors import Actor
from foundation.jobs import outbox
from foundation.ui.dates import day_and_time

PURPOSE = "jobs.address"
SUBJECT = gettext_noop("Please confirm your email address")
LINK_DAYS = 90
# However much is put under an address, and by whomever. Each of these messages leads to all of it.
MOST_IN_A_DAY = 3
APART = timedelta(minutes=10)
NAME = gettext_noop("Someone who gave this address")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for its address: what it is, the visitor's words, and until when it is in time."""

    ref: str
    what: str
    words: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Kind:
    """What waits under an address in one room, and what follows when its owner says yes or no.

    `confirm` gives the sentence that is shown; both raise `Refused`, and change nothing the second time.
    """

    waiting: Callable[[str], Iterable[Waiting]]
    confirm: Callable[[str, PersonalLink], str]
    disown: Callable[[str, PersonalLink], object]


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Say what waits under an address in a room, by a name such as "meetings.question"."""
    _kinds[name] = kind


def kind_called(name: str) -> Kind | None:
    """The kind of this name, or None."""
    return _kinds.get(name)


def waiting_for(email: str) -> Iterator[tuple[str, Waiting]]:
    """Everything that waits under an address, with the name of its kind."""
    for name, kind in _kinds.items():
        for each in kind.waiting(email):
            yield name, each


def ask(email: str, *, what: str, until: datetime, by: Actor) -> bool:
    """Ask an address to confirm what came under it; False where a message of before leads to it already.

    `what` follows "gave this e-mail address to" and must hold nothing that the visitor typed.
    """
    now = clock.now()
    recent = PersonalLink.objects.asking(PURPOSE, email, now - timedelta(days=1))
    newest = recent.first()
    if newest and (newest.made_at > now - APART or recent.count() >= MOST_IN_A_DAY):
        return False
    address = links.make(
        purpose=PURPOSE, target=secrets.token_urlsafe(9), name=NAME, email=email, by=by, days=LINK_DAYS
    )
    said = [
        _("Someone, perhaps you, gave this email address to {what}.").format(what=what),
        f"If it was you, read it here and confirm it by {day_and_time(until)}:\n{address}",
        _(
            "We can accept it only once you have confirmed it. "
            "If you confirm it later, we will treat it as received at that time."
        ),
        _("If it was not you, you do not need to do anything. It will not be used."),
    ]
    outbox.send(email, _(SUBJECT), "\n\n".join(said))
    return True


def forget(email: str) -> int:
    """Remove the links to an address under which nothing waits any more; says how many."""
    if any(waiting_for(email)):
        return 0
    return PersonalLink.objects.asking(PURPOSE, email).delete()[0]


def forget_old(now: datetime) -> int:
    """Remove links that have run out, with the addresses kept beside them."""
    return PersonalLink.objects.filter(purpose=PURPOSE, expires_at__lt=now).delete()[0]
