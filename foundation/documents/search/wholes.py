"""Whole files and pages that must not go out, known by their bytes, their words or their picture."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from foundation.documents.search.haystack import Haystack
from foundation.documents.search.searching import Hit, runs_of, texts_of

# Of the words of a page at least this share, and so many runs of words, stand in a copy of it.
COPIED, LEAST_RUNS = 0.5, 6
# Two pictures of one page differ in fewer bits than this, of the 64 by 88 of `likeness`.
DIFFERING_BITS = 64 * 88 * 205 // 1000


@dataclass(frozen=True)
class KeptPage:
    """One page, or one text, that is kept back as a whole: what it is called, its words, its pictures.

    `about` tells the caller what it belongs to, as that of a needle.
    """

    name: str
    where: str
    lines: tuple[str, ...] = ()
    looks: tuple[int, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class KeptFile:
    """A file that is kept back, by the hash of its bytes."""

    name: str
    hash: str
    about: str = ""

    @property
    def unread(self) -> Hit:
        """That its words cannot be looked for."""
        return Hit(f"the file of {self.name}", "", kind="unread", about=self.about, texts=self.hash)


@dataclass(frozen=True)
class Wholes:
    """Everything that may not go out as a whole, and the files of it that could not be read."""

    files: Sequence[KeptFile] = ()
    pages: Sequence[KeptPage] = ()
    unread: Sequence[KeptFile] = ()


@dataclass
class Copies:
    """Finds pages of `wholes` in one file after another; their words are cut up once."""

    wholes: Wholes
    _runs: list[tuple[KeptPage, set[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Cut up the words of every page that has enough of them."""
        for page in self.wholes.pages:
            runs = {run for line in page.lines for run in runs_of(line)}
            if len(runs) >= LEAST_RUNS:
                self._runs.append((page, runs))

    def same_file(self, name: str, digest: str) -> Iterator[Hit]:
        """The very file, whatever it is called."""
        for kept in self.wholes.files:
            if kept.hash == digest:
                yield Hit(
                    f"the file of {kept.name}", f"{name}: the whole file", kind="file", about=kept.about
                )

    def copied(self, haystack: Haystack) -> Iterator[Hit]:
        """Pages whose words stand in a file, and pages that look the same."""
        wanted = {run for _, runs in self._runs for run in runs}
        found = dict(haystack.runs(wanted)) if wanted else {}
        for page, runs in self._runs:
            met = runs & found.keys()
            if len(met) >= max(LEAST_RUNS, COPIED * len(runs)):
                at = min(found[run] for run in met)
                yield self._hit(page, "page", haystack.at(at), "\n".join(page.lines), haystack.around(at))
        for where, looks in haystack.pictures:
            for page in self.wholes.pages:
                if _are_alike(page.looks, looks):
                    said = "The picture of the page is the same."
                    yield self._hit(page, "picture", where, said, f"{page.looks} {looks}")

    @staticmethod
    def _hit(page: KeptPage, kind: str, where: str, words: str, other: str) -> Hit:
        texts = texts_of(*page.lines, other)
        return Hit(page.name, where, page.where, words=words, kind=kind, about=page.about, texts=texts)


def _are_alike(one: Iterable[int], other: Iterable[int]) -> bool:
    several = list(other)
    return any((a ^ b).bit_count() < DIFFERING_BITS for a in one for b in several)
