"""Words of a Word file in another language than its page: pandoc keeps no language, so marks bring it across.

Runs in the limited child process only.
"""

import copy
import re
from collections.abc import Collection, Iterator

from lxml import etree
from lxml.html import HtmlElement

from foundation.documents.tagging import LANGUAGE

# Marks that no text uses: a language begins, its name ends, its words end.
BEGINS, NAMED, ENDS = "\ue015", "\ue016", "\ue017"
_MARK = re.compile(f"({BEGINS}[A-Za-z0-9-]+{NAMED}|{ENDS})")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPEAKS = "data-speaks"
Words = tuple[HtmlElement, str]


def mark(body: HtmlElement, language: str, *, after: Collection[str] = (), without: str = "") -> None:
    """Put marks around the words of every element of the page that names another language than `language`.

    A mark at the head of words stays before them, where it is one of `after`; words that are only `without`
    are none.
    """
    for element in [each for each in body.iter() if isinstance(each.tag, str)]:
        name = element.attrib.pop("lang", "").strip()
        if not LANGUAGE.match(name):
            continue
        places = [place for place in _words(element) if _of(place).strip() not in ("", without)]
        if not places or (name == language and not _is_inside(element)):
            continue
        element.set(_SPEAKS, name)
        first, last = places[0], places[-1]
        _write(last, f"{_of(last)}{ENDS}")
        words = _of(first)
        head = words[:1] if words[:1] in after else ""
        _write(first, f"{head}{BEGINS}{name}{NAMED}{words[len(head) :]}")
    for element in body.iter():
        element.attrib.pop(_SPEAKS, None)


def written(document: bytes) -> bytes:
    """The text of a Word file, with the language on every run that stands between marks."""
    if BEGINS not in document.decode():
        return document
    tree = etree.fromstring(document)
    spoken: list[str] = []
    for run in list(tree.iter(f"{_W}r")):
        text = run.find(f"{_W}t")
        if text is not None and _MARK.search(text.text or ""):
            _cut(run, text.text or "", spoken)
        elif spoken:
            _say(run, spoken[-1])
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True))


def _cut(run: etree._Element, words: str, spoken: list[str]) -> None:
    """Put in the place of a run its parts between the marks, each in the language that is open there."""
    holder = run.getparent()
    assert holder is not None
    for piece in _MARK.split(words):
        if piece.startswith(BEGINS):
            spoken.append(piece[1:-1])
        elif piece == ENDS:
            spoken[-1:] = []
        elif piece:
            part = copy.deepcopy(run)
            text = part.find(f"{_W}t")
            assert text is not None
            text.text = piece
            text.set(_SPACE, "preserve")
            if spoken:
                _say(part, spoken[-1])
            run.addprevious(part)
    holder.remove(run)


def _say(run: etree._Element, language: str) -> None:
    """Write the language into a run: among its properties it comes after all that pandoc writes."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    etree.SubElement(properties, f"{_W}lang", {f"{_W}val": language})


def _is_inside(element: HtmlElement) -> bool:
    """True where an element around this one speaks another language already."""
    return any(each.get(_SPEAKS) for each in element.iterancestors())


def _words(element: HtmlElement) -> Iterator[Words]:
    """Where the words of an element stand, in their order."""
    if element.text:
        yield element, "text"
    for child in element:
        if isinstance(child.tag, str):
            yield from _words(child)
        if child.tail:
            yield child, "tail"


def _of(place: Words) -> str:
    return str(getattr(place[0], place[1]) or "")


def _write(place: Words, words: str) -> None:
    setattr(place[0], place[1], words)
