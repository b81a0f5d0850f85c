"""The last look before anything becomes public: does it hold a word that is kept from the public?"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.core.cache import cache

from foundation.documents import files, searching
from foundation.documents.models import StoredFile
from foundation.documents.searching import Haystack, Hit, Needle, Search
from foundation.documents.squeezing import Piece
from foundation.history.findings import Finding, look, met, stopped
from foundation.library.models import Publication, PublicMeeting
from foundation.ui.words import counted
from meetings.models import Meeting
from meetings.secrets import keeps_anything, needles_of, public_words

PDF = "application/pdf"
DAY_SECONDS = 24 * 3600
# Raise this when a search finds more than before, so that no older answer is taken for a new one.
SEARCH_VERSION = 2
SHOWN_HITS = 12
NOTHING_KEPT = Search(0, 0, [], [], [])
CANNOT_BE_SEARCHED = stopped(
    "A file could not be searched for restricted words, so nothing can be published.",
    remedy="Build the pack again. If that does not help, replace the PDF that was put in last.",
    code="leak",
)


@dataclass(frozen=True)
class Outgoing:
    """One thing about to become public: every string of it, its page, and the bytes that are handed out."""

    name: str
    data: Any
    html: str = ""
    stored: list[tuple[str, StoredFile]] = field(default_factory=list)

    @classmethod
    def of(cls, publication: Publication) -> "Outgoing":
        """A publication as it lies in the library."""
        name = f"{publication.get_kind_display()} {publication.file_name}".strip()
        told = {
            "title": publication.title,
            "file name": publication.file_name,
            "status": publication.status_label,
            "data": publication.data,
        }
        own = [("PDF", publication.file), ("PDF for the screen", publication.screen_file)]
        return cls(name, told, publication.html, [(label, each) for label, each in own if each])

    @classmethod
    def of_meeting(cls, public: PublicMeeting) -> "Outgoing":
        """What is announced of a meeting."""
        values = {each.name: getattr(public, each.name) for each in public._meta.concrete_fields}
        told = {name: value for name, value in values.items() if isinstance(value, str | dict)}
        return cls("Announcement", told)

    def pieces(self) -> Iterator[Piece]:
        """The words outside its files."""
        yield from searching.in_data(self.data, "data")
        if self.html:
            yield from searching.in_html(self.html, "page")


def everything_of(published: Iterable[Publication]) -> list[Outgoing]:
    """Publications and what is announced of their meetings, each meeting once."""
    found = list(published)
    meetings = {each.meeting_id: each.meeting for each in found if each.meeting}
    return [*map(Outgoing.of, found), *(Outgoing.of_meeting(each) for each in meetings.values())]


def search_before_publishing(meeting: Meeting, outgoing: Iterable[Outgoing]) -> Search:
    """Look in everything about to be published for everything that is kept from the public.

    What was found in a file is remembered by what was looked for and the file's hash. Raises `CannotSearch`.
    """
    things = list(outgoing)
    stored = _stored(things)
    needles = needles_of(meeting)
    if not needles:
        return Search(0, len(things) + len(stored), [], [], [])
    public = Haystack(public_words(meeting))
    search = searching.find(needles, [(each.name, Haystack(each.pieces())) for each in things], public)
    hits = _hits_in_files(needles, public, stored)
    return replace(search, files=len(things) + len(stored), hits=sorted({*search.hits, *hits}))


def search_ahead(meeting: Meeting, stored: Iterable[StoredFile]) -> None:
    """Search files that will be published before long, so that the proof finds them searched.

    Nothing is decided here: the proof asks anew, and says what cannot be searched.
    """
    if keeps_anything(meeting) and (needles := needles_of(meeting)):
        with contextlib.suppress(searching.CannotSearch, files.Damaged):
            _hits_in_files(
                needles, Haystack(public_words(meeting)), {each.hash: ("", each) for each in stored}
            )


def _stored(things: Iterable[Outgoing]) -> dict[str, tuple[str, StoredFile]]:
    """Each file by its hash, once, however often it is handed out, with the name of what it belongs to."""
    found: dict[str, tuple[str, StoredFile]] = {}
    for thing in things:
        for label, stored in thing.stored:
            found.setdefault(stored.hash, (f"{thing.name}, {label}", stored))
    return found


def _hits_in_files(
    needles: list[Needle], public: Haystack, stored: dict[str, tuple[str, StoredFile]]
) -> list[Hit]:
    """The hits in every file; those that were searched before for the same words are not opened again."""
    wanted = json.dumps([SEARCH_VERSION, [asdict(each) for each in needles], public.row])
    start = f"leaks:{hashlib.sha256(wanted.encode()).hexdigest()[:40]}:"
    known = cache.get_many([start + digest for digest in stored])
    unknown = [digest for digest in stored if start + digest not in known]
    contents = searching.everything_in_all([files.read(stored[digest][1]) for digest in unknown])
    looked_for = searching.Wanted(needles, public)
    for digest, pieces in zip(unknown, contents, strict=True):
        found = sorted(looked_for.hits("", Haystack(pieces)))
        known[start + digest] = [(hit.needle, hit.where) for hit in found]
        cache.set(start + digest, known[start + digest], DAY_SECONDS)
    return [
        Hit(needle, f"{name}: {where}")
        for digest, (name, _) in stored.items()
        for needle, where in known[start + digest]
    ]


def finding_of(search: Search) -> Finding:
    """What a search says: nothing found, or that publishing stops."""
    if search.hits:
        found = f"{len({hit.needle for hit in search.hits})} of {counted(search.needles, 'restricted text')}"
        return stopped(
            f"{found} would become public.",
            remedy="Look at the places below, mend what is there, and build the pack again.",
            code="leak",
        )
    if not search.needles:
        return met("Nothing is restricted, so there is nothing to search for.", code="leak")
    texts, places = counted(search.needles, "restricted text"), counted(search.files, "file")
    return met(f"Searched for {texts} in {places}: nothing found.", code="leak")


def hits_in_words(search: Search) -> list[str]:
    """Each hit in a sentence that does not say the restricted words themselves."""
    first = [f"{_capital(hit.needle)} is found in {_within(hit.where)}" for hit in search.hits]
    rest = len(first) - SHOWN_HITS
    return first[:SHOWN_HITS] + ([f"and in {counted(rest, 'more place')}"] if rest > 0 else [])


def looks_of(search: Search) -> list[Finding]:
    """What the search could not decide: passages that a public paper has, too, and names left out."""
    found = [
        look(
            f"A passage of {hit.needle[len('the text of ') :]} also stands in {hit.where}, which is public.",
            remedy="See that it is meant to be public there.",
            code="shared",
        )
        for hit in search.shared
    ]
    if search.left_out:
        several = "; ".join(search.left_out)
        sentence = "Not searched for, because the words are public for themselves or too short"
        found.append(look(f"{sentence}: {several}.", code="left_out"))
    return found


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _within(where: str) -> str:
    name, _, place = where.partition(": ")
    return f"{name}, {place}."
