"""The language of words in a Word file that leaves, where it is another than that of the document.

Pandoc reads a `lang` of HTML and does not write it. So each such text is put into a span that says its
language, the span becomes a mark before and one after its words, and in the finished file the words between
two marks get that language. Runs in the limited child process only.
"""

import re
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from foundation.documents.pdf.languages import is_code
from foundation.documents.word.archive import W, xml

_LANG, _RUN, _LOOK = f"{W}lang", f"{W}r", f"{W}rPr"
_WORDS = re.compile(r"(\s*)(.*)", re.DOTALL)


def span(body: HtmlElement, language: str) -> None:
    """Put every text in another language than `language` into a span of its own that says so."""
    waiting = [(body, language)]
    while waiting:
        element, heard = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        if element.tag == "span" and element.get("class") == "n":
            # A printed number: it is counted, and is in no language.
            continue
        said = element.attrib.pop("lang", "")
        heard = said if is_code(said) else heard
        held = list(element)
        waiting.extend((each, heard) for each in held)
        if heard != language:
            for each in held:
                each.tail = _spanned(element, element.index(each) + 1, each.tail, heard)
            element.text = _spanned(element, 0, element.text, heard)


def _spanned(element: HtmlElement, place: int, text: str | None, language: str) -> str | None:
    """Put the words of a text into a span at that place; gives what stays in front of it."""
    found = _WORDS.fullmatch(text or "")
    if found is None or not found[2]:
        return text
    made = element.makeelement("span", {"lang": language})
    made.text = found[2]
    element.insert(place, made)
    return found[1]


def mark(value: Any) -> Any:
    """What pandoc read, with a mark before and after the words of each span that says a language."""
    if isinstance(value, dict):
        return {name: mark(inner) for name, inner in value.items()}
    if not isinstance(value, list):
        return value
    out: list[Any] = []
    for each in value:
        language = _language(each)
        if language:
            out += [_marked(language), *mark(each["c"][1]), _marked("")]
        else:
            out.append(mark(each))
    return out


def _language(inline: Any) -> str:
    is_span = isinstance(inline, dict) and inline.get("t") == "Span"
    return str(dict(inline["c"][0][2]).get("lang", "")) if is_span else ""


def _marked(language: str) -> dict[str, Any]:
    return {"t": "RawInline", "c": ["openxml", f'<w:lang w:val="{language}"/>']}


def settle(part: bytes) -> bytes:
    """A part of the finished file, its marks gone and the words between them in their language."""
    if b"<w:lang " not in part:
        return part
    root = xml(part)
    language, marks = "", []
    for element in root.iter(_LANG, _RUN):
        if element.tag == _LANG:
            language = element.get(f"{W}val", "")
            marks.append(element)
        elif language:
            _speak(element, language)
    for each in marks:
        each.getparent().remove(each)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _speak(run: Any, language: str) -> None:
    look = run.find(_LOOK)
    if look is None:
        look = run.makeelement(_LOOK)
        run.insert(0, look)
    # Word looks for the language of words by their script: Latin, East Asian, or written from the right.
    etree.SubElement(look, _LANG, {f"{W}{name}": language for name in ("val", "eastAsia", "bidi")})
