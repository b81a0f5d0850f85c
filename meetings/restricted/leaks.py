"""The last look before anything becomes public: does it hold a word that is kept from the public?"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.documents.models import StoredFile
from foundation.documents.processes import children
from foundation.documents.search import searching
from foundation.documents.search.haystack import Haystack, Piece
from foundation.documents.search.searching import Hit, Needle, Search, Wanted
from foundation.documents.search.wholes import Copies, Wholes
from foundation.documents.store import files
from foundation.history.findings import Refused, stopped
from foundation.jobs import waiting
from foundation.library.models import Publication, PublicMeeting
from meetings.models import Meeting
from meetings.restricted.finds import sifted
from meetings.restricted.leak_sentences import finding_of, hits_in_words
from meetings.restricted.public_words import known_words, open_words, published_words
from meetings.restricted.secret_words import keeps_anything, needles_of
from meetings.restricted.ways_out import WAYS
from meetings.restricted.whole_files import wholes_of

DAY_SECONDS = 24 * 3600
# Raise this when a search finds more than before, so that no older answer is taken for a new one.
SEARCH_VERSION = 3
SEARCH = "meetings.search_files"
NOTHING_KEPT = Search(0, 0, [], [], [])


@dataclass(frozen=True)
class Outgoing:
    """One thing about to become public: every string of it, its page, and the bytes that are handed out."""

    name: str
    data: Any
    html: str = ""
    stored: list[tuple[str, StoredFile]] = field(default_factory=list)
    pk: int = 0

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
        own = [("PDF", publication.file), (_("PDF for the screen"), publication.screen_file)]
        stored = [(label, each) for label, each in own if each]
        return cls(name, told, publication.html, stored, publication.pk)

    @classmethod
    def of_meeting(cls, public: PublicMeeting) -> "Outgoing":
        """What is announced of a meeting."""
        values = {each.name: getattr(public, each.name) for each in public._meta.concrete_fields}
        told = {name: value for name, value in values.items() if isinstance(value, str | dict | list)}
        return cls("Announcement", told)

    def pieces(self) -> Iterator[Piece]:
        """The words outside its files."""
        yield from searching.in_data(self.data, "data")
        if self.html:
            yield from searching.in_html(self.html, "page")


class WouldLeak(Refused):
    """Something that is kept from the public would have gone out on this way of this meeting."""

    def __init__(self, meeting: Meeting, way: str, search: Search) -> None:
        known = WAYS[way]
        first = stopped(known.sentence, code=known.code) if known.sentence else finding_of(search)
        where = reverse("meetings:found", args=[meeting.pk])
        said = replace(first, url=where, url_words=_("What the search found"))
        super().__init__(said, *(stopped(words, code="leak") for words in hits_in_words(search)))
        self.meeting, self.way, self.search = meeting, way, search


def everything_of(published: Iterable[Publication]) -> list[Outgoing]:
    """Publications and what is announced of their meetings, each meeting once."""
    found = list(published)
    meetings = {each.meeting_id: each.meeting for each in found if each.meeting}
    return [*map(Outgoing.of, found), *(Outgoing.of_meeting(each) for each in meetings.values())]


def search_before_publishing(
    meeting: Meeting, outgoing: Iterable[Outgoing], *, only_words: bool = False
) -> Search:
    """Look in everything about to be published for everything that is kept from the public.

    A file without a find is not opened again for the same words. Words that are published already are no
    find; a whole file or page is one whatever is published. `only_words` is for what has neither files nor
    pages, such as an e-mail. Raises `CannotSearch` with the files’ names.
    """
    things = list(outgoing)
    stored = _stored(things)
    if not keeps_anything(meeting):
        return Search(0, len(things) + len(stored), [], [], [])
    look_for = _lookout(meeting, only_words=only_words)
    if not look_for.needles and not look_for.wholes.files and not look_for.wholes.pages:
        return Search(0, len(things) + len(stored), [], [], [])
    sacks = [(each.name, Haystack(each.pieces())) for each in things]
    opened = look_for.files_with_finds(stored)
    wanted = look_for.wanted(())
    is_clean = not wanted.open and not any(wanted.hits(*each) for each in [*sacks, *opened])
    if not is_clean:
        wanted = look_for.wanted(published_words(meeting, [each.pk for each in things if each.pk]))
    hits = {hit for each in [*sacks, *opened] for hit in wanted.hits(*each)}
    hits |= {hit for each in [*sacks, *opened] for hit in look_for.copied(*each)}
    hits |= {hit for digest, (name, __) in stored.items() for hit in look_for.copies.same_file(name, digest)}
    hits |= {each.unread for each in look_for.wholes.unread}
    stand, overruled = sifted(meeting, hits)
    return Search(
        look_for.count,
        len(things) + len(stored),
        stand,
        sorted(set(wanted.left_out)),
        sorted(set(wanted.shared)),
        # Of files only those with finds are open here: what goes out with them is told of all of them.
        sorted(wanted.open if stored else (hit for hit in wanted.open if _stands(hit, sacks))),
        overruled,
    )


def _stands(hit: Hit, sacks: Iterable[tuple[str, Haystack]]) -> bool:
    """True when words that an open paper shares are in what goes out now."""
    runs = set(searching.runs_of(hit.words))
    return any(any(sack.runs(runs)) if runs else any(sack.has(hit.words)) for __, sack in sacks)


def search_ahead(meeting: Meeting, stored: Iterable[StoredFile]) -> None:
    """Search files that will be published before long, so that the proof finds them searched.

    Nothing is decided here: the proof asks anew, and says what cannot be searched.
    """
    with contextlib.suppress(children.BrokenOff, files.Damaged):
        search_files(meeting, stored)


def search_files(meeting: Meeting, stored: Iterable[StoredFile]) -> None:
    """Search files and remember what came of it. Raises `BrokenOff` and `Damaged`."""
    if keeps_anything(meeting):
        with contextlib.suppress(searching.CannotSearch):
            _lookout(meeting).files_with_finds({each.hash: ("", each) for each in stored})


def require_searched(meeting: Meeting, outgoing: Iterable[Outgoing]) -> None:
    """Leave files that nobody searched for these words yet to the worker, where a page is being opened.

    Raises `NotMadeYet`. Nothing is decided here, as above.
    """
    found = _stored(outgoing)
    if not waiting.is_at_once() or not keeps_anything(meeting):
        return
    look_for = _lookout(meeting)
    if look_for.remembered(found).keys() == found.keys():
        return
    key = hashlib.sha256(json.dumps([look_for.start, sorted(found)]).encode()).hexdigest()
    what = {"meeting": meeting.pk, "files": sorted(found)}
    title = _("Search for exempt or confidential words")
    raise waiting.NotMadeYet([waiting.Wanted(title, SEARCH, f"search:{key}", what, is_saved=True)])


# What is kept back, read once for all of what one act writes: see `one_look`.
_looks: ContextVar[dict[tuple[int, bool], "_Lookout"] | None] = ContextVar("looks", default=None)


@contextlib.contextmanager
def one_look() -> Iterator[None]:
    """Read once what is kept back, for all that is searched inside, such as e-mails to many people."""
    token = _looks.set({})
    try:
        yield
    finally:
        _looks.reset(token)


def _lookout(meeting: Meeting, *, only_words: bool = False) -> "_Lookout":
    known = _looks.get()
    if known is None:
        return _Lookout.of(meeting, only_words=only_words)
    key = (meeting.pk, only_words)
    if key not in known:
        known[key] = _Lookout.of(meeting, only_words=only_words)
    return known[key]


@dataclass
class _Lookout:
    """What a body keeps from the public, made ready to be looked for in any number of files."""

    needles: list[Needle]
    wholes: Wholes
    known: list[Piece]
    opened: Haystack

    @classmethod
    def of(cls, meeting: Meeting, *, only_words: bool = False) -> "_Lookout":
        """Everything that the body of a meeting keeps back, and what that meeting may say."""
        return cls(
            needles_of(meeting),
            Wholes() if only_words else wholes_of(meeting),
            list(known_words(meeting)),
            Haystack(open_words(meeting)),
        )

    @property
    def count(self) -> int:
        """How many restricted texts are looked for; a file that has no words counts as one."""
        return len(self.needles) or len(self.wholes.files)

    @cached_property
    def copies(self) -> Copies:
        """The whole pages."""
        return Copies(self.wholes)

    def wanted(self, published: Iterable[Piece]) -> Wanted:
        """The words to look for when these are public."""
        return Wanted(self.needles, Haystack([*self.known, *published]), self.opened)

    def copied(self, name: str, haystack: Haystack) -> Iterator[Hit]:
        """Whole pages in one file, each with the name of the file."""
        for hit in self.copies.copied(haystack):
            yield replace(hit, where=f"{name}: {hit.where}" if name else hit.where)

    @cached_property
    def start(self) -> str:
        """What the names of all that is remembered of a search for these words begin with."""
        said = [SEARCH_VERSION, [asdict(each) for each in self.needles], asdict(self.wholes)]
        said += [[asdict(each) for each in self.known], self.opened.row]
        return f"leaks:{hashlib.sha256(json.dumps(said).encode()).hexdigest()[:40]}:"

    def remembered(self, stored: Iterable[str]) -> dict[str, bool]:
        """Of the files that were searched for these words, whether each was clean."""
        known = cache.get_many([self.start + digest for digest in stored])
        return {name.removeprefix(self.start): bool(is_clean) for name, is_clean in known.items()}

    def files_with_finds(self, stored: dict[str, tuple[str, StoredFile]]) -> list[tuple[str, Haystack]]:
        """The files in which anything was found, each with its name; clean ones are remembered as such."""
        known = self.remembered(stored)
        unknown = [digest for digest in stored if not known.get(digest)]
        contents = searching.readings([files.read(stored[digest][1]) for digest in unknown])
        wanted, found, unread = self.wanted(()), [], []
        for digest, pieces in zip(unknown, contents, strict=True):
            name = stored[digest][0]
            if isinstance(pieces, searching.CannotSearch):
                unread.append(
                    _("{name}, page {page}").format(name=name, page=pieces.page) if pieces.page else name
                )
                cache.set(self.start + digest, False, DAY_SECONDS)
                continue
            haystack = Haystack(pieces)
            if wanted.hits("", haystack) or any(True for __ in self.copies.copied(haystack)):
                found.append((name, haystack))
                cache.set(self.start + digest, False, DAY_SECONDS)
            else:
                cache.set(self.start + digest, True, DAY_SECONDS)
        if unread:
            raise searching.CannotSearch(_("Files could not be read."), unread)
        return found


def _stored(things: Iterable[Outgoing]) -> dict[str, tuple[str, StoredFile]]:
    """Each file by its hash, once, however often it is handed out, with the name of what it belongs to."""
    found: dict[str, tuple[str, StoredFile]] = {}
    for thing in things:
        for label, stored in thing.stored:
            found.setdefault(stored.hash, (f"{thing.name}, {label}", stored))
    return found
