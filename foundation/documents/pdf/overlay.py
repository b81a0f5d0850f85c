"""A personal mark laid over every page of a copy handed out; the stored bytes stay as they are."""

import io
from dataclasses import replace

import pikepdf
from pikepdf import Array, Dictionary

from foundation.documents.pdf import fonts, stamps
from foundation.documents.pdf.fonts import Face

SIZE = 10
EDGE = 9 * stamps.MM
FOOT = 27 * stamps.MM
ROOM = 190 * stamps.MM


def personal_copy(data: bytes, words: str) -> bytes:
    """The same pages, tags and links, each page with `words` along its outer edge as an artifact.

    The mark stands right on odd sheets and left on even ones, upright along the edge of the page as it is
    read, so that a photograph of the text shows it.
    """
    pdf = pikepdf.open(io.BytesIO(data))
    # Letters that the typeface lacks would be empty boxes; none is left out of a name by guessing.
    face = replace(fonts.embed(pdf, "LiberationSans-Regular", words), name="PbCopy")
    before, after = pdf.make_stream(b"q\n"), pdf.make_stream(b"\nQ\n")
    for number, page in enumerate(pdf.pages, start=1):
        drawn = pdf.make_stream(_mark(stamps.sheet(page), words, face, is_right=number % 2 == 1))
        contents = page.obj.get("/Contents")
        own = list(contents) if isinstance(contents, Array) else [] if contents is None else [contents]
        page.obj.Contents = Array([before, *own, after, drawn])
        _offer(page, face)
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _mark(place: stamps.Sheet, words: str, face: Face, *, is_right: bool) -> bytes:
    """The words turned by a quarter, their baseline along the edge."""
    size = min(SIZE, SIZE * min(ROOM, place.height - 2 * FOOT) / max(face.width(words, SIZE), 1))
    across = place.width - EDGE if is_right else EDGE
    matrix = " ".join(f"{number:g}" for number in place.matrix)
    turned = f"0 1 -1 0 {across:.2f} {FOOT:.2f} Tm"
    opening = (
        f"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q {matrix} cm BT "
        f"/{face.name} {size:g} Tf 0 g"
    )
    return f"{opening} {turned} ".encode() + face.encode(words) + b" Tj ET Q EMC\n"


def _offer(page: pikepdf.Page, face: Face) -> None:
    """Name the face among the page's own; what pages share is copied first, so that each has its own."""
    resources = Dictionary(dict(page.resources.items()))
    fonts_of_page = Dictionary(dict(resources.get("/Font", Dictionary()).items()))
    fonts_of_page[f"/{face.name}"] = face.object
    resources.Font = fonts_of_page
    page.obj.Resources = resources
