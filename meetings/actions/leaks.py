"""Nothing leaves with a word that is kept from the public: whatever publishes asks this before it is done."""

from collections.abc import Iterable

from foundation.documents import files
from foundation.documents.searching import CannotSearch, Search
from foundation.history.findings import Refused
from foundation.library.models import Publication
from meetings.actions.finds import keep_finds
from meetings.leak_words import cannot_be_searched
from meetings.leaks import Outgoing, WouldLeak, everything_of, search_before_publishing
from meetings.models import Meeting
from meetings.ways_out import WAYS


def require_no_leak(*, way: str, meeting: Meeting, published: Iterable[Publication]) -> Search:
    """Search the very rows and bytes that were just put into the library; call it in the same transaction.

    Pass every publication of the act: its data, page, print and screen files are searched, and what is
    announced of its meeting. Raises `WouldLeak`, which undoes the act, when a restricted word is in any of
    them, and `Refused` when a file cannot be read to its end.
    """
    return require_nothing_restricted(way=way, meeting=meeting, outgoing=everything_of(published))


def require_nothing_restricted(*, way: str, meeting: Meeting, outgoing: Iterable[Outgoing]) -> Search:
    """The same for things that are not in the library, on one of the ways out."""
    known = WAYS[way]
    try:
        search = search_before_publishing(meeting, outgoing)
    except (CannotSearch, files.Damaged) as error:
        raise Refused(cannot_be_searched(error)) from error
    if search.hits:
        raise WouldLeak(meeting, known.key, search)
    keep_finds(meeting=meeting, way=known.key, search=search)
    return search
