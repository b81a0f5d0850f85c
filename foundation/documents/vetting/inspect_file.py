"""What an upload says about itself: sizes, tags, title, language, fonts, and what it carried unseen.

Reads the file as it came, before it is built anew. Runs in the limited child only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents.pdf import languages
from foundation.documents.processes import limits
from foundation.documents.vetting.inspection import Found
from foundation.ui.words import counted, joined


@dataclass(frozen=True)
class Field:
    """The type of a field ("Tx" text, "Btn" button, "Ch" choice, "Sig" signature), and if it is filled in."""

    kind: str
    is_filled: bool


def fields_of(source: pikepdf.Pdf) -> set[Field]:
    """The kinds of fields that a file has, each with and without contents as they occur."""
    form = source.Root.get("/AcroForm")
    found: set[Field] = set()
    waiting: list[tuple[Any, str, int]] = [(form, "", 0)] if isinstance(form, Dictionary) else []
    seen = 0
    while waiting and seen < limits.UPLOAD_TAGS:
        field, kind, depth = waiting.pop()
        seen += 1
        kind = str(field.get("/FT", f"/{kind}"))[1:]
        if kind:
            found.add(Field(kind, "/V" in field))
        below = field.get("/Fields" if depth == 0 else "/Kids")
        if isinstance(below, Array) and depth < limits.UPLOAD_TAG_DEPTH:
            waiting += [(each, kind, depth + 1) for each in below if isinstance(each, Dictionary)]
    return found


COMMENTS = {
    "/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/Caret", "/Stamp", "/Ink",
    "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
}  # fmt: skip
# Comments that can lie over words so that nobody sees them.
COVERS = {"/FreeText", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight"}
A4 = (595, 842)


def look(source: pikepdf.Pdf, data: bytes) -> list[Found]:
    """Everything the file says about itself, good and bad."""
    return [
        *_sizes(source),
        *_title(source),
        *_language(source),
        *_pictures(source),
        *_fonts(source),
        *_comments(source),
        *_signatures(source),
        *_redactions(source),
        *_layers(source),
        *_attached(source),
        *_names(source),
        *_earlier(data),
    ]


def needs_second_look(source: pikepdf.Pdf) -> bool:
    """Might a comment or a layer have hidden words that the rebuilt file shows?"""
    return "/OCProperties" in source.Root or any(
        kind in COVERS for page in source.pages for kind in _kinds(page)
    )


def _sizes(source: pikepdf.Pdf) -> Iterator[Found]:
    pages = counted(len(source.pages), "page")
    other = [number for number, page in enumerate(source.pages, 1) if not _is_a4(page)]
    if not other:
        yield Found("pages", "met", f"It has {pages}, all of A4 size.")
        return
    yield Found(
        "pages",
        "look",
        f"It has {pages}, {len(other)} of another size than A4.",
        "They are kept as they are. Check them in the pack before it is printed.",
        other,
    )


def _is_a4(page: pikepdf.Page) -> bool:
    edges = [float(edge) for edge in page.cropbox]
    sides = sorted((abs(edges[2] - edges[0]), abs(edges[3] - edges[1])))
    return all(abs(side - wanted) < 9 for side, wanted in zip(sides, A4, strict=True))


def _title(source: pikepdf.Pdf) -> Iterator[Found]:
    title = inner_title(source)
    if title:
        yield Found("title", "met", f"Its title is “{title[:200]}”.")
    else:
        yield Found("title", "met", "It has no title inside it. Lists show the title of the paper.")


def inner_title(source: pikepdf.Pdf) -> str:
    """The title that a file gives itself, on one line; empty where it has none that can be read."""
    try:
        return " ".join(str(source.docinfo.get("/Title", "")).split())
    except (pikepdf.PdfError, ValueError, TypeError):
        return ""


def _language(source: pikepdf.Pdf) -> Iterator[Found]:
    language = str(source.Root.get("/Lang", "")).strip()
    # Only a language that is kept is told: one in words ("English") no screen reader knows.
    if languages.is_code(language):
        yield Found("language", "met", f"Its language is given: {language[:40]}.")
    else:
        yield Found(
            "language",
            "look",
            "Its language is not set.",
            "Set the language in the program it was made with, so that it is read aloud correctly.",
        )


def _pictures(source: pikepdf.Pdf) -> Iterator[Found]:
    """Figures of a tagged file without words for those who cannot see them."""
    root = source.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return
    places = {page.obj.objgen: number for number, page in enumerate(source.pages, 1)}
    pages: list[int] = []
    count = 0
    waiting: list[tuple[Any, int]] = [(root, 0)]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < limits.UPLOAD_TAGS:
        element, page = waiting.pop()
        if element.is_indirect and element.objgen in seen:
            continue
        seen.add(element.objgen if element.is_indirect else (0, -len(seen) - 1))
        own = element.get("/Pg")
        page = places.get(own.objgen, page) if isinstance(own, Dictionary) else page
        if element.get("/S") == Name.Figure and not str(element.get("/Alt", "")).strip():
            count += 1
            pages += [page] if page and page not in pages else []
        below = element.get("/K")
        for child in below if isinstance(below, Array) else [below]:
            if isinstance(child, Dictionary):
                waiting.append((child, page))
    if count:
        yield Found(
            "pictures",
            "look",
            f"{counted(count, 'picture')} without alternative text.",
            "Add alternative text to every picture in the original document.",
            sorted(pages),
        )


def _fonts(source: pikepdf.Pdf) -> Iterator[Found]:
    missing: dict[str, None] = {}
    pages = []
    for number, page in enumerate(source.pages, 1):
        names = set(_loose_fonts(page.obj.get("/Resources"), 0))
        if names:
            pages.append(number)
            missing.update(dict.fromkeys(sorted(names)))
    if pages:
        yield Found(
            "fonts",
            "look",
            f"These fonts are not inside the file: {joined(list(missing)[:5])}. It may look different "
            "elsewhere.",
            "Save the PDF again with its fonts embedded (in Word: options, “ISO 19005-1 compliant”).",
            pages,
        )


def _loose_fonts(resources: Any, depth: int) -> Iterator[str]:
    """The names of the fonts that a page only points to, those of its drawings too."""
    if not isinstance(resources, Dictionary) or depth > limits.INSPECTION_DEPTH // 2:
        return
    fonts, drawings = resources.get("/Font"), resources.get("/XObject")
    for _, font in fonts.items() if isinstance(fonts, Dictionary) else ():
        if isinstance(font, Dictionary) and font.get("/Subtype") != Name.Type3 and not _is_embedded(font):
            yield str(font.get("/BaseFont", "/unnamed"))[1:][-60:]
    for _, drawing in drawings.items() if isinstance(drawings, Dictionary) else ():
        if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") == Name.Form:
            yield from _loose_fonts(drawing.get("/Resources"), depth + 1)


def _is_embedded(font: Dictionary) -> bool:
    below = font.get("/DescendantFonts")
    if isinstance(below, Array) and len(below) and isinstance(below[0], Dictionary):
        font = below[0]
    told = font.get("/FontDescriptor")
    return isinstance(told, Dictionary) and any(
        key in told for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _kinds(page: pikepdf.Page) -> list[str]:
    found = page.obj.get("/Annots")
    if not isinstance(found, Array):
        return []
    return [str(each.get("/Subtype", "")) for each in found if isinstance(each, Dictionary)]


def _comments(source: pikepdf.Pdf) -> Iterator[Found]:
    pages = [number for number, page in enumerate(source.pages, 1) if COMMENTS & set(_kinds(page))]
    if pages:
        yield Found(
            "comments",
            "look",
            "Comments, highlights or drawn marks on the pages were removed.",
            "Check that the pages are still correct.",
            pages,
        )


def _signatures(source: pikepdf.Pdf) -> Iterator[Found]:
    if Field("Sig", is_filled=True) in fields_of(source):
        yield Found(
            "signature",
            "look",
            "The file was signed electronically. The copy kept here is made again from its pages, so "
            "it no longer has the signature.",
            "Keep the signed file with your records.",
        )


def _redactions(source: pikepdf.Pdf) -> Iterator[Found]:
    pages = [number for number, page in enumerate(source.pages, 1) if "/Redact" in _kinds(page)]
    if pages:
        yield Found(
            "redactions",
            "stopped",
            "Text is marked for redaction, but the redaction was not applied. It can still be read.",
            "Apply the redaction in the original document (“Apply redactions”) and save a new PDF.",
            pages,
            discloses=True,
        )


def _layers(source: pikepdf.Pdf) -> Iterator[Found]:
    told = source.Root.get("/OCProperties")
    usual = told.get("/D") if isinstance(told, Dictionary) else None
    if not isinstance(usual, Dictionary):
        return
    off = usual.get("/OFF")
    if (isinstance(off, Array) and len(off)) or usual.get("/BaseState") == Name.OFF:
        yield Found(
            "hidden_layers",
            "stopped",
            "Layers of the file were switched off. They are now part of the pages and may be visible.",
            "Remove the layers in the original document and save a new PDF.",
            discloses=True,
        )


def _attached(source: pikepdf.Pdf) -> Iterator[Found]:
    names = source.Root.get("/Names", Dictionary())
    pages = [number for number, page in enumerate(source.pages, 1) if "/FileAttachment" in _kinds(page)]
    if pages or "/Collection" in source.Root or (isinstance(names, Dictionary) and "/EmbeddedFiles" in names):
        yield Found(
            "embedded_files",
            "look",
            "Other files were attached inside the PDF. They were removed.",
            "Upload them as separate papers if they are needed.",
            pages,
        )


def _names(source: pikepdf.Pdf) -> Iterator[Found]:
    """Who made the file with which program: said, without repeating it, and removed."""
    try:
        keys = {str(key) for key in source.docinfo.keys()}  # noqa: SIM118 - not a dict
    except (pikepdf.PdfError, ValueError, TypeError):
        keys = set()
    if (
        keys & {"/Author", "/Creator", "/Company", "/Manager", "/Keywords", "/Subject"}
        or "/Metadata" in source.Root
    ):
        yield Found(
            "author_names",
            "look",
            "The name of the author, or of the program the file was made with, was removed.",
        )


def _earlier(data: bytes) -> Iterator[Found]:
    """Earlier states of the file that every change leaves inside it."""
    saves = data.count(b"startxref") - (b"/Linearized" in data[:2048])
    if saves > 1:
        yield Found(
            "earlier_versions",
            "look",
            "The file contained earlier versions of itself. Only the newest is kept.",
        )
