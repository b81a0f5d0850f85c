"""Looking for words in bytes that are about to become public, however they are written there.

Words are compared without case, spaces, hyphens and marks, so that a line break, a ligature or spaced letters
do not hide them. A long text is looked for by its runs of about five words.
"""

import hashlib
import html
import json
import queue
import re
from collections.abc import Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.conf import settings

from foundation.documents.processes import children, limits
from foundation.documents.search.haystack import RUN, SHORTEST, Haystack, Piece, squeezed

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
    """A file could not be read to its end, so that nothing can be said about it.

    `page` is the one that cannot be read, 0 where it is the file; `files` name several with their pages.
    """

    def __init__(self, trouble: str, files: Sequence[str] = (), page: int = 0) -> None:
        super().__init__(trouble)
        self.files = list(files)
        self.page = page


@dataclass(frozen=True)
class Needle:
    """Words that must not be found. `name` says what they are without saying them.

    A `is_long` text is looked for by its runs of words, anything else as a whole. `pages` are the pages it is
    on, each with its words; without them it is one text. `about` tells the caller what it belongs to.
    """

    name: str
    words: str
    is_long: bool = False
    pages: tuple[tuple[str, str], ...] = ()
    about: str = ""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Where a part of it stands, and the words there."""
        return self.pages or (("", self.words),)


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A needle was found, and where: the words, and on which page of the kept paper they stand.

    `kind` is `words`, or what is there as a whole: a `page`, its `picture`, the `file`; `unread` is a kept
    file whose words nobody can look for. `about` is that of the needle. `texts` changes when the text around
    the words does, on either side.
    """

    needle: str
    where: str
    kept_where: str = ""
    words: str = field(default="", compare=False)
    kind: str = field(default="words", compare=False)
    about: str = field(default="", compare=False)
    texts: str = field(default="", compare=False)


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
    """What is in each of several PDFs, in their order, or why one could not be read.

    Raises `children.BrokenOff` where that says nothing about a file: it may be read another time.
    """
    count = min(len(files), max(1, settings.RENDER_PROCESSES))
    idle = queue.SimpleQueue[children.Child]()
    for _ in range(count):
        idle.put(children.Child("search"))

    def read(data: bytes) -> bytes | CannotSearch:
        child = idle.get()
        try:
            answer, body = child.ask(head or {}, data, limits.SEARCH_CPU_SECONDS)
            if "trouble" in answer:
                # What a file did to the memory of a child must not change the answer on the next one.
                child.end()
                child = children.Child("search")
                return CannotSearch(answer["trouble"], page=int(answer.get("page", 0)))
        except children.Gone:
            child = children.Child("search")
            return CannotSearch("A file takes too long to be read.")
        finally:
            idle.put(child)
        return body

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


def passage(line: str, found: Set[str]) -> str:
    """The words of a line that are part of any of these runs, `…` where words are left out."""
    words, ends, plain = line.split(), list[int](), ""
    for word in words:
        plain += squeezed(word)
        ends.append(len(plain))
    starts = [0, *ends[:-1]]
    places = [at for at in {*starts, len(plain) - RUN} if at >= 0 and plain[at : at + RUN] in found]
    kept = [
        word if any(start < at + RUN and end > at for at in places) else None
        for word, start, end in zip(words, starts, ends, strict=True)
    ]
    said = [word or "…" for word, before in zip(kept, [None, *kept[:-1]], strict=True) if word or before]
    return " ".join(said).removesuffix("…").strip()


def texts_of(*texts: str) -> str:
    """What changes when one of several texts does."""
    return hashlib.sha256(json.dumps(texts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


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
    overruled: list[Hit] = field(default_factory=list)


class Source(NamedTuple):
    """Some words of a text that is looked for: its name, the page they are on, the line they stand in."""

    needle: str
    kept_where: str
    line: str
    about: str


@dataclass
class _Met:
    """What of one kept text was met in one place: the words by their lines, and the texts around them."""

    about: str
    lines: dict[str, set[str]] = field(default_factory=dict)
    around: set[str] = field(default_factory=set)

    def hit(self, needle: str, kept_where: str, where: str) -> Hit:
        """One hit for all of it."""
        words = [passage(line, runs) if runs else line for line, runs in self.lines.items()]
        texts = texts_of(*sorted(self.lines), *sorted(self.around))
        return Hit(needle, where, kept_where, words="\n".join(words), about=self.about, texts=texts)


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
        """Every needle that stands in one file, and where, with all of its words that are found there."""
        before = f"{name}: " if name else ""
        found: dict[tuple[str, str, str], _Met] = {}

        def meet(source: Source, where: str, text: str) -> _Met:
            key = (source.needle, source.kept_where, f"{before}{where}")
            met = found.setdefault(key, _Met(source.about))
            met.around.add(text)
            return met

        for run, at in haystack.runs(self.runs.keys()):
            for source in self.runs[run]:
                lines = meet(source, haystack.at(at), haystack.around(at)).lines
                lines.setdefault(source.line, set()).add(run)
        for source in self.whole:
            for where, text in haystack.found(source.line):
                meet(source, where, text).lines.setdefault(source.line, set())
        return {met.hit(*key) for key, met in found.items()}

    def _runs(
        self, needles: Sequence[Needle], public: Haystack, opened: Haystack
    ) -> tuple[dict[str, list[Source]], list[Hit]]:
        """Runs of the long texts to where they stand, but those that are public or open words."""
        lines = [
            (Source(each.name, place, line, each.about), set(runs_of(line)))
            for each in needles
            if each.is_long
            for place, words in each.parts
            for line in lines_of(words)
        ]
        runs: dict[str, list[Source]] = {}
        for source, of_line in lines:
            for run in of_line:
                runs.setdefault(run, []).append(source)
        public_runs = dict(public.runs(runs.keys()))
        open_runs = {run: at for run, at in opened.runs(runs.keys()) if run not in public_runs}
        shared = []
        for source, of_line in lines:
            if len(met := of_line & public_runs.keys()) >= SHARED_RUNS:
                shared.append(Hit(source.needle, public.at(min(public_runs[run] for run in met))))
            if met := of_line & open_runs.keys():
                where = opened.at(min(open_runs[run] for run in met))
                self.open.add(Hit(source.needle, where, source.kept_where, source.line))
        gone = public_runs.keys() | open_runs.keys()
        return {run: sources for run, sources in runs.items() if run not in gone}, shared

    def _wholes(
        self, needles: Sequence[Needle], public: Haystack, opened: Haystack
    ) -> tuple[list[Source], list[str]]:
        """What is looked for as a whole, and the names of what is not, because it is short or public."""
        found: list[Source] = []
        left_out = []
        for needle in needles:
            if needle.is_long:
                lines = {line: place for place, words in needle.parts for line in short_lines_of(words)}
                wanted = [Source(needle.name, place, line, needle.about) for line, place in lines.items()]
            else:
                wanted = [Source(needle.name, "", needle.words, needle.about)]
                if len(squeezed(needle.words)) < SHORTEST or any(public.has(needle.words)):
                    left_out.append(needle.name)
                    continue
            for source in wanted:
                if any(public.has(source.line)):
                    continue
                if where := next(opened.has(source.line), ""):
                    self.open.add(Hit(source.needle, where, source.kept_where, source.line))
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
