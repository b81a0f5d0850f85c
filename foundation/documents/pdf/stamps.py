"""The marks put on pages at assembly: page number, item, DRAFT; and room for them on pages without any.

Places are those of the page as it is read. Marks stand in bands that papers leave free: baselines 18 mm from
the top and 12 mm from the foot. They are artifacts, so that a listener does not hear them.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents.pdf.fonts import Face

MM = 72 / 25.4
SIZE = 12
TOP_BASELINE = 18 * MM
FOOT_BASELINE = 12 * MM
LEAF_WORDS = "This page is intentionally left blank"


@dataclass(frozen=True)
class Marks:
    """What is put on one page; an empty word puts nothing."""

    number: str
    left: str = ""
    right: str = ""
    middle: str = ""

    @property
    def letters(self) -> str:
        """Every letter that the marks need."""
        return self.number + self.left + self.right


@dataclass(frozen=True)
class Sheet:
    """A page as it is read: its size in points and the matrix from there to the page's own coordinates."""

    width: float
    height: float
    matrix: tuple[float, ...]

    @property
    def side(self) -> float:
        """The side margin: 25 mm upright, 18 mm across, less on small pages."""
        wanted = 25 * MM if self.height >= self.width else 18 * MM
        return min(wanted, self.width * 0.12)


def sheet(page: pikepdf.Page) -> Sheet:
    """How a page is read, minding its crop box, its turn and its unit."""
    crop, media = _box(page.cropbox), _box(page.mediabox)
    x0, y0 = max(crop[0], media[0]), max(crop[1], media[1])
    x1, y1 = min(crop[2], media[2]), min(crop[3], media[3])
    if x1 <= x0 or y1 <= y0:
        x0, y0, x1, y1 = media
    unit = 1 / (float(page.obj.get("/UserUnit", 1)) or 1)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    matrix = {
        90: (0, unit, -unit, 0, x1, y0),
        180: (-unit, 0, 0, -unit, x1, y1),
        270: (0, -unit, unit, 0, x0, y1),
    }.get(turn, (unit, 0, 0, unit, x0, y0))
    width, height = (x1 - x0) / unit, (y1 - y0) / unit
    return Sheet(*((height, width) if turn in (90, 270) else (width, height)), matrix)


def draw(place: Sheet, marks: Marks, bold: Face, regular: Face) -> bytes:
    """The drawing instructions of all marks of one page."""
    top = place.height - TOP_BASELINE
    words = [
        ("Header", marks.left, bold, 0.0, top),
        ("Header", marks.right, bold, 1.0, top),
        ("Header", marks.middle, regular, 0.5, place.height / 2),
        ("Footer", marks.number, bold, 0.5, FOOT_BASELINE),
    ]
    return b"".join(_word(place, *word) for word in words if word[1])


def _word(place: Sheet, kind: str, text: str, face: Face, across: float, up: float) -> bytes:
    """One mark, `across` from the left side (0) to the right side (1) between the margins, as an artifact."""
    room = place.width - 2 * place.side - face.width(text, SIZE)
    matrix = " ".join(f"{number:g}" for number in place.matrix)
    opening = (
        f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC q {matrix} cm BT /{face.name} {SIZE} Tf 0 g"
    )
    start = f"{place.side + across * room:.2f} {up:.2f} Td"
    return f"{opening} {start} ".encode() + face.encode(text) + b" Tj ET Q EMC\n"


def _box(box: pikepdf.Object) -> tuple[float, float, float, float]:
    """Left, bottom, right, top, whichever corners the file gives."""
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


Matrix = tuple[float, float, float, float, float, float]
# By the number of the page's object.
Moved = dict[Any, Matrix]
# What stays free above and below, in points, of a page as it is read.
FOOT = FOOT_BASELINE + SIZE + 4
TOP = TOP_BASELINE + 6
# A page that would have to be made smaller than this stays as it is: nobody could read it.
LEAST = 0.5


def make_room(data: bytes, pages: Collection[int]) -> bytes:
    """The PDF with these pages, counted from 1, drawn smaller; links and headings stay where they belong."""
    if not pages:
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        moved: Moved = {}
        for number in sorted(set(pages)):
            if number <= len(pdf.pages) and (matrix := _smaller(pdf.pages[number - 1])):
                page = pdf.pages[number - 1]
                moved[page.objgen] = matrix
                _draw_smaller(pdf, page, matrix)
        for page in pdf.pages:
            _move_links(page, moved)
        _move_headings(pdf.Root.get("/Outlines"), moved, set())
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _smaller(page: pikepdf.Page) -> Matrix | None:
    """How the page's own coordinates change, or None for a page that is too low."""
    place = sheet(page)
    scale = (place.height - FOOT - TOP) / place.height
    if scale < LEAST:
        return None
    shrunk: Matrix = (scale, 0, 0, scale, (1 - scale) * place.width / 2, FOOT)
    there = _matrix(place.matrix)
    return _times(_times(_inverse(there), shrunk), there)


def _draw_smaller(pdf: pikepdf.Pdf, page: pikepdf.Page, matrix: Matrix) -> None:
    """Draw the page by this matrix, and nothing of what its edges cut off before."""
    x0, y0, x1, y1 = (float(edge) for edge in page.cropbox)
    numbers = " ".join(f"{number:.6f}" for number in matrix)
    clip = f"{min(x0, x1):g} {min(y0, y1):g} {abs(x1 - x0):g} {abs(y1 - y0):g} re W n"
    page.contents_add(pdf.make_stream(f"q {numbers} cm {clip}\n".encode()), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ"), prepend=False)


def _move_links(page: pikepdf.Page, moved: Moved) -> None:
    annotations = page.obj.get("/Annots")
    for link in annotations if isinstance(annotations, Array) else ():
        if not isinstance(link, Dictionary):
            continue
        if page.objgen in moved:
            _move_area(link, moved[page.objgen])
        _move_view(link.get("/Dest"), moved)


def _move_area(link: Dictionary, matrix: Matrix) -> None:
    rect = link.get("/Rect")
    if isinstance(rect, Array) and len(rect) == 4:
        x0, y0, x1, y1 = (float(edge) for edge in list(rect))
        across, up = zip(_point(x0, y0, matrix), _point(x1, y1, matrix), strict=True)
        link.Rect = Array([min(across), min(up), max(across), max(up)])
    if "/QuadPoints" in link:
        del link["/QuadPoints"]


def _move_headings(line: Any, moved: Moved, seen: set[tuple[int, int]]) -> None:
    """Move the views of an outline's lines, each once."""
    waiting = [line]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, Dictionary) or each.objgen in seen:
            continue
        seen.add(each.objgen)
        _move_view(each.get("/Dest"), moved)
        waiting += [each.get("/First"), each.get("/Next")]


def _move_view(view: Any, moved: Moved) -> None:
    """Move the place on its page that a link or heading leads to; other views show the whole page anyway."""
    if not isinstance(view, Array) or len(view) < 4 or not isinstance(view[0], Dictionary):
        return
    matrix = moved.get(view[0].objgen)
    if matrix is None or view[1] != Name.XYZ:
        return
    try:
        x, y = _point(float(view[2]), float(view[3]), matrix)
    except (TypeError, ValueError):
        return
    view[2], view[3] = x, y


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return round(a * x + c * y + e, 3), round(b * x + d * y + f, 3)


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    whole = a * d - b * c
    return (d / whole, -b / whole, -c / whole, a / whole, (c * f - d * e) / whole, (b * e - a * f) / whole)


def _matrix(numbers: tuple[float, ...]) -> Matrix:
    a, b, c, d, e, f = numbers
    return (a, b, c, d, e, f)
