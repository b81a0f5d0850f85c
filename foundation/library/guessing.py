"""Guessing made visible: somebody asks again and again for addresses of papers that do not exist.

Tries are counted in the shared cache by the daily mark of the visitor; no address is kept anywhere.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.history.models import Event
from foundation.library.fetches import visitor_mark
from foundation.library.models import Publication

log = logging.getLogger("panelbook.guessing")
BELOW = ("/published/", "/meeting/", "/r/")
# Old links and mistyped addresses stay below this in an hour.
TRIES = 20
HOUR_SECONDS = 3600
VERB = "noticed guessing of addresses"


@dataclass(frozen=True, slots=True)
class Guessing:
    """How often one visitor guessed within an hour, and since when."""

    since: datetime
    tries: int


def is_guess(path: str, status: int) -> bool:
    """True for an address below which papers stand, and where there is nothing."""
    return status == 404 and path.startswith(BELOW)


def note_guess(request: HttpRequest, now: datetime) -> None:
    """Count one try; the twentieth within an hour is recorded once, for the home page and the log."""
    mark = visitor_mark(request, timezone.localtime(now).date())
    key = f"guess:{mark}:{now:%Y%m%d%H}"
    cache.add(f"{key}:since", now.isoformat(), 48 * HOUR_SECONDS)
    cache.add(key, 0, 48 * HOUR_SECONDS)
    try:
        tries = cache.incr(key)
    except ValueError:
        return  # The cache was emptied in between: the next try counts again.
    if tries >= TRIES and cache.add(f"{key}:told", 1, 48 * HOUR_SECONDS):
        since = cache.get(f"{key}:since", now.isoformat())
        every = Publication(pk=0, title=_("addresses of papers"))
        record(VERB, every, by=SYSTEM, data={"key": key, "tries": tries, "since": since})
        log.warning("Someone is trying to guess the addresses of papers: %s attempts since %s", tries, since)


def guessings(since: datetime) -> list[Guessing]:
    """Whoever guessed since then, the latest first; tries that came after the record are counted as well."""
    events = Event.objects.filter(verb=VERB, happened_at__gte=since).order_by("-number")
    told = [each.data for each in events]
    counts = cache.get_many([each["key"] for each in told])
    return [
        Guessing(datetime.fromisoformat(each["since"]), max(each["tries"], counts.get(each["key"], 0)))
        for each in told
    ]


def of_today(now: datetime) -> list[Guessing]:
    """Whoever guessed within the last day."""
    return guessings(now - timedelta(days=1))
