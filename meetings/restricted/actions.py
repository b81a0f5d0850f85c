"""Keeping what the search found, overruling a false alarm, and the searches before anything goes out."""

import functools
from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout.document import Document, to_data
from foundation.documents.search.searching import CannotSearch, Search
from foundation.documents.store import files
from foundation.history.events import record
from foundation.history.findings import Refused, require
from foundation.library.models import Publication, PublicMeeting
from meetings.common.locks import lock
from meetings.models import Find, Meeting, Restriction
from meetings.restricted import finds
from meetings.restricted.leak_sentences import cannot_be_searched
from meetings.restricted.leaks import Outgoing, WouldLeak, everything_of, search_before_publishing
from meetings.restricted.policies import may_confirm_overruling, may_overrule
from meetings.restricted.rules import hands_needed, reason_finding
from meetings.restricted.ways_out import WAYS

P = ParamSpec("P")
R = TypeVar("R")
# Of a paper that goes out whole there is a find in each place; more than this many are no false alarms.
MOST_KEPT = 200


def keeping_finds(act: Callable[P, R]) -> Callable[P, R]:
    """Let what stopped an act be read afterwards: the act is undone, and what was found is kept."""

    @functools.wraps(act)
    def kept(*args: P.args, **how: P.kwargs) -> R:
        try:
            return act(*args, **how)
        except WouldLeak as leak:
            keep_finds(meeting=leak.meeting, way=leak.way, search=leak.search)
            raise

    return kept


@transaction.atomic
def keep_finds(*, meeting: Meeting, way: str, search: Search) -> None:
    """Keep what a search found on one way out, in place of what it found there before.

    What somebody asked to overrule stays: that was an act, and holds where the same is found again.
    """
    if not search.hits and not meeting.finds.filter(way=way, asked_at__isnull=True).exists():
        return
    lock(meeting)
    rows = finds.found_rows(meeting, way, search.hits[:MOST_KEPT])
    meeting.finds.filter(way=way, asked_at__isnull=True).exclude(key__in=rows).delete()
    known = set(meeting.finds.filter(key__in=rows).values_list("key", flat=True))
    for key, row in rows.items():
        if key not in known and _is_about_something(row):
            row.found_at = timezone.now()
            row.save(force_insert=True)


@transaction.atomic
def ask_to_overrule(*, find: Find, reason: str, by: User) -> list[Find]:
    """Say why a find, and the same words in other places, may go out all the same.

    Where the words are exempt or confidential it counts once another person confirms it, else at once.
    """
    rows = _together(find)
    require(may_overrule(by, find), reason_finding(reason))
    now, is_enough = timezone.now(), hands_needed(find.kind, find.ground) == 1
    for row in rows:
        row.reason, row.asked_at, row.asked_by, row.asker = reason.strip(), now, by.printed_name, by
        if is_enough:
            row.overruled_at, row.overruled_by = now, by.printed_name
        row.save()
    verb = "find overruled" if is_enough else "overruling of a find asked for"
    _record(verb, find, rows, by, note=reason.strip())
    return rows


@transaction.atomic
def confirm_overruling(*, find: Find, by: User) -> list[Find]:
    """Confirm what another person asked for: from now on it stops nothing, while nothing changes."""
    rows = [row for row in _together(find) if row.asked_at is not None]
    find.refresh_from_db()
    require(may_confirm_overruling(by, find))
    for row in rows:
        row.overruled_at, row.overruled_by = timezone.now(), by.printed_name
        row.save()
    _record("find overruled", find, rows, by, note=find.reason)
    return rows


@transaction.atomic
def let_find_stop(*, find: Find, by: User) -> None:
    """Take an overruling back, or refuse what another asked for: the find stops publishing again."""
    lock(find.meeting)
    require(may_overrule(by, find))
    rows = [row for row in _like(find) if row.asked_at is not None]
    for row in rows:
        row.reason, row.asked_at, row.asked_by, row.asker = "", None, "", None
        row.overruled_at, row.overruled_by = None, ""
        row.save()
    if rows:
        _record("overruling of a find taken back", find, rows, by)


def _is_about_something(row: Find) -> bool:
    """False when what is kept back was undone together with the act that was stopped."""
    pk = row.restriction_id
    return pk is None or Restriction.objects.filter(pk=pk).exists()


def _together(find: Find) -> list[Find]:
    """The find and the same words in other places of the meeting, as far as they still stop."""
    lock(find.meeting)
    return [row for row in _like(find) if not row.is_overruled]


def _like(find: Find) -> list[Find]:
    return [
        row for row in find.meeting.finds.filter(kept=find.kept, kind=find.kind) if row.group == find.group
    ]


def _record(verb: str, find: Find, rows: list[Find], by: User, note: str = "") -> None:
    data = {"find": find.ref, "places": len(rows), "way": find.way}
    record(verb, find, by=by, scope=find.meeting.scope, note=note, data=data)


def require_no_leak(*, way: str, meeting: Meeting, published: Iterable[Publication]) -> Search:
    """Search the very rows and bytes that were just put into the library; call it in the same transaction.

    Pass every publication of the act: its data, page, print and screen files are searched, and what is
    announced of its meeting. Raises `WouldLeak`, which undoes the act, when a restricted word is in any of
    them, and `Refused` when a file cannot be read to its end.
    """
    return require_nothing_restricted(way=way, meeting=meeting, outgoing=everything_of(published))


def require_nothing_restricted(
    *, way: str, meeting: Meeting, outgoing: Iterable[Outgoing], only_words: bool = False
) -> Search:
    """The same for things that are not in the library; `only_words` for what has neither files nor pages."""
    known = WAYS[way]
    try:
        search = search_before_publishing(meeting, outgoing, only_words=only_words)
    except (CannotSearch, files.Damaged) as error:
        raise Refused(cannot_be_searched(error)) from error
    if search.hits:
        raise WouldLeak(meeting, known.key, search)
    keep_finds(meeting=meeting, way=known.key, search=search)
    return search


def require_announceable(meeting: Meeting, public: PublicMeeting) -> Search:
    """The same for what was just announced of a meeting, with what changed before."""
    announced = Outgoing.of_meeting(public)
    return require_nothing_restricted(
        way="announcement", meeting=meeting, outgoing=[announced], only_words=True
    )


def require_public_reason(*, meeting: Meeting, reason: str) -> None:
    """The same for the reason of a withdrawal, which the public reads.

    A restricted file that cannot be searched stops no withdrawal: what is public by mistake has to go.
    """
    said = Outgoing("Reason", {"reason": reason})
    try:
        require_nothing_restricted(way="withdrawal", meeting=meeting, outgoing=[said], only_words=True)
    except WouldLeak:
        raise
    except Refused:
        return


@keeping_finds
def require_word_file(*, meeting: Meeting, document: Document) -> Search:
    """The same for a document that leaves as a Word file, to be passed on."""
    taken_out = Outgoing(_("Word file"), to_data(document))
    return require_nothing_restricted(way="word", meeting=meeting, outgoing=[taken_out])
