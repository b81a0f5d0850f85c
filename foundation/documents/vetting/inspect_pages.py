"""What the pages of an upload could give away, and what keeps people from reading it. Limited child only."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pypdfium2
from PIL import Image

from foundation.documents.pdf import stamps
from foundation.documents.processes import limits
from foundation.documents.vetting.inspect_sight import Box, PageReader, Sight, Word, pixels, shades
from foundation.documents.vetting.inspection import Found
from foundation.ui.words import counted, joined, on_pages

MARKING = re.compile(
    r"(protective marking\W+)?"
    r"(official\W{0,3}sensitive|top secret|secret|confidential|restricted|protect)\b.{0,60}",
    re.IGNORECASE,
)
_INK = 128
_OUTLINE = 14
# Of what is found, so many places are told with their words, and so many letters of each.
QUOTED_PLACES = 5
QUOTED_LETTERS = 80


@dataclass
class Tally:
    """On which pages what was found, how many words, and which: each passage with its pages."""

    pages: dict[str, list[int]] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    passages: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    def add(self, code: str, page: int) -> None:
        """Note a page, counted from 1."""
        self.pages.setdefault(code, []).append(page)

    def add_words(self, code: str, page: int, found: Collection[Word], all_words: Sequence[Word]) -> None:
        """Note a page and the words of it that were found; without any, nothing."""
        if not found:
            return
        self.add(code, page)
        self.words[code] = self.words.get(code, 0) + len(found)
        self.passages.setdefault(code, {}).setdefault(_passage(found, all_words), []).append(page)

    def said(self, code: str) -> str:
        """The words that were found, and where: “Jane Victim” (page 3) and “Draft” (pages 1 to 9)."""
        passages = [f"“{words}” ({on_pages(pages)})" for words, pages in self.passages.get(code, {}).items()]
        more = len(passages) - QUOTED_PLACES
        if more > 0:
            passages = [*passages[:QUOTED_PLACES], f"{more} more"]
        return joined(passages)


def _passage(found: Collection[Word], all_words: Sequence[Word]) -> str:
    """The words in their order, with “…” where other words stand between them."""
    chosen, said = set(found), list[str]()
    for at, word in enumerate(all_words):
        if word in chosen:
            said += ["…"] if said and all_words[at - 1] not in chosen else []
            said.append(word.text)
    text = " ".join(said)
    return text if len(text) <= QUOTED_LETTERS else f"{text[:QUOTED_LETTERS].rstrip()}…"


def look(rebuilt: bytes, original: bytes = b"") -> list[Found]:
    """What is found on the pages of a rebuilt file, and what only a layer of the original hid."""
    tally = Tally()
    unseen = _look_at(rebuilt, tally)
    if original:
        _look_at_original(original, unseen, tally)
    return [_found(code, tally) for code in _SENTENCES if code in tally.pages]


def _look_at(data: bytes, tally: Tally) -> dict[int, set[tuple[str, int, int]]]:
    """Read every page and draw the most suspect; gives the words that nobody sees, by page."""
    unseen: dict[int, set[tuple[str, int, int]]] = {}
    with pypdfium2.PdfDocument(data) as pdf:
        waiting: list[int] = []
        left = limits.INSPECTION_PAGES
        for number in range(1, len(pdf) + 1):
            reader = PageReader(pdf[number - 1])
            _read(reader, number, tally)
            if reader.is_suspect and left:
                left -= 1
                unseen[number] = _judge(reader.look(), number, tally)
            elif reader.is_suspect:
                tally.add("not_looked", number)
            else:
                waiting.append(number)
            reader.close()
        for number in waiting[:left]:
            reader = PageReader(pdf[number - 1])
            unseen[number] = _judge(reader.look(), number, tally)
            reader.close()
    for pages in tally.pages.values():
        pages.sort()
    return unseen


def _look_at_original(data: bytes, unseen: dict[int, set[tuple[str, int, int]]], tally: Tally) -> None:
    """Find words that the original hid under comments and layers, which are no longer there."""
    with pypdfium2.PdfDocument(data) as pdf:
        for number in range(1, min(len(pdf), limits.INSPECTION_PAGES) + 1):
            reader = PageReader(pdf[number - 1], with_notes=True)
            sight, now = reader.look(), unseen.get(number, set())
            uncovered = [word for word in sight.unseen if _place(word) not in now]
            tally.add_words("uncovered_text", number, uncovered, sight.words)
            reader.close()


def _read(reader: PageReader, number: int, tally: Tally) -> None:
    """What the words of a page tell without drawing it."""
    if reader.has_scan and len(reader.words) < 3:
        tally.add("no_text", number)
    if any(MARKING.fullmatch(line.strip()) and line.upper() == line for line in reader.text.splitlines()):
        tally.add("marking", number)
    tally.add_words("struck_text", number, reader.struck(), reader.words)


def _judge(sight: Sight, number: int, tally: Tally) -> set[tuple[str, int, int]]:
    tally.add_words("covered_text", number, sight.covered, sight.words)
    tally.add_words("hidden_text", number, [*sight.hidden, *sight.outside], sight.words)
    if _has_ink_in_marks(sight):
        tally.add("marks_zone", number)
    return {_place(word) for word in sight.unseen}


def _place(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.box[0]), round(word.box[1])


def _has_ink_in_marks(sight: Sight) -> bool:
    """Does anything stand where the pack puts its page number and marks?"""
    if sight.picture is None:
        return False
    return any(_has_ink(sight.picture.crop(pixels(box, sight.box, sight.picture))) for box in _bands(sight))


def _bands(sight: Sight) -> list[Box]:
    """The places of the marks, in the coordinates of the page: the top band, and the middle of the foot."""
    left, foot, right, top = sight.box
    sides = (right - left, top - foot)
    width, height = sides if sight.turn % 180 == 0 else sides[::-1]
    high, low = height - stamps.TOP_BASELINE, stamps.FOOT_BASELINE
    bands = [
        (width * 0.08, high - 4, width * 0.92, high + _OUTLINE),
        (width / 2 - 24, low - 4, width / 2 + 24, low + _OUTLINE),
    ]
    return [_turned(band, sight.turn, sight.box) for band in bands]


def _turned(band: Box, turn: int, page: Box) -> Box:
    """A box of the page as it is read, in the page's own coordinates."""
    x0, y0, x1, y1 = band
    left, foot, right, top = page
    if turn == 90:
        return right - y1, foot + x0, right - y0, foot + x1
    if turn == 180:
        return right - x1, top - y1, right - x0, top - y0
    if turn == 270:
        return left + y0, top - x1, left + y1, top - x0
    return left + x0, foot + y0, left + x1, foot + y1


