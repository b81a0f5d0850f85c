"""Personal links: a named person without an account opens one page of one thing, until a day.

A room names its purpose and its page; `make` gives the address once, for the mail, and keeps only a hash of
the secret in it. Following the link puts the link's id into the session and goes on to the page, so that the
secret stands in no address people see, copy or send on. Every page asks the database again.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import PersonalLink
from foundation.history.actors import Actor

IN_SESSION = "personal_links"
SECRET_BYTES = 32
MOST_AT_ONCE = 20
_pages: dict[str, str] = {}


def purpose(name: str, *, page: str) -> None:
    """Name the page of a purpose such as "meetings.paper"; it takes what the link opens."""
    _pages[name] = page


def make(*, purpose: str, target: str, name: str, email: str, by: Actor, days: int) -> str:
    """A new link: its whole address, told this once. Raises LookupError for an unknown purpose."""
    if purpose not in _pages:
        raise LookupError(f"No page is registered for the purpose {purpose!r}")
    secret, now = secrets.token_urlsafe(SECRET_BYTES), timezone.now()
    PersonalLink.objects.create(
        digest=_digest(secret),
        purpose=purpose,
        target=target,
        name=name,
        email=email,
        made_at=now,
        made_by=by.printed_name,
        expires_at=now + timedelta(days=days),
    )
    return page_address("accounts:link", secret)


def page_address(page: str, *args: object) -> str:
    """The whole address of one of our pages, as a mail says it."""
    return settings.SITE_ADDRESS + reverse(page, args=args)


def revoke(*, purpose: str, target: str, by: Actor) -> int:
    """Close every open link to one page of one thing; says how many there were."""
    now = timezone.now()
    standing = PersonalLink.objects.for_target(purpose, target).open(now)
    return standing.update(revoked_at=now, revoked_by=by.printed_name)


def revoke_sent_to(email: str, *, by: Actor) -> int:
    """Close every open link that went to an address; says how many there were."""
    now = timezone.now()
    standing = PersonalLink.objects.sent_to(email).open(now)
    return standing.update(revoked_at=now, revoked_by=by.printed_name)


def forget(*, purpose: str, target: str) -> int:
    """Remove every link to one page of one thing, with the names and addresses kept beside them."""
    return PersonalLink.objects.for_target(purpose, target).delete()[0]


def enter(request: HttpRequest, secret: str) -> str | None:
    """Let the bearer of a secret in and give the address of the page; None when the link is not open.

    The session gets a new key, so that nobody who knew the old one comes in with them.
    """
    now = timezone.now()
    link = PersonalLink.objects.open(now).filter(digest=_digest(secret)).first()
    if link is None or link.purpose not in _pages:
        return None
    PersonalLink.objects.filter(pk=link.pk, first_used_at__isnull=True).update(first_used_at=now)
    held = [pk for pk in request.session.get(IN_SESSION, []) if pk != link.pk]
    request.session[IN_SESSION] = [*held, link.pk][-MOST_AT_ONCE:]
    request.session.cycle_key()
    return reverse(_pages[link.purpose], args=[link.target])


def held_by(request: HttpRequest, purpose: str, target: str) -> PersonalLink | None:
    """The newest open link of this session to this page of this thing, asked of the database each time."""
    held = request.session.get(IN_SESSION, [])
    if not held:
        return None
    links = PersonalLink.objects.for_target(purpose, target).open(timezone.now())
    return links.filter(pk__in=held).first()


def opens(link: PersonalLink, purpose: str, target: str) -> bool:
    """True while the link opens this page of this thing."""
    return (
        link.purpose == purpose
        and link.target == target
        and link.revoked_at is None
        and link.expires_at > timezone.now()
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
