"""Makes room for the marks of a pack: a page that has something in their place is drawn a little smaller."""

import io
from collections.abc import Collection
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents import stamps

Matrix = tuple[float, float, float, float, float, float]
# By the number of the page's object.
Moved = dict[Any, Matrix]
# What stays free above and below, in points, of a page as it is read.
FOOT = stamps.FOOT_BASELINE + stamps.SIZE + 4
TOP = stamps.TOP_BASELINE + 6
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
    place = stamps.sheet(page)
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
