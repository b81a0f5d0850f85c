"""What of an uploaded PDF would swamp a reader's machine, or ours, is refused before it is read further.

Runs in the limited child only.
"""

import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Name

from foundation.documents import limits


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
            "The pages of this file lead back to themselves. Print it to a new PDF and upload that."
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
            "Part of this file is packed inside itself too often. Print it to a new PDF and upload that."
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
