"""Looking for words in bytes that are about to become public, however they are written there.

Words are compared without case, spaces, hyphens and marks, so that a line break, a ligature or spaced letters
do not hide them. A long text is looked for by its runs of about five words.
"""

import html
import json
import queue
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.conf import settings

from foundation.documents import children, limits
from foundation.documents.squeezing import Piece, folded, squeezed

# About five words of English without the spaces between them.
RUN = 24
# Shorter words than this are too common to be looked for.
SHORTEST = 4
# A short title must begin and end where words do; only a longer one is looked for in packed bytes.
SHORT, RAW_SHORTEST = 16, 12
# A single line of a text, e.g. a cell of a table.
SHORTEST_LINE = 12
# From about a dozen words on, a passage that is public as well is worth a look; less is a turn of phrase.
SHARED_RUNS = 8

_BREAKS = re.compile(r"</?(?:p|li|td|th|tr|h[1-6]|div|br|dd|dt|caption|section|figcaption)\b[^>]*>|\n")
_TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.S)
_COMMENT = re.compile(r"<!--(.*?)-->", re.S)
# What stands in tags without being read: values in quotes or not; the names of tags are no words.
_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


class CannotSearch(Exception):
    """A file could not be read to its end, so that nothing can be said about it; `files` names it."""

    def __init__(self, trouble: str, files: Sequence[str] = ()) -> None:
        super().__init__(trouble)
        self.files = list(files)


