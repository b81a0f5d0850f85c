"""Minutes typed as plain lines: a line is a paragraph, a line that begins with a hyphen is a point."""

import re
from html import escape

from lxml.html import HtmlElement

from foundation.documents.text import richtext

_POINT = re.compile(r"^\s*(?:[-*•–]|\((?:[ivxlc]+|\d+)\))\s+")


def to_html(typed: str) -> str:
    """The typed lines as rich text; points in a row make one list, which prints (i), (ii)."""
    parts: list[str] = []
    points: list[str] = []
    for line in typed.splitlines():
        words = escape(_POINT.sub("", line).strip(), quote=False)
        if _POINT.match(line):
            points.append(f"<li><p>{words}</p></li>")
            continue
        parts.append(_list(points))
        points = []
        if words:
            parts.append(f"<p>{words}</p>")
    return "".join([*parts, _list(points)])


def _list(points: list[str]) -> str:
    return f"<ol>{''.join(points)}</ol>" if points else ""


def to_typed(text: str) -> str | None:
    """The rich text as lines, or None when it holds more than lines can say: tables, headings, bold words."""
    lines: list[str] = []
    for element in richtext.parse(text) if text else []:
        if (element.tail or "").strip():
            return None
        if element.tag == "p" and not len(element):
            lines.append((element.text or "").strip())
        elif element.tag == "ol" and element.get("type", "i") == "i" and not element.get("start"):
            points = [_point_words(item) for item in element]
            if None in points:
                return None
            lines += [f"- {words}" for words in points]
        else:
            return None
    return "\n".join(lines)


def _point_words(item: HtmlElement) -> str | None:
    """The words of a point that holds one plain paragraph, else None."""
    children = list(item)
    if not children:
        return (item.text or "").strip()
    is_plain = len(children) == 1 and children[0].tag == "p" and not len(children[0])
    return (children[0].text or "").strip() if is_plain and not (item.text or "").strip() else None
