"""Who is told that somebody guesses addresses of papers, and how."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.library import guessing
from foundation.ui.dates import clock_time
from foundation.ui.rows import TodoRow
from panels.policies import bodies_served


def is_told(user: User, now: datetime) -> bool:
    """Administrators and secretariats."""
    return bool(user.is_administrator or bodies_served(user, timezone.localtime(now).date()))


def todo_rows(user: User, now: datetime) -> list[TodoRow]:
    """One row for everybody who guessed within the last day."""
    found = guessing.of_today(now)
    if not found or not is_told(user, now):
        return []
    tries, since = sum(each.tries for each in found), min(each.since for each in found)
    return [
        TodoRow(
            timezone.localtime(since).date(),
            _("Attempts to guess the addresses of unpublished papers:"),
            _("{tries} attempts since {time}. Nothing was disclosed.").format(
                tries=tries, time=clock_time(since)
            ),
            reverse("guessing"),
            _("See what to do"),
        )
    ]