@dataclass(frozen=True)
class Needle:
    """Words that must not be found. `name` says what they are without saying them.

    A `is_long` text is looked for by its runs of words, anything else as a whole. `pages` are the pages it is
    on, each with its words; without them it is one text.
    """

    name: str
    words: str
    is_long: bool = False
    pages: tuple[tuple[str, str], ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Where a part of it stands, and the words there."""
        return self.pages or (("", self.words),)


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A needle was found, and where: the words, and on which page of the kept paper they stand.

    `kind` is `words`, or what is there as a whole: a `page`, its `picture`, the `file`.
    """

    needle: str
    where: str
    words: str = field(default="", compare=False)
    kept_where: str = field(default="", compare=False)
    kind: str = field(default="words", compare=False)


def everything_in(data: bytes) -> list[Piece]:
    """Every word in a PDF, read in the limited child. Raises `CannotSearch`."""
    [found] = everything_in_all([data])
    return found


def looks_in(data: bytes) -> list[Piece]:
    """The looks of every page of a PDF. Raises `CannotSearch`."""
    [found] = readings([data], {"looks": True})
    if isinstance(found, CannotSearch):
        raise found
    return found


def everything_in_all(files: Sequence[bytes]) -> Iterator[list[Piece]]:
    """Every word in each of several PDFs, in their order, read by a few children. Raises `CannotSearch`."""
    for found in readings(files):
        if isinstance(found, CannotSearch):
            raise found
        yield found


def readings(
    files: Sequence[bytes], head: dict[str, Any] | None = None
) -> Iterator[list[Piece] | CannotSearch]:
    """What is in each of several PDFs, in their order, or why one could not be read."""
    count = min(len(files), max(1, settings.RENDER_PROCESSES))
    idle = queue.SimpleQueue[children.Child]()
    for _ in range(count):
        idle.put(children.Child("search"))

    def read(data: bytes) -> bytes | CannotSearch:
        child = idle.get()
        try:
            answer, body = child.ask(head or {}, data, limits.SEARCH_WALL_SECONDS)
        except children.Gone:
            child = children.Child("search")
            return CannotSearch("A file takes too long to be read.")
        finally:
            idle.put(child)
        return CannotSearch(answer["trouble"]) if "trouble" in answer else body

    try:
        with ThreadPoolExecutor(max(1, count)) as threads:
            for body in threads.map(read, files):
                yield body if isinstance(body, CannotSearch) else [Piece(*each) for each in json.loads(body)]
    finally:
        while not idle.empty():
            idle.get().end()


def in_html(source: str, where: str) -> Iterator[Piece]:
    """The words of a page as they are read, and what stands in its tags and comments, each by itself."""
    yield Piece(where, _read(source))
    hidden = _COMMENT.findall(source)
    hidden += [value for tag in _TAGS.findall(source) for found in _VALUE.findall(tag) for value in found]
    for each in dict.fromkeys(filter(None, hidden)):
        yield Piece(f"{where}, in its source", unquote(html.unescape(each)))


def _read(source: str) -> str:
    """Rich text as it is read: a line ends where a paragraph, a cell or a heading does."""
    return html.unescape(_TAGS.sub("", _BREAKS.sub("\n", source)))


def in_data(data: Any, where: str) -> Iterator[Piece]:
    """Every string of open data with its place, keys included."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield Piece(where, str(key))
            yield from in_data(value, f"{where}, {key}")
    elif isinstance(data, list | tuple):
        for value in data:
            yield from in_data(value, where)
    elif isinstance(data, str) and data:
        if "<" in data:
            yield from in_html(data, where)
        else:
            yield Piece(where, unquote(data) if "%" in data else data)


def lines_of(text: str) -> list[str]:
    """The paragraphs, points and cells of a rich or plain text."""
    lines = (html.unescape(_TAGS.sub("", line)) for line in _BREAKS.split(text))
    return [line for line in (each.strip() for each in lines) if line]


class Haystack:
    """Pieces made ready to be searched; the pages of a file in one row, so that no page break hides words."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.whole: list[tuple[str, str, str]] = []  # where, as written, squeezed
        self.raw: list[tuple[str, str]] = []
        self.pictures: list[tuple[str, list[int]]] = []
        self.starts: list[int] = []
        self.wheres: list[str] = []
        row: list[str] = []
        length = 0
        for piece in pieces:
            if piece.kind == "raw":
                self.raw.append((piece.where, piece.text))
                continue
            if piece.kind == "picture":
                self.pictures.append((piece.where, [int(each, 16) for each in piece.text.split()]))
                continue
            words = squeezed(piece.text)
            self.whole.append((piece.where, piece.text, words))
            self.starts.append(length)
            self.wheres.append(piece.where)
            # Data and titles are apart from one another; only pages go on.
            row.append(words if piece.kind == "page" else f"{words}|")
            length += len(row[-1])
        self.row = "".join(row)

    def at(self, place: int) -> str:
        """Where a place in the row stands."""
        return self.wheres[bisect_right(self.starts, place) - 1]

    def has(self, words: str) -> Iterator[str]:
        """Where these words stand as a whole."""
        plain = squeezed(words)
        if len(plain) < SHORTEST:
            return
        bounded = _bounded(plain) if len(plain) < SHORT else None
        for where, text, own in self.whole:
            if plain in own and (bounded is None or bounded.search(folded(text))):
                yield where
        if bounded is None and (place := self.row.find(plain)) >= 0:
            yield self.at(place)
        if len(plain) >= RAW_SHORTEST and plain.isascii():
            yield from (where for where, own in self.raw if plain in own)

    def runs(self, wanted: Set[str]) -> Iterator[tuple[str, int]]:
        """Each run of letters of this length that is wanted, with its place in the row."""
        row = self.row
        yield from (
            (row[at : at + RUN], at) for at in range(len(row) - RUN + 1) if row[at : at + RUN] in wanted
        )


def _bounded(plain: str) -> re.Pattern[str]:
    """The letters with anything but letters between them, beginning and ending where words do."""
    return re.compile(r"(?<![^\W_])" + r"[\W_]*".join(map(re.escape, plain)) + r"(?![^\W_])")


def runs_of(line: str) -> Iterator[str]:
    """Every run of about five words in a line, from the beginning of each word; none in a short line."""
    words = [squeezed(word) for word in line.split()]
    plain = "".join(words)
    if len(plain) < RUN:
        return
    at = 0
    for word in words:
        if at + RUN > len(plain):
            break
        yield plain[at : at + RUN]
        at += len(word)
    yield plain[-RUN:]


def short_lines_of(text: str) -> Iterator[str]:
    """The lines of a text that are too short for a run, and long enough to mean something."""
    yield from (line for line in lines_of(text) if SHORTEST_LINE <= len(squeezed(line)) < RUN)


@dataclass(frozen=True)
class Search:
    """What a search looked for and found.

    `left_out` are the needles that are too short, or that are public words for themselves; `shared` names
    long texts of which passages are public words, each with where one of them stands. `open` are words that
    an open paper has, too, which is not public yet: somebody has to look at them. `unread` are kept
    files that cannot be read.
    """

    needles: int
    files: int
    hits: list[Hit]
    left_out: list[str]
    shared: list[Hit]
    open: list[Hit] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


# Some words of a long text: its name, the page they are on, the line they stand in.
Source = tuple[str, str, str]


class Wanted:
    """All needles made ready once, for any number of files; words of `public` are no secret.

    Words of `open_words` are not looked for either: they are shown in `open` to whoever publishes.
    """

    def __init__(
        self,
        needles: Sequence[Needle],
        public: Haystack | None = None,
        open_words: Haystack | None = None,
    ) -> None:
        known, self.open = public or Haystack([]), set[Hit]()
        opened = open_words or Haystack([])
        self.needles = len(needles)
        self.runs, self.shared = self._runs(needles, known, opened)
        self.whole, self.left_out = self._wholes(needles, known, opened)

    def hits(self, name: str, haystack: Haystack) -> set[Hit]:
        """Every needle that stands in one file, and where, with its first words found there."""
        before = f"{name}: " if name else ""
        found: dict[tuple[str, str], Hit] = {}
        for run, at in haystack.runs(self.runs.keys()):
            needle, kept_where, line = self.runs[run]
            hit = Hit(needle, f"{before}{haystack.at(at)}", line, kept_where)
            found.setdefault((hit.needle, hit.where), hit)
        return set(found.values()) | {
            Hit(needle, f"{before}{where}", words, kept_where)
            for needle, kept_where, words in self.whole
            for where in haystack.has(words)
        }

    def _runs(
        self, needles: Sequence[Needle], public: Haystack, opened: Haystack
    ) -> tuple[dict[str, Source], list[Hit]]:
        """Runs of the long texts to where they stand, but those that are public or open words."""
        lines = [
            ((each.name, place, line), set(runs_of(line)))
            for each in needles
            if each.is_long
            for place, words in each.parts
            for line in lines_of(words)
        ]
        runs = {run: source for source, of_line in lines for run in of_line}
        public_runs = dict(public.runs(runs.keys()))
        open_runs = {run: at for run, at in opened.runs(runs.keys()) if run not in public_runs}
        shared = []
        for (name, place, line), of_line in lines:
            if len(met := of_line & public_runs.keys()) >= SHARED_RUNS:
                shared.append(Hit(name, public.at(min(public_runs[run] for run in met))))
            if met := of_line & open_runs.keys():
                where = opened.at(min(open_runs[run] for run in met))
                self.open.add(Hit(name, where, line, place))
        gone = public_runs.keys() | open_runs.keys()
        return {run: source for run, source in runs.items() if run not in gone}, shared

    def _wholes(
        self, needles: Sequence[Needle], public: Haystack, opened: Haystack
    ) -> tuple[list[Source], list[str]]:
        """What is looked for as a whole, and the names of what is not, because it is short or public."""
        found: list[Source] = []
        left_out = []
        for needle in needles:
            if needle.is_long:
                lines = {line: place for place, words in needle.parts for line in short_lines_of(words)}
                wanted = [(needle.name, place, line) for line, place in lines.items()]
            else:
                wanted = [(needle.name, "", needle.words)]
                if len(squeezed(needle.words)) < SHORTEST or any(public.has(needle.words)):
                    left_out.append(needle.name)
                    continue
            for source in wanted:
                if any(public.has(source[2])):
                    continue
                if where := next(opened.has(source[2]), ""):
                    self.open.add(Hit(source[0], where, source[2], source[1]))
                else:
                    found.append(source)
        return found, left_out


def find(
    needles: Sequence[Needle], files: Sequence[tuple[str, Haystack]], public: Haystack | None = None
) -> Search:
    """Look for all needles in all files, each with its name; words of `public` are no secret."""
    wanted = Wanted(needles, public)
    hits = {hit for name, haystack in files for hit in wanted.hits(name, haystack)}
    return Search(
        len(needles), len(files), sorted(hits), sorted(set(wanted.left_out)), sorted(set(wanted.shared))
    )
