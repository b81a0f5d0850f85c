"""Limits on signing in, counted apart: for one account from one visitor, for a visitor, and for an account.

The numbers stand in the settings. Whoever guesses at an account shuts out nobody but themselves: its owner
comes from elsewhere, and from where they signed in before even while many guess together.
"""

from datetime import timedelta

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from foundation.accounts.visitors import visitor_of

APP = "allauth.account"
FAILED_ON_ACCOUNT = "login_failed_account"
MAIL_BY_VISITOR, MAIL_TO_ADDRESS, MAIL_TO_STRANGER = "mail_by_visitor", "mail_to_address", "mail_to_stranger"
KNOWN_FOR = timedelta(days=60)


def count_on_account(request: HttpRequest, email: str) -> RateLimitUsage | None:
    """Count one try on an account, whoever makes it; None when there were too many, from many places."""
    if cache.get(_known(request, email)):
        return RateLimitUsage(usage=[])
    return _count(request, FAILED_ON_ACCOUNT, email)


def remember(request: HttpRequest, email: str) -> None:
    """The account was opened from here: tries that others make on it no longer count here."""
    cache.set(_known(request, email), True, int(KNOWN_FOR.total_seconds()))


def may_ask_for_mail(request: HttpRequest, email: str) -> bool:
    """May this visitor have one more message sent to this address? Asked alike for known and unknown ones."""
    by_visitor = f"{email.lower()} {visitor_of(request)}"
    return bool(_count(request, MAIL_BY_VISITOR, by_visitor) and _count(request, MAIL_TO_ADDRESS, email))


def may_tell_stranger(request: HttpRequest, email: str) -> bool:
    """True once a day: an address without an account is told so once, however often somebody types it."""
    return bool(_count(request, MAIL_TO_STRANGER, email))


def _count(request: HttpRequest, action: str, key: str) -> RateLimitUsage | None:
    found: RateLimitUsage | None = ratelimit.consume(request, app=APP, action=action, key=key.lower())
    return found


def _known(request: HttpRequest, email: str) -> str:
    said = f"{email.lower()} {visitor_of(request)}"
    return "signed-in:" + salted_hmac("panelbook.signed-in", said, algorithm="sha256").hexdigest()[:40]
