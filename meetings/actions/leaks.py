"""Nothing leaves with a word that is kept from the public: whatever publishes asks this before it is done."""

from collections.abc import Iterable

from foundation.documents import files
from foundation.documents.searching import CannotSearch, Search
from foundation.history.findings import Refused, require, stopped
from foundation.library.models import Publication
from meetings.leaks import (
    cannot_be_searched,
    everything_of,
    finding_of,
    hits_in_words,
    search_before_publishing,
)
from meetings.models import Meeting


def require_no_leak(*, meeting: Meeting, published: Iterable[Publication]) -> Search:
    """Search the very rows and bytes that were just put into the library; call it in the same transaction.

    Pass every publication of the act: its data, page, print and screen files are searched, and what is
    announced of its meeting. Raises `Refused`, which undoes the act, when a restricted word is in any of them
    or a file cannot be read to its end.
    """
    try:
        search = search_before_publishing(meeting, everything_of(published))
    except (CannotSearch, files.Damaged) as error:
        raise Refused(cannot_be_searched(error)) from error
    require(finding_of(search), *(stopped(words, code="leak") for words in hits_in_words(search)))
    return search
