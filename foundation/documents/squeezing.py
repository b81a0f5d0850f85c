"""Words so that they can be compared however they are written: without case, spaces, hyphens and marks."""

import re
import unicodedata
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
