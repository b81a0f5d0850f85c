"""What a reader of a PDF page sees, held against the words that are in it. Runs in the limited child only.

The page is drawn with its words and without them. Where both pictures are the same, nobody sees the word.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageStat

from foundation.documents.processes import limits

Box = tuple[float, float, float, float]
# A letter fills a fifth of its box and more. Less than this share of full contrast is not seen by anybody.
SEEN_SHARE = 0.012
# Of a letter under a box, the tips that stand out at its edges are not enough to read it.
TIPS_SHARE = 0.05
# The place of a word in a scan has at least this much contrast between paper and ink.
CONTRAST = 40
OPAQUE = 200
TINY_POINTS = 1.6
WHOLE_PAGE = 0.6
COVER_SHARE = 0.5
# A line that strikes words out is at most so thick, and crosses their letters between these shares of their
# height: what runs lower underlines them.
LINE_POINTS = 3
STRIKE_LOW, STRIKE_HIGH = 0.25, 0.8
STRUCK_SHARE = 0.7
INVISIBLE = 3


@dataclass(frozen=True)
class Word:
    """Some letters without a space between: their place in points, and the painting order of their text."""

    text: str
    box: Box
    order: int
    mode: int
    letters: tuple[Box, ...]


@dataclass(frozen=True)
class Painted:
    """Something painted over an area: a filled path or a picture, and when it was painted."""

    order: int
    box: Box
    is_picture: bool


@dataclass
class Sight:
    """What is on one page: its words, and by how they are hidden those that nobody sees."""

    words: list[Word]
    box: Box
    turn: int
    has_scan: bool
    covered: list[Word] = field(default_factory=list)
    hidden: list[Word] = field(default_factory=list)
    outside: list[Word] = field(default_factory=list)
    picture: Image.Image | None = None

    @property
    def unseen(self) -> list[Word]:
        """The words that nobody sees, however they are hidden."""
        return [*self.covered, *self.hidden, *self.outside]


class PageReader:
    """Reads one page: cheap facts first; `look` draws it."""

    def __init__(self, page: "pypdfium2.PdfPage", *, with_notes: bool = False) -> None:
        self.page = page
        self.with_notes = with_notes
        self.turn = int(page.get_rotation())
        page.set_rotation(0)
        self.box: Box = page.get_bbox()
        self.texts: list[ctypes.c_void_p] = []
        self.places: dict[int, tuple[int, int]] = {}
        self.painted: list[Painted] = []
        self.lines: list[Box] = []
        self._walk(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page.raw, (1, 0, 0, 1, 0, 0), 0)
        if len(self.painted) > limits.INSPECTION_PAINTED:
            # A map has tens of thousands of small areas; what hides words is large among them.
            self.painted.sort(key=lambda each: -_area(each.box))
            del self.painted[limits.INSPECTION_PAINTED :]
        self.text = ""
        self.words = list(self._words()) if self.texts else []

    @property
    def has_scan(self) -> bool:
        """True when one picture takes up most of the page."""
        whole = _area(self.box)
        return any(
            each.is_picture and _area(_meet(each.box, self.box)) > WHOLE_PAGE * whole for each in self.painted
        )

    @property
    def is_suspect(self) -> bool:
        """True when something may hide words, so that the page is drawn before others."""
        last = max((each.order for each in self.painted), default=-1)
        return (
            self.with_notes
            or any(each.mode >= INVISIBLE for each in self.words)
            or any(word.order < last and self._covers(word) for word in self.words)
        )

    def look(self) -> Sight:
        """Draw the page with its words and without, and find those that make no difference."""
        sight = Sight(self.words, self.box, self.turn, self.has_scan)
        within: list[Word] = []
        for word in self.words:
            (within if _area(_meet(word.box, self.box)) > 0 else sight.outside).append(word)
        sight.picture = seen = self._drawn()
        if not within:
            return sight
        for text in self.texts:
            pdfium.FPDFPageObj_SetIsActive(text, False)
        difference = ImageChops.difference(seen, self._drawn())
        for word in within:
            if max(max(x1 - x0, y1 - y0) for x0, y0, x1, y1 in word.letters) < TINY_POINTS:
                sight.hidden.append(word)
                continue
            place = pixels(word.box, self.box, seen)
            if self._is_seen(word, difference):
                continue
            low, high = shades(seen.crop(place))
            is_scanned = sight.has_scan and high - low >= CONTRAST
            if is_scanned and (word.mode >= INVISIBLE or self._is_under_scan(word)):
                continue
            (sight.covered if self._covers(word) else sight.hidden).append(word)
        return sight

    def struck(self) -> list[Word]:
        """The words through whose middle a line runs that begins and ends with them."""
        found: dict[Word, None] = {}
        for line in self.lines:
            words = [word for word in self.words if _is_struck(word, line)]
            if words and _begins_and_ends_with(line, words):
                found.update(dict.fromkeys(words))
        return [word for word in self.words if word in found]

    def close(self) -> None:
        """Leave the page as it was: turning it changed the file in memory."""
        self.page.set_rotation(self.turn)
        self.page.close()

    def _is_seen(self, word: Word, difference: Image.Image) -> bool:
        """Does the word make a difference to the picture of the page, with all but one of its letters?"""
        over = [each for each in self.painted if each.order > word.order]
        over = [each for each in over if _area(_meet(each.box, word.box)) > 0]
        if not over:
            return self._share(word.box, difference) >= SEEN_SHARE
        unseen = sum(
            _is_mostly_under(letter, over) and self._share(letter, difference) < TIPS_SHARE
            for letter in word.letters
        )
        is_seen = self._share(word.box, difference) >= SEEN_SHARE
        return is_seen and unseen < min(2, len(word.letters))

    def _share(self, box: Box, difference: Image.Image) -> float:
        return float(ImageStat.Stat(difference.crop(pixels(box, self.box, difference))).mean[0]) / 255

    def _covers(self, word: Word) -> bool:
        """Was something painted over two of the letters, or over the only one, after them?"""
        over = [each for each in self.painted if each.order > word.order]
        over = [each for each in over if _area(_meet(each.box, word.box)) > 0]
        wanted = min(2, len(word.letters))
        return bool(over) and sum(_is_mostly_under(letter, over) for letter in word.letters) >= wanted

    def _is_under_scan(self, word: Word) -> bool:
        """Does only a picture of the whole page lie over the word? Some scanners write their words below."""
        over = [each for each in self.painted if each.order > word.order and _area(_meet(each.box, word.box))]
        whole = WHOLE_PAGE * _area(self.box)
        return bool(over) and all(each.is_picture and _area(each.box) > whole for each in over)

    def _walk(self, count, get, parent, matrix, level: int) -> None:  # type: ignore[no-untyped-def]
        """Note every object in painting order, those inside drawings too."""
        for at in range(count(parent)):
            raw = get(parent, at)
            kind = pdfium.FPDFPageObj_GetType(raw)
            order = len(self.texts) + len(self.painted)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.texts.append(raw)
                mode = int(pdfium.FPDFTextObj_GetTextRenderMode(raw))
                self.places[_address(raw)] = (order, mode)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and level < limits.INSPECTION_DEPTH:
                own = pdfium.FS_MATRIX()
                pdfium.FPDFPageObj_GetMatrix(raw, own)
                inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
                self._walk(
                    pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, raw, inner, level + 1
                )
            elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING) or _is_filled(raw, kind):
                box = _moved(_bounds(raw), matrix)
                self.painted.append(Painted(order, box, kind == pdfium.FPDF_PAGEOBJ_IMAGE))
            if kind == pdfium.FPDF_PAGEOBJ_PATH and len(self.lines) < limits.INSPECTION_PAINTED:
                line = _moved(_bounds(raw), matrix)
                if line[3] - line[1] <= LINE_POINTS < line[2] - line[0]:
                    self.lines.append(line)

    def _words(self) -> Iterator[Word]:
        """Letters and figures that stand together, in painting order of their text."""
        letters: list[str] = []
        edges: list[Box] = []
        before: tuple[int, int] | None = None
        textpage = self.page.get_textpage()
        self.text = textpage.get_text_range(0, min(textpage.count_chars(), limits.INSPECTION_LETTERS))
        left, right, foot, top = (ctypes.c_double() for _ in range(4))
        for at in range(min(textpage.count_chars(), limits.INSPECTION_LETTERS)):
            letter = chr(pdfium.FPDFText_GetUnicode(textpage, at) or 32)
            owner = pdfium.FPDFText_GetTextObject(textpage, at)
            facts = self.places.get(_address(owner)) if owner else None
            if edges and (facts != before or not letter.isalnum()):
                yield _word(letters, edges, before)
                letters, edges = [], []
            if facts is not None and letter.isalnum():
                pdfium.FPDFText_GetCharBox(textpage, at, left, right, foot, top)
                letters.append(letter)
                edges.append((left.value, foot.value, right.value, top.value))
            before = facts
        if edges:
            yield _word(letters, edges, before)
        textpage.close()

    def _drawn(self) -> Image.Image:
        longest = max(self.box[2] - self.box[0], self.box[3] - self.box[1], 1)
        scale = min(limits.INSPECTION_SCALE, limits.INSPECTION_PIXELS / longest)
        bitmap = self.page.render(
            scale=scale, grayscale=True, may_draw_forms=self.with_notes, draw_annots=self.with_notes
        )
        drawn: Image.Image = bitmap.to_pil().convert("L")
        drawn.load()
        bitmap.close()
        return drawn


def shades(picture: Image.Image) -> tuple[int, int]:
    """The darkest and the lightest grey of a picture, from 0 for black to 255."""
    used = [shade for shade, times in enumerate(picture.histogram()) if times]
    return (used[0], used[-1]) if used else (255, 255)


def pixels(box: Box, page: Box, picture: Image.Image) -> tuple[int, int, int, int]:
    """The place of a box, in points, in the picture of its page; at least one dot."""
    across = picture.width / max(page[2] - page[0], 1)
    up = picture.height / max(page[3] - page[1], 1)
    left = max(0, min(int((box[0] - page[0]) * across), picture.width - 1))
    top = max(0, min(int((page[3] - box[3]) * up), picture.height - 1))
    right = min(picture.width, max(int((box[2] - page[0]) * across) + 1, left + 1))
    foot = min(picture.height, max(int((page[3] - box[1]) * up) + 1, top + 1))
    return left, top, right, foot


def _word(letters: list[str], edges: list[Box], facts: tuple[int, int] | None) -> Word:
    left, foot = min(each[0] for each in edges), min(each[1] for each in edges)
    right, top = max(each[2] for each in edges), max(each[3] for each in edges)
    order, mode = facts or (0, 0)
    return Word("".join(letters), (left, foot, right, top), order, mode, tuple(edges))


def _is_struck(word: Word, line: Box) -> bool:
    """Does the line run through the middle of most letters?"""
    left, foot, right, top = line
    middle = (foot + top) / 2
    crossed = 0
    for x0, y0, x1, y1 in word.letters:
        share = (middle - y0) / max(y1 - y0, 0.1)
        is_along = min(x1, right) - max(x0, left) > COVER_SHARE * (x1 - x0)
        crossed += is_along and STRIKE_LOW <= share <= STRIKE_HIGH
    return crossed >= STRUCK_SHARE * len(word.letters)


def _begins_and_ends_with(line: Box, words: list[Word]) -> bool:
    """A line that goes on beyond the words is one of a table or of a chart."""
    beyond = 2 * max(word.box[3] - word.box[1] for word in words)
    left, right = min(word.box[0] for word in words), max(word.box[2] for word in words)
    return left - line[0] <= beyond and line[2] - right <= beyond


def _is_mostly_under(letter: Box, over: list[Painted]) -> bool:
    return any(_area(_meet(each.box, letter)) > COVER_SHARE * _area(letter) for each in over)


def _is_filled(raw: ctypes.c_void_p, kind: int) -> bool:
    """Is this a path that is painted inside, and not thinly?"""
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(raw, fill, stroke)
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(raw, width)
    if not fill.value:
        # A thick line hides words as well as a box does.
        return bool(stroke.value) and width.value > 3
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(raw, red, green, blue, alpha)
    return alpha.value >= OPAQUE


def _bounds(raw: ctypes.c_void_p) -> Box:
    left, foot, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(raw, left, foot, right, top)
    return left.value, foot.value, right.value, top.value


def _address(raw: ctypes.c_void_p) -> int:
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


def _times(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(box: Box, matrix: tuple[float, ...]) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _meet(one: Box, other: Box) -> Box:
    """What two boxes have in common; without width or height when that is nothing."""
    left, foot = max(one[0], other[0]), max(one[1], other[1])
    return left, foot, max(left, min(one[2], other[2])), max(foot, min(one[3], other[3]))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
