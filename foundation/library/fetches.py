"""Who fetched what was published: a name when it is known, else a mark of the visitor that lasts a day."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Max, Min
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from foundation.accounts.models import User
from foundation.accounts.visitors import visitor_of
from foundation.library import late_fetches
from foundation.library.models import Fetch, Publication

log = logging.getLogger("panelbook.fetches")
KEPT = timedelta(days=400)
PATIENCE_MILLISECONDS = 500


@dataclass(frozen=True, slots=True)
class Fetched:
    """Who fetched some publications. `visitors` are counted anew each day, since nobody's address is kept."""

    times: int
    names: list[str]
    visitors: int
    first: datetime | None
    last: datetime | None


def visitor_mark(request: HttpRequest, day: date) -> str:
    """A keyed digest of the visitor's address, another one every day; the address itself is never kept."""
    said = f"{day.isoformat()} {visitor_of(request)}"
    return str(salted_hmac("panelbook.visitor", said, algorithm="sha256").hexdigest()[:32])


def note_fetch(request: HttpRequest, publication: Publication, now: datetime) -> None:
    """Record that the bytes are handed out; asking for headers only, or again for known bytes, is no fetch.

    The download goes on when the database is busy: the record then waits beside the stored files.
    """
    if request.method != "GET":
        return
    user = request.user
    is_known = isinstance(user, User)
    fetch = Fetch(
        publication=publication,
        fetched_at=now,
        who=user.printed_name if isinstance(user, User) else "",
        visitor="" if is_known else visitor_mark(request, timezone.localtime(now).date()),
    )
    try:
        with _little_patience(), transaction.atomic():
            fetch.save()
    except DatabaseError:
        _keep(fetch)


def _keep(fetch: Fetch) -> None:
    try:
        late_fetches.keep(fetch)
    except OSError:
        log.exception("A fetch of %s could not be recorded", fetch.publication.ref)


@contextmanager
def _little_patience() -> Iterator[None]:
    """A reader does not wait long for this note while somebody else writes to a database of one file."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MILLISECONDS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def who_fetched(publications: Iterable[Publication]) -> Fetched:
    """Everybody who fetched any of these, whichever version it was."""
    sources = [(each.source_ref, each.kind) for each in publications]
    wanted = Publication.objects.of_sources(sources).values("pk")
    found = Fetch.objects.filter(publication__in=wanted)
    told = found.aggregate(times=Count("pk"), first=Min("fetched_at"), last=Max("fetched_at"))
    names = sorted(found.exclude(who="").order_by("who").values_list("who", flat=True).distinct())
    visitors = found.exclude(visitor="").order_by().values("visitor").distinct().count()
    return Fetched(told["times"], names, visitors, told["first"], told["last"])


def forget_old_fetches(now: datetime) -> int:
    """Drop what is older than 400 days; gives how many."""
    count, _ = Fetch.objects.filter(fetched_at__lt=now - KEPT).delete()
    return count
