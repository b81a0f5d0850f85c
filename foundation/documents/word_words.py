"""The words of one paragraph of a Word text as HTML, with the looks that matter.

Runs in the limited child process only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from lxml import etree

from foundation.documents.word_looks import Looks, is_on, value
from foundation.documents.word_zip import W

# From the outside in; a link holds everything.
ORDER = ("s", "strong", "em", "u", "sup", "sub")
SPACES = (f"{W}tab", f"{W}ptab")
DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")
LINKS = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Piece:
    """Words of one look, already HTML; or something that a run holds and somebody else writes."""

    html: str
    looks: frozenset[str] = frozenset()
    link: str = ""


def pieces(paragraph: etree._Element, looks: Looks, *, is_heading: bool) -> Iterator[Piece | etree._Element]:
    """The words of a paragraph in order, and between them the drawings and notes as they are."""
    for run in paragraph.iterchildren(f"{W}r"):
        look = frozenset(_look(run, looks, is_heading=is_heading))
        address = run.get("href", "")
        link = address if address.lower().startswith(LINKS) else ""
        for each in run.iter():
            if each.tag == f"{W}t":
                yield Piece(escape(each.text or "", quote=False), look, link)
            elif each.tag in SPACES:
                yield Piece(" ", look, link)
            elif each.tag in (f"{W}br", f"{W}cr"):
                is_new_page = each.get(f"{W}type", "textWrapping") != "textWrapping"
                yield Piece(" " if is_new_page else "<br>", look, link)
            elif each.tag == f"{W}noBreakHyphen":
                yield Piece("\u2011", look, link)
            elif each.tag in DRAWN and next(each.iterancestors(*DRAWN), None) is None or each.tag in NOTES:
                yield each


def joined(found: list[Piece]) -> str:
    """Pieces one after another, alike ones under one tag, and no spaces at the edges of a tag."""
    out = ""
    for link, group in groupby(found, key=lambda piece: piece.link):
        inside = _wrapped(list(group), ORDER)
        out += _tagged("a", inside, f' href="{escape(link)}"') if link else inside
    return out


def _wrapped(found: list[Piece], order: tuple[str, ...]) -> str:
    if not order:
        return "".join(piece.html for piece in found)
    out = ""
    for is_so, group in groupby(found, key=lambda piece: order[0] in piece.looks):
        inside = _wrapped(list(group), order[1:])
        out += _tagged(order[0], inside) if is_so else inside
    return out


def _tagged(tag: str, inside: str, more: str = "") -> str:
    words = inside.strip()
    if not words or words == "<br>":
        return inside
    start = inside[: len(inside) - len(inside.lstrip())]
    return f"{start}<{tag}{more}>{words}</{tag}>{inside[len(inside.rstrip()) :]}"


def _look(run: etree._Element, looks: Looks, *, is_heading: bool) -> Iterator[str]:
    if is_on(looks.of_run(run, "strike")) or is_on(looks.of_run(run, "dstrike")):
        yield "s"
    if not is_heading and is_on(looks.of_run(run, "b")):
        yield "strong"
    if not is_heading and is_on(looks.of_run(run, "i")):
        yield "em"
    is_link = bool(run.get("href")) or value(run.find(f"{W}rPr/{W}rStyle")).lower() == "hyperlink"
    if not is_heading and not is_link and value(looks.of_run(run, "u")) not in ("", "none"):
        yield "u"
    level = value(looks.of_run(run, "vertAlign"))
    if level in ("superscript", "subscript"):
        yield level[:3]
