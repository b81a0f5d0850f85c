"""Words so that they can be compared however they are written, and pieces of text in one row to search."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "page", "raw", "picture"]

_NO_LETTER = re.compile(r"[\W_]+")
_KEEP = bytes(each + 32 if 65 <= each <= 90 else each for each in range(256))
_DROP = bytes(each for each in range(256) if not chr(each).isalnum() or each > 127)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and where they stand; `raw` ones are squeezed bytes, those of pages follow one another.

    Of a `picture` the text is what `likeness` says of its looks.
    """

    where: str
    text: str
    kind: Kind = "text"


def folded(text: str) -> str:
    """A text in one case and one form, with everything between its letters as it is."""
    return unicodedata.normalize("NFKC", text).casefold()


def squeezed(text: str) -> str:
    """The letters and figures of a text, in one case and one form, with nothing between them."""
    return _NO_LETTER.sub("", folded(text))


def squeezed_bytes(data: bytes) -> str:
    """The plain letters and figures among bytes; a text of two bytes a letter reads as one of single ones."""
    return data.translate(_KEEP, _DROP).decode("ascii")


# About five words of English without the spaces between them.
RUN = 24
# Shorter words than this are too common to be looked for.
SHORTEST = 4
# A short title must begin and end where words do; only a longer one is looked for in packed bytes.
SHORT, RAW_SHORTEST = 16, 12


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

    def around(self, place: int) -> str:
        """The text of which a place in the row is part."""
        return self.whole[bisect_right(self.starts, place) - 1][1]

    def has(self, words: str) -> Iterator[str]:
        """Where these words stand as a whole."""
        yield from (where for where, _ in self.found(words))

    def found(self, words: str) -> Iterator[tuple[str, str]]:
        """Where these words stand as a whole, each with the text around them as far as it can be read."""
        plain = squeezed(words)
        if len(plain) < SHORTEST:
            return
        bounded = _bounded(plain) if len(plain) < SHORT else None
        for where, text, own in self.whole:
            if plain in own and (bounded is None or bounded.search(folded(text))):
                yield where, text
        if bounded is None and (place := self.row.find(plain)) >= 0:
            yield self.at(place), self.around(place)
        if len(plain) >= RAW_SHORTEST and plain.isascii():
            yield from ((where, "") for where, own in self.raw if plain in own)

    def runs(self, wanted: Set[str]) -> Iterator[tuple[str, int]]:
        """Each run of letters of this length that is wanted, with its place in the row."""
        row = self.row
        yield from (
            (row[at : at + RUN], at) for at in range(len(row) - RUN + 1) if row[at : at + RUN] in wanted
        )


def _bounded(plain: str) -> re.Pattern[str]:
    """The letters with anything but letters between them, beginning and ending where words do."""
    return re.compile(r"(?<![^\W_])" + r"[\W_]*".join(map(re.escape, plain)) + r"(?![^\W_])")
