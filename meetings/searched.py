"""What the search finds in something that is about to go out, for the page that asks whether it should."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from foundation.documents.layout import render as layout
from foundation.documents.layout.document import Document, to_data
from foundation.documents.models import StoredFile
from foundation.documents.search.searching import CannotSearch, Search
from foundation.documents.store import files
from foundation.history.findings import Finding
from foundation.library.models import Publication
from meetings.leak_words import cannot_be_searched, finding_of, hits_in_words, looks_of
from meetings.leaks import NOTHING_KEPT, Outgoing, search_before_publishing
from meetings.models import Meeting
from meetings.secrets import keeps_anything


@dataclass(frozen=True)
class Searched:
    """What the search for restricted words in everything about to go out found, and where."""

    leak: Finding | None = None
    places: list[str] = field(default_factory=list)
    looks: list[Finding] = field(default_factory=list)
    search: Search | None = None

    @property
    def points(self) -> list[Finding]:
        """What to look at before it goes out: the find itself, and words that open papers share."""
        bad = [] if self.leak is None or self.leak.is_met else [self.leak]
        return [*bad, *self.looks]

    @classmethod
    def of(
        cls, meeting: Meeting, outgoing: Callable[[], Iterable[Outgoing]], *, only_words: bool = False
    ) -> "Searched":
        """Search what would go out; it is not even put together while the body keeps nothing back."""
        if not keeps_anything(meeting):
            return cls(finding_of(NOTHING_KEPT), search=NOTHING_KEPT)
        try:
            search = search_before_publishing(meeting, outgoing(), only_words=only_words)
        except (CannotSearch, files.Damaged) as error:
            return cls(cannot_be_searched(error))
        return cls(finding_of(search), hits_in_words(search), looks_of(search), search)

    @classmethod
    def of_document(
        cls, meeting: Meeting, kind: str, document: Document, stored: Iterable[StoredFile] = ()
    ) -> "Searched":
        """Search a document before it is laid out: the same words as its PDF, and files that go with it."""
        known = [(f"PDF {number}", each) for number, each in enumerate(stored, 1)]

        def outgoing() -> list[Outgoing]:
            name = str(Publication.Kind(kind).label)
            return [Outgoing(name, to_data(document), layout.screen(document), known)]

        return cls.of(meeting, outgoing, only_words=not known)
