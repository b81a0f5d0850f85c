"""The text of a minute as HTML: its points, its paragraphs, and where something stands in between."""

from collections.abc import Iterable, Iterator, Set
from copy import deepcopy
from html import escape

from lxml.html import HtmlElement

from foundation.documents.text import blocks as stored
from foundation.documents.text import richtext
from panels.models import BodySettings

Points = BodySettings.ListStyle
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
# After these nothing is printed; what would stand there stands at the end of the minute.
NO_PLACE = ("<h", "<table")


def opening_html(lines: Iterable[str]) -> str:
    """The opening paragraphs of a minute."""
    return "".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in lines)


def text_html(text: str, points: str = Points.ROMAN, anchor: str = "") -> str:
    """The text of a minute below its heading, its points numbered as words or set as bullets.

    With `anchor`, each paragraph has an HTML id that begins with it.
    """
    if not text:
        return ""
    tree = richtext.parse(text)
    for element in list(tree):
        if element.tag == "ol" and element.get("type") is None and element.get("data-after") is None:
            if points == Points.BULLETS:
                element.tag = "ul"
            elif points == Points.FIGURES:
                element.set("type", "1")
    return richtext.demote(
        richtext.number(richtext.serialise(tree), richtext.Numbering.NONE, anchor=anchor).html
    )


def block_words(element: HtmlElement) -> str:
    """The words of one block, without the number printed before them."""
    copy = deepcopy(element)
    copy.tail = None
    for span in list(copy.iter("span")):
        if span.get("class") == "n":
            span.drop_tree()
    return " ".join("".join(copy.itertext()).split())


def blocks(text: str) -> list[tuple[str, str]]:
    """Every paragraph and point of a text as (id, words), in order; headings and tables are left out."""
    found = stored.blocks(text) if text else []
    return [(each.id, each.text) for each in found if each.text and not each.html.startswith(NO_PLACE)]


def segments(html: str, at: Set[str]) -> list[tuple[str, str]]:
    """The printed text cut after each paragraph that something stands after, as (HTML, HTML id of its last).

    A list that is cut goes on in the next piece with its own numbers; the last piece has no id.
    """
    found: list[tuple[str, str]] = []
    current = richtext.parse("")
    left = set(at)

    def cut(key: str) -> None:
        nonlocal current
        left.discard(key)
        found.append((richtext.serialise(current), key))
        current = richtext.parse("")

    for element in list(richtext.parse(html)) if html else []:
        if element.tag in ("ul", "ol"):
            piece = _bare(element)
            for item in list(element):
                piece.append(item)
                if (key := item.get("id", "")) in left:
                    current.append(piece)
                    cut(key)
                    piece = _bare(element)
            if len(piece):
                current.append(piece)
            continue
        current.append(element)
        if (key := element.get("id", "")) in left:
            cut(key)
    return [*found, (richtext.serialise(current), "")]


def _bare(element: HtmlElement) -> HtmlElement:
    """A list like this one without its points."""
    return element.makeelement(element.tag, dict(element.attrib))


def paragraph_words(html: str) -> list[str]:
    """The words of each paragraph that gets a number where every paragraph is numbered."""
    return [block_words(element) for element in richtext.parse(html).iterchildren("p")] if html else []


def numbered(html: str, labels: Iterator[str]) -> str:
    """The text with a number before each paragraph; what follows a paragraph goes with it."""
    tree = richtext.parse(html)
    out = richtext.parse("")
    held: HtmlElement | None = None
    for element in list(tree):
        if element.tag == "p":
            label = next(labels, "")
            if out.find("ol") is None or out[-1].tag != "ol":
                out.append(out.makeelement("ol", {"class": "paras"}))
            held = out.makeelement("li")
            span = out.makeelement("span", {"class": "n"})
            span.text = f"{label}." if label.isdecimal() else label
            held.append(span)
            held.append(element)
            out[-1].append(held)
        elif element.tag in HEADINGS or held is None:
            held = None
            out.append(element)
        else:
            held.append(element)
    return richtext.serialise(out)