def _has_ink(place: Image.Image) -> bool:
    """Is it darker there than paper, or than an even shade?"""
    low, high = shades(place)
    return low < _INK or high - low > 2 * _OUTLINE


def _found(code: str, tally: Tally) -> Found:
    level, sentence, remedy = _SENTENCES[code]
    words = counted(tally.words.get(code, 0), "word")
    said = sentence.format(
        words=words,
        hidden=f"{words} {'is' if tally.words.get(code) == 1 else 'are'} hidden",
        said=tally.said(code),
    )
    return Found(code, level, said, remedy, tally.pages[code], discloses=level == "stopped")


# What is found: how it is taken, its sentence, what to do.
_SENTENCES: dict[str, tuple[Literal["look", "stopped"], str, str]] = {
    "covered_text": (
        "stopped",
        "{hidden} under boxes or pictures, and can still be copied: {said}.",
        "Remove the words in the original document, or use a redaction tool, and save a new PDF. "
        "A box drawn over words does not remove them.",
    ),
    "uncovered_text": (
        "stopped",
        "A comment, a drawn box or a hidden layer of your file covered {words}. It was removed, and they can "
        "now be read: {said}.",
        "Remove the words in the original document and save a new PDF.",
    ),
    "hidden_text": (
        "stopped",
        "{hidden} in the pages, in the colour of the paper, invisible, tiny or outside the page: {said}.",
        "They can still be searched and copied. Remove them in the original document and save a new PDF.",
    ),
    "not_looked": (
        "stopped",
        "Some pages are so complex that they were not searched for hidden words.",
        "Check these pages. Select all the words on them and paste them into a blank document.",
    ),
    "struck_text": (
        "look",
        "Struck out in the pages: {said}.",
        "The lines can be seen, but the words are still read aloud, searched and copied as if they were not "
        "struck out. Remove them in the original document, or say in words that they are struck out.",
    ),
    "marking": (
        "look",
        "The pages have a protective marking, for example OFFICIAL-SENSITIVE.",
        "Check that the paper can be made public, and ask for the marking to be removed first.",
    ),
    "no_text": (
        "look",
        "These pages are scanned pictures without text. They cannot be searched, copied or read aloud.",
        "Save the PDF from the program the paper was written with, or convert the scan to text (OCR).",
    ),
    "marks_zone": (
        "look",
        "There is something, for example another page number, where the pack prints its page number or mark.",
        "You do not need to do anything. These pages are made slightly smaller in the pack, so that both can "
        "be read.",
    ),
}
