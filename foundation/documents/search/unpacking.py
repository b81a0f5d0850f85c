"""Everything that can be read in a PDF, also what no page shows; runs in the limited child process."""

import io
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Stream

from foundation.documents.processes import limits
from foundation.documents.search import decoding, likeness
from foundation.documents.search.haystack import Piece, squeezed_bytes
from foundation.documents.search.likeness import on_page

_END = re.compile(rb"%%EOF")
_STREAM = re.compile(rb"stream\r?\n")
_ALTERNATIVES = ("/Alt", "/ActualText", "/E")


def answer(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """The reply to the parent: every piece as JSON. With `looks` only the picture of every page."""
    found = _looks(body, every_page=True) if head.get("looks") else [*unpack(body), *_looks(body)]
    pieces = [[each.where, each.text, each.kind] for each in found]
    return {"pieces": len(pieces)}, json.dumps(pieces).encode("utf-8", "surrogatepass")


def _looks(data: bytes, *, every_page: bool = False) -> Iterator[Piece]:
    for number, looks in likeness.looks_of_pages(data, every_page=every_page):
        yield Piece(f"page {number}", looks, "picture")


def unpack(data: bytes) -> Iterator[Piece]:
    """Every word of a PDF and where it stands: pages, outline, metadata, attachments, every object, bytes.

    Earlier states of a file that was added to are read as well. Raises when the file cannot be opened.
    """
    yield Piece("the bytes of the file", squeezed_bytes(data), "raw")
    yield from _state(data, "")
    ends = [match.end() for match in _END.finditer(data)][:-1]
    for end in ends[-limits.SEARCHED_STATES :]:
        try:
            yield from list(_state(data[:end], "an earlier state of the file, "))
        except (pikepdf.PdfError, pypdfium2.PdfiumError, RuntimeError, ValueError):
            continue  # A file made for quick viewing has such a mark in its middle, and no whole file before.


def _state(data: bytes, before: str) -> Iterator[Piece]:
    for number, text in enumerate(_pages(data), 1):
        yield Piece(f"{before}page {number}", text, "page")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        objects = list(pdf.objects)
        alphabets = decoding.alphabets(objects)
        shown = _drawn_by_pages(pdf)
        for thing in objects:
            yield from _object(thing, before, pdf, shown, alphabets)
        if data.count(b"endstream") > sum(isinstance(each, Stream) for each in objects):
            yield from _forgotten(data, before, alphabets)


def _object(
    thing: Any,
    before: str,
    pdf: pikepdf.Pdf,
    shown: set[tuple[int, int]],
    alphabets: list[decoding.Alphabet],
) -> Iterator[Piece]:
    """Every word of one object; of one that cannot be understood at least its bytes."""
    try:
        yield from list(_strings(thing, before, pdf))
    except (pikepdf.PdfError, RuntimeError, ValueError):
        yield Piece(f"{before}an object of the file", squeezed_bytes(_written(thing)), "raw")
    if isinstance(thing, Stream):
        yield from _stream(thing, before, shown, alphabets)


def _written(thing: Any) -> bytes:
    """An object as it is written, or nothing."""
    try:
        plain = Dictionary(dict(thing.items())) if isinstance(thing, Stream) else thing
        return bytes(plain.unparse(resolved=True))
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return b""


def _word(thing: Any) -> str:
    """A name or a string of a file as text, whatever its bytes are: a name need not be text."""
    try:
        return str(thing)
    except UnicodeDecodeError:
        if isinstance(thing, pikepdf.String):
            return bytes(thing).decode("latin-1")
        return bytes(thing.unparse()).decode("latin-1")


def _pages(data: bytes) -> Iterator[str]:
    """The text of each page as PDFium reads it, words that nobody sees included."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            with on_page(number + 1):
                page = document[number]
                words = page.get_textpage()
                text = words.get_text_range()
                words.close()
                page.close()
            yield text
    finally:
        document.close()


def _drawn_by_pages(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The drawing streams of the pages, which PDFium has read already."""
    found: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        with on_page(number):
            contents = page.obj.get("/Contents")
            several = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
            found |= {each.objgen for each in several if isinstance(each, Stream)}
    return found


def _strings(thing: Any, before: str, pdf: pikepdf.Pdf) -> Iterator[Piece]:
    """Every string inside an object, also in the dictionary of a stream; names as they are written."""
    if isinstance(thing, Stream):
        thing = Dictionary(dict(thing.items()))  # its words only, not its bytes
    if not isinstance(thing, Dictionary | pikepdf.Array | pikepdf.String):
        return
    written = thing.unparse(resolved=True)
    name = f"{before}{_called(thing, pdf)}"
    yield Piece(name, squeezed_bytes(written), "raw")
    if b"(" in written or b"<" in written.replace(b"<<", b""):
        for key, text in _walk(thing, ""):
            yield Piece(f"{name}, {key[1:]}" if key else name, text, "text")


def _walk(thing: Any, key: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """The strings that stand in an object itself, each with its key; other objects are met on their own."""
    if isinstance(thing, pikepdf.String):
        yield key, _word(thing)
    elif depth > limits.TEXT_DEPTH or (depth and getattr(thing, "is_indirect", False)):
        return
    elif isinstance(thing, Dictionary):
        for inner, value in thing.items():
            yield from _walk(value, inner, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _walk(value, key, depth + 1)


def _called(thing: Any, pdf: pikepdf.Pdf) -> str:
    """What a reader would call an object."""
    keys = set(thing.keys()) if isinstance(thing, Dictionary) else set()
    kind = _word(thing.get("/Type", "")) if keys else ""
    info = pdf.trailer.get("/Info")
    if isinstance(info, Dictionary) and keys and info.objgen == getattr(thing, "objgen", (0, 0)) != (0, 0):
        return "the information about the document"
    if kind == "/Filespec" or "/EF" in keys or "/EmbeddedFiles" in keys:
        return "an attached file"
    if "/Title" in keys and "/Parent" in keys:
        return "the outline"
    if keys & set(_ALTERNATIVES) or kind == "/StructElem":
        return "the structure of the text"
    if "/Subtype" in keys and "/Rect" in keys:
        return "a note or link on a page"
    if kind == "/Page" or "/PageLabels" in keys:
        return "a page object"
    number = getattr(thing, "objgen", (0, 0))[0]
    return f"object {number}" if number else "an object of the file"


def _stream(
    stream: Stream, before: str, shown: set[tuple[int, int]], alphabets: list[decoding.Alphabet]
) -> Iterator[Piece]:
    """The unpacked bytes of a stream; drawn text in it is read letter by letter where no page shows it."""
    if _word(stream.get("/Subtype", "")) == "/Image":
        return
    name = _stream_name(stream, before)
    try:
        data = stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        data = stream.read_raw_bytes()  # of a kind of packing that nobody unpacks, or damaged
    yield Piece(name, squeezed_bytes(data), "raw")
    if _word(stream.get("/Type", "")) in ("/Metadata", "/EmbeddedFile"):
        yield Piece(name, data.decode("utf-8", "replace"), "text")
    if stream.objgen not in shown and decoding.draws_text(data):
        for text in decoding.texts(stream, alphabets):
            yield Piece(f"{name}, which is no page’s own", text, "page")


def _stream_name(stream: Stream, before: str) -> str:
    kind = _word(stream.get("/Type", ""))
    if kind == "/Metadata":
        return f"{before}the metadata (XMP)"
    if kind == "/EmbeddedFile":
        return f"{before}an attached file"
    return f"{before}object {stream.objgen[0]}"


def _forgotten(data: bytes, before: str, alphabets: list[decoding.Alphabet]) -> Iterator[Piece]:
    """Streams that no list of the file knows any more."""
    name = f"{before}bytes that the file no longer lists"
    for match in _STREAM.finditer(data):
        unpacked = _inflated(data[match.end() :])
        yield Piece(name, squeezed_bytes(unpacked), "raw")
        if decoding.draws_text(unpacked):
            with pikepdf.new() as scratch:
                for text in decoding.texts(scratch.make_stream(unpacked), alphabets):
                    yield Piece(name, text, "page")


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, limits.UPLOAD_STREAM)
    except zlib.error:
        return b""
