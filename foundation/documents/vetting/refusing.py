"""What is refused before it is read further: what would swamp a machine, and pages that only stand in.

A page such as "Please wait" or "This file is protected" is one honest page as far as anybody can tell from
outside, and would be published as the paper. Runs in the limited child only.
"""

import re
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents.pdf import reading
from foundation.documents.processes import limits


class Refused(Exception):
    """The upload cannot be used; the sentence is for the officer."""


def check_size(source: pikepdf.Pdf) -> None:
    """Refuse what would swamp a reader's machine, or ours. Raises `Refused`."""
    if len(source.objects) > limits.UPLOAD_OBJECTS:
        raise Refused("This file is too complex. Print it to a new PDF and upload that.")
    pages = _count_pages(source)
    if pages == 0:
        raise Refused("This file has no pages.")
    if pages > limits.UPLOAD_PAGES:
        raise Refused(f"This file has {pages} pages; the most is {limits.UPLOAD_PAGES}. Split it into parts.")
    total = 0
    for each in source.objects:
        if isinstance(each, pikepdf.Stream):
            most = limits.UPLOAD_STREAM
            if each.get("/Subtype") == Name.Image:
                most = limits.UPLOAD_PICTURE_STREAM
            total += _inflated(each, most)
            if total > limits.UPLOAD_TOTAL:
                raise Refused(
                    "This file unpacks to far more than its size. Print it to a new PDF and upload that."
                )
            _check_image(each)


def _count_pages(source: pikepdf.Pdf) -> int:
    try:
        return len(source.pages)
    except (pikepdf.PdfError, RuntimeError) as error:
        raise Refused(
            "The page structure of this file is damaged. Print it to a new PDF and upload that."
        ) from error


def _inflated(stream: pikepdf.Stream, most: int) -> int:
    """How many bytes a stream unpacks to through its Flate filters, never holding more than a piece.

    Raises `Refused` for more than `most`.
    """
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, Array) else [str(filters)]
    if len(names) > 2:
        raise Refused(
            "Part of this file is compressed too many times. Print it to a new PDF and upload that."
        )
    if not names or names[0] not in ("/FlateDecode", "/Fl"):
        return len(raw)
    return _unpacked_size(raw, most, is_twice=len(names) > 1 and names[1] in ("/FlateDecode", "/Fl"))


def _unpacked_size(raw: bytes, most: int, *, is_twice: bool) -> int:
    first, second = zlib.decompressobj(), zlib.decompressobj()
    size, rest = 0, raw
    try:
        while rest:
            piece = first.decompress(rest, limits.MB)
            rest = first.unconsumed_tail
            size += len(piece)
            while is_twice and piece:
                size += len(second.decompress(piece, limits.MB))
                piece = second.unconsumed_tail
                _check_stream(size, most)
            _check_stream(size, most)
    except zlib.error:
        return size
    return size


def _check_stream(size: int, most: int) -> None:
    if size > most:
        raise Refused(
            "Part of this file unpacks to far more than its size. Print it to a new PDF and upload that."
        )


def _check_image(stream: pikepdf.Stream) -> None:
    if stream.get("/Subtype") != Name.Image:
        return
    pixels = number(stream.get("/Width")) * number(stream.get("/Height"))
    if pixels > limits.UPLOAD_IMAGE_PIXELS:
        raise Refused("A picture in this file is too large. Make it smaller and save the PDF again.")


def number(value: Any) -> float:
    """What a file gives as a number, nothing for what is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


PRINT_IT = "Open it where you can read it, print it to a new PDF, check that PDF, and upload it."
A_FORM = f"This file is a form that only Adobe Reader can show. Other programs show “Please wait”. {PRINT_IT}"
PROTECTED = (
    "This file is protected, and the document itself is locked inside it. "
    "Remove the protection in the original document, or print it to a new PDF and upload that."
)
# A page of a few lines at most, with words that a maker puts there in place of the document.
MOST_PAGES, MOST_LETTERS = 2, 1500
_WAITS = re.compile(r"pleasewait|propercontentsofthedocument|upgradetothelatestversionofadobereader", re.I)
_LOCKED = re.compile(
    r"(this|the)(file|document|pdf|message|content)(is|hasbeen)(protected|encrypted)(?!by(copyright|crown|law|the))"
    r"|(protected|encrypted)(by|with|using)(microsoft|adobe|azure|arights|informationrights|informationprotection)"
    r"|informationprotectionviewer|rightsmanagement(service|policy)|thisisaprotected(pdf|document|file)",
    re.I,
)


def is_form_of_its_own(source: pikepdf.Pdf) -> bool:
    """True for a file whose pages are drawn by a form language (XFA) that is not part of the PDF."""
    form = source.Root.get("/AcroForm")
    return isinstance(form, Dictionary) and "/XFA" in form


def locks_its_document(source: pikepdf.Pdf) -> bool:
    """True where the document is an encrypted file inside this one, as protection by policy leaves it."""
    files = source.Root.get("/AF", Array())
    kinds = [each.get("/AFRelationship") for each in files if isinstance(each, Dictionary)]
    return Name("/EncryptedPayload") in kinds


def refusal(rebuilt: bytes, *, is_form: bool, is_locked: bool) -> str:
    """What to say of a file whose pages stand in for a document; nothing for one that is itself."""
    pages = reading.page_words(rebuilt)
    words = "".join(pages)
    if len(pages) > MOST_PAGES or len(words) > MOST_LETTERS:
        return ""
    if is_form and (_WAITS.search(words) or not words) or len(_WAITS.findall(words)) > 1:
        return A_FORM
    return PROTECTED if is_locked or _LOCKED.search(words) else ""
