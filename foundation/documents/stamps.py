"""The marks put on pages at assembly: page number, item, DRAFT. Places are those of the page as it is read.

They stand in bands that papers leave free: baselines 18 mm from the top and 12 mm from the foot. Marks are
artifacts, so that a listener does not hear them.
"""

from dataclasses import dataclass

import pikepdf

from foundation.documents.fonts import Face

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
