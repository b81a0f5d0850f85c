"""Reads a tagged PDF as a screen reader does: the tree from top to bottom, with the words of each element."""

import ctypes
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Dictionary, Name

from foundation.documents.pdf.tagging import Node, below, is_element, kind, top_of

Words = dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Said:
    """One element as it is said: how deep it stands, its type, its own words, the page they begin on.

    `language` is given where it is another than that of the element above.
    """

    depth: int
    type: str
    words: str
    page: int | None
    language: str = ""


def read(data: bytes) -> list[Said]:
    """Every element of the tree in reading order; an untagged PDF says nothing."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary):
            return []
        pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        words = _words_by_mark(data)
        language = str(pdf.Root.get("/Lang", ""))
        return [said for top in top_of(root) for said in _said(top, pages, words, language)]


def as_lines(said: list[Said]) -> list[str]:
    """The elements a line each, indented as they stand; those without words or meaning are left out."""
    return [f"{'  ' * each.depth}{'  '.join(filter(None, (_named(each), each.words)))}" for each in said]


def _named(said: Said) -> str:
    return f"{said.type} ({said.language})" if said.language else said.type


def spoken(said: list[Said]) -> str:
    """All words in the order in which they are read, on one line."""
    return " ".join(" ".join(each.words for each in said if each.words).split())


def page_words(data: bytes) -> list[str]:
    """The letters of each page without the spaces between them, in the order in which they are drawn."""
    document = pypdfium2.PdfDocument(data)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def is_read(data: bytes, pages: list[str]) -> bool:
    """True when the tags reach most letters of each page; a guess may take its only line for a foot."""
    reached = Counter[int]()
    for said in read(data):
        if said.page is not None:
            reached[said.page] += len("".join(said.words.split()))
    return all(2 * reached[place] >= len(words) for place, words in enumerate(pages))


def _said(top: Node, pages: dict[Any, int], words: Words, language: str) -> Iterator[Said]:
    """An element with the words before its first inner element; words after one follow it on their own."""
    waiting: list[tuple[Any, int, Any, str]] = [(top, 0, None, language)]
    while waiting:
        thing, depth, above, heard = waiting.pop()
        if isinstance(thing, str):
            yield Said(depth, "", thing, pages.get(above))
            continue
        page = thing.Pg.objgen if "/Pg" in thing else above
        title = f"[{thing.T}]" if "/T" in thing and kind(thing) in ("Document", "Part") else ""
        first, rest = _parts(thing, pages, page, words)
        language = str(thing.get("/Lang", heard))
        told = "" if language == heard else language
        yield Said(depth, kind(thing), " ".join(filter(None, (title, first))), pages.get(page), told)
        waiting.extend((each, depth + 1, page, language) for each in reversed(rest))


def _parts(element: Node, pages: dict[Any, int], page: Any, words: Words) -> tuple[str, list[Any]]:
    """The words that begin an element, and then its inner elements with the words between them."""
    if "/Alt" in element or "/ActualText" in element:
        said = str(element.get("/ActualText", element.get("/Alt", "")))
        return said, [each for each in below(element) if is_element(each)]
    runs: list[Any] = [""]
    for each in below(element):
        if is_element(each):
            runs += [each, ""]
        else:
            runs[-1] = f"{runs[-1]} {_words(each, pages, page, words)}"
    runs = [" ".join(run.split()) if isinstance(run, str) else run for run in runs]
    return runs[0], [run for run in runs[1:] if not isinstance(run, str) or run]


def _words(thing: Any, pages: dict[Any, int], page: Any, words: Words) -> str:
    if isinstance(thing, int):
        return words.get((pages.get(page, -1), thing), "")
    if thing.get("/Type") == Name.MCR:
        there = thing.Pg.objgen if "/Pg" in thing else page
        return words.get((pages.get(there, -1), int(thing.MCID)), "")
    return ""


def _words_by_mark(data: bytes) -> Words:
    """The text of each piece of marked content, by page (from 0) and number."""
    found: Words = {}
    document = pypdfium2.PdfDocument(data)
    try:
        for place in range(len(document)):
            page = document[place]
            text = page.get_textpage()
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
                number = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
                if number >= 0:
                    key = (place, int(number))
                    found[key] = found.get(key, "") + _text(thing.raw, text.raw)
            text.close()
            page.close()
    finally:
        document.close()
    return found


def _text(thing: Any, page: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(thing, page, None, 0)
    letters = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(thing, page, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)), size)
    return letters.raw[: max(0, size - 2)].decode("utf-16-le", errors="replace")
