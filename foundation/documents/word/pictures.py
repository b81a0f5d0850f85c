"""Pictures of a Word text: those that can be kept are written into it, the others are named.

Runs in the limited child process only.
"""

import base64
import posixpath
from dataclasses import dataclass

from lxml import etree

from foundation.documents.processes import limits
from foundation.documents.word import archive
from foundation.documents.word.archive import Package, R
from foundation.documents.word.left import Left
from foundation.documents.word.plain import A, V

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
DRAWN = "chart or drawing"


@dataclass(frozen=True)
class Picture:
    """A picture and the words that say what it shows; `is_mere_look` where it is marked as decoration."""

    address: str
    words: str
    is_mere_look: bool = False


def of(element: etree._Element, package: Package, name: str, place: str) -> list[Picture | Left]:
    """The pictures of a drawing in the part `name`, and what of it could not be kept."""
    found: list[Picture | Left] = []
    words, is_mere_look = _words(element), _is_mere_look(element)
    related = package.related(name)
    for each in element.iter(f"{A}blip", f"{V}imagedata"):
        given = (
            each.get(f"{R}embed") or each.get(f"{R}id") or each.get(f"{R}link") or each.get(f"{R}pict") or ""
        )
        found.append(_taken(package, related.get(given), words, is_mere_look, place))
    for each in element.iter():
        if (
            isinstance(each.tag, str)
            and each.tag in (f"{CHART}chart", f"{DIAGRAM}relIds")
            or "chartex" in str(each.tag)
        ):
            part = related.get(each.get(f"{R}id") or each.get(f"{R}dm") or "", ("", "", False))[1]
            found.append(Left(DRAWN, _drawn_words(package, part), place))
    return found


def _taken(
    package: Package, related: tuple[str, str, bool] | None, words: str, is_mere_look: bool, place: str
) -> Picture | Left:
    if related is None:
        return Left("picture that is missing in the Word file", words, place)
    if related[2]:
        return Left("picture that lies outside the Word file", words, place)
    kind = archive.PICTURES.get(posixpath.splitext(related[1])[1].lower(), "")
    data = package.parts.get(related[1], b"")
    if not kind:
        end = posixpath.splitext(related[1])[1].lstrip(".").upper()
        return Left(f"picture of the kind {end}", words, place)
    if not data or len(data) > limits.PICTURE_BYTES:
        return Left("picture that is damaged or too large", words, place)
    return Picture(f"data:{kind};base64,{base64.b64encode(data).decode()}", words, is_mere_look)


def _words(element: etree._Element) -> str:
    """What a picture shows, in its author's words."""
    names = [*element.iter(f"{WP}docPr"), *element.iter(f"{PIC}cNvPr")]
    given = [each.get("descr") or each.get("title") or "" for each in names]
    given += [each.get("alt", "") for each in element.iter() if str(each.tag).startswith(V)]
    return next((" ".join(each.split()) for each in given if each.strip()), "")


def _is_mere_look(element: etree._Element) -> bool:
    return any(each.get("val") in ("1", "true") for each in element.iter(DECORATIVE))


def _drawn_words(package: Package, name: str) -> str:
    """The words of a chart or a drawing of shapes, which are kept in a part of their own."""
    if name not in package.parts:
        return ""
    tree = archive.xml(package.parts[name])
    words = [each.text or "" for each in tree.iter(f"{A}t", f"{CHART}v")]
    return " ".join(" ".join(words).split())
