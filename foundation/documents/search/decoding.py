"""Drawn text of a PDF back into letters, by the tables that its fonts carry; for text that no page shows."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Stream

Alphabet = dict[bytes, str]
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f\s]+>|\[[^\]]*\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_SHOWS = re.compile(rb"\b(?:Tj|TJ)\b|['\"]\s")
# A string as it is written in a drawing: in brackets, one pair inside allowed, or in hexadecimal figures.
_WRITTEN = re.compile(rb"\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|<([0-9A-Fa-f\s]+)>", re.S)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.S)
_SHOWING = (b"Tj", b"TJ", b"'", b'"')
LONGEST_RANGE = 70_000


def alphabets(objects: Iterable[Any]) -> list[Alphabet]:
    """The different tables from codes to letters in a file; the plain one, byte for byte, is always there."""
    found: list[Alphabet] = [{bytes([code]): chr(code) for code in range(256)}]
    for thing in objects:
        table = thing.get("/ToUnicode") if isinstance(thing, Dictionary) else None
        if isinstance(table, Stream):
            try:
                alphabet = _alphabet(table.read_bytes())
            except (pikepdf.PdfError, RuntimeError, ValueError, OverflowError):
                continue  # A damaged table: its text is read by the others, and by the pages.
            if alphabet and alphabet not in found:
                found.append(alphabet)
    return found


def draws_text(data: bytes) -> bool:
    """True for a stream that shows text."""
    return b"BT" in data and _SHOWS.search(data) is not None


def texts(stream: Stream, known: list[Alphabet]) -> Iterator[str]:
    """The text that a stream draws, once in each alphabet: which font a loose stream means is not certain.

    A stream that is no drawing after all (a font, a table of colours) gives whatever strings stand in it.
    """
    try:
        shown = list(_shown(stream))
    except Exception:
        # Bytes that only look like a drawing break the parser in many ways; none of them may end the search.
        shown = list(_written(stream))
    for alphabet in known:
        widths = sorted({len(code) for code in alphabet}, reverse=True)
        yield "".join(_letters(each, alphabet, widths) for each in shown)


def _shown(stream: Stream) -> Iterator[bytes]:
    """The strings that are shown, in their order; a line of text ends where another is placed."""
    for instruction in pikepdf.parse_content_stream(stream):
        # As bytes: in a stream that is no drawing an operator need not be text.
        if instruction.operator.unparse() in _SHOWING and instruction.operands:
            last = instruction.operands[-1]
            for each in last if isinstance(last, pikepdf.Array) else [last]:
                if isinstance(each, pikepdf.String):
                    yield bytes(each)


def _written(stream: Stream) -> Iterator[bytes]:
    """Every string that stands in a stream, read without understanding what is around it."""
    try:
        data = stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        data = stream.read_raw_bytes()
    for plain, figures in _WRITTEN.findall(data):
        yield _bytes(figures) if figures else _ESCAPED.sub(_unescaped, plain)


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1] in b"01234567":
        return bytes([int(code, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b"", b"\r\n": b""}.get(code, code)


def _letters(codes: bytes, alphabet: Alphabet, widths: list[int]) -> str:
    found, at = [], 0
    while at < len(codes):
        for width in widths:
            letter = alphabet.get(codes[at : at + width])
            if letter is not None:
                found.append(letter)
                at += width
                break
        else:
            at += widths[-1]
    return "".join(found)


def _alphabet(table: bytes) -> Alphabet:
    found: Alphabet = {}
    for block in _CHARS.findall(table):
        for code, letters in _PAIR.findall(block):
            found[_bytes(code)] = _text(letters)
    for block in _RANGES.findall(table):
        for first, last, target in _RANGE.findall(block):
            _add_range(found, first, last, target)
    return found


def _add_range(found: Alphabet, first: bytes, last: bytes, target: bytes) -> None:
    start, end, width = int(first, 16), int(last, 16), len(_bytes(first))
    codes = range(start, min(end, start + LONGEST_RANGE) + 1)
    if target.startswith(b"["):
        for code, letters in zip(codes, _HEX.findall(target), strict=False):
            found[code.to_bytes(width, "big")] = _text(letters)
        return
    base = _text(target.strip(b"<>"))
    for code in codes:
        if base:
            found[code.to_bytes(width, "big")] = base[:-1] + chr(min(ord(base[-1]) + code - start, 0x10FFFF))


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def _text(digits: bytes) -> str:
    return _bytes(digits).decode("utf-16-be", "replace")
