"""What a page looks like, in a few bits that survive printing, scanning and saving again; for the child.

The ink of a page is cut out, made small and compared with its surroundings. Two pictures of one page differ
in less than a fifth of these bits, pictures of two pages of writing in a quarter and more.
"""

import contextlib
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageFilter

from foundation.documents.processes import limits

WIDTH, HEIGHT = 64, 88
_SIDE, _SCALE = 400, 1.0
_FAINT, _INK = 8, 60
# Page numbers and marks of a pack stand in this outer share of a page.
_EDGE = 0.06
# A page with less ink than this has no look of its own: a blank one, a line.
_LEAST_INK = 0.012
# A page with fewer letters may be drawn as a picture or as lines.
FEW_LETTERS = 80


class OnPage(RuntimeError):
    """What went wrong with a file, and on which page of it."""

    def __init__(self, page: int, trouble: Exception) -> None:
        super().__init__(f"page {page}: {trouble}")
        self.page = page


@contextlib.contextmanager
def on_page(number: int) -> Iterator[None]:
    """Whatever cannot be read inside stands on this page."""
    try:
        yield
    except Exception as trouble:
        raise OnPage(number, trouble) from trouble


def looks_of_pages(data: bytes, *, every_page: bool) -> Iterator[tuple[int, str]]:
    """The number of a page and its looks in hexadecimal figures, whole and without its edges.

    Unless every page is asked for, only those are drawn that hold a picture or hardly any letters: on any
    other the words are there to be compared.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(min(len(document), limits.SEARCHED_PICTURES)):
            found = ""
            with on_page(number + 1):
                page = document[number]
                if every_page or _may_be_drawn(page):
                    found = looks(page.render(scale=_SCALE).to_pil())
                page.close()
            if found:
                yield number + 1, found
    finally:
        document.close()


def _may_be_drawn(page: pypdfium2.PdfPage) -> bool:
    words = page.get_textpage()
    letters = words.count_chars()
    words.close()
    if letters < FEW_LETTERS:
        return True
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def looks(picture: Image.Image) -> str:
    """The looks of a drawn page in hexadecimal figures; empty for a page without ink."""
    edge = round(min(picture.size) * _EDGE)
    inner = picture.crop((edge, edge, picture.width - edge, picture.height - edge))
    return " ".join(f"{each:x}" for part in (picture, inner) if (each := _bits(part)))


def _bits(picture: Image.Image) -> int:
    grey = picture.convert("L")
    share = _SIDE / max(grey.size)
    size = (max(1, round(grey.width * share)), max(1, round(grey.height * share)))
    grey = grey.resize(size, Image.Resampling.BOX)
    paper = grey.filter(ImageFilter.GaussianBlur(12))
    ink = ImageChops.subtract(paper, grey).point(lambda value: min(255, max(0, value - _FAINT) * 4))
    strong = ink.point(lambda value: 255 if value > _INK else 0)
    box = strong.getbbox()
    if box is None or strong.histogram()[255] < _LEAST_INK * size[0] * size[1]:
        return 0
    cut = ink.crop(box).resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    around = cut.filter(ImageFilter.GaussianBlur(5))
    darker = ImageChops.subtract(cut, around, 1, 128).point(lambda value: 255 if value > 128 else 0)
    return int.from_bytes(darker.convert("1").tobytes(), "big")
