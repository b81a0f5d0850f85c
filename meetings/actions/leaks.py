"""Nothing leaves with a word that is kept from the public: whatever publishes asks this before it is done."""

from collections.abc import Iterable

from foundation.documents.layout.document import Document, to_data
from foundation.documents.search.searching import CannotSearch, Search
from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.library.models import Publication, PublicMeeting
from meetings.actions.finds import keep_finds, keeping_finds
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
    taken_out = Outgoing("Word file", to_data(document))
    return require_nothing_restricted(way="word", meeting=meeting, outgoing=[taken_out])
