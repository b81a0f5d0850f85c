"""Text typed by people: cleaned to what a paper can hold, and numbered as the field numbers it."""

import re
from dataclasses import dataclass
from enum import Enum
from html import escape

import nh3
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from foundation.documents.processes import limits
from foundation.documents.text import numbering

TAGS = {
    "p", "h2", "h3", "h4", "strong", "em", "u", "s", "sup", "sub", "ul", "ol", "li", "table", "caption",
    "thead", "tbody", "tr", "th", "td", "a", "img", "blockquote", "br", "figure", "figcaption",
}  # fmt: skip
# The id of a paragraph or an item of a list, see blocks.py.
BLOCK_ID = "data-block"
HOLDERS = ("p", "h2", "h3", "h4", "li", "table", "blockquote", "figure")
ATTRIBUTES = {
    "ol": {"type", "start", "data-before", "data-after"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "a": {"href"},
    "img": {"src", "alt"},
    **{tag: {BLOCK_ID, "dir"} for tag in HOLDERS},
}
LINES = {
    "p",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "br",
    "figcaption",
    "caption",
    "blockquote",
    "ul",
    "ol",
}
CELLS = ("tr", "td", "th")
HEADINGS = ("h2", "h3", "h4")
INLINE = ("strong", "em", "u", "s", "sup", "sub", "a")
ROUNDS = 6
SAME_AS = {"b": "strong", "i": "em", "del": "s", "strike": "s"}
# What a word processor or a mail program writes for struck, raised, lowered and hidden words.
_STYLE = re.compile(r"(?i)style\s*=")
_STYLED = re.compile(r"(?i)line-through|vertical-align|display\s*:\s*none|mso-hide")
_LOOKS = (
    (re.compile(r"line-through"), "s"),
    (re.compile(r"vertical-align\s*:\s*super"), "sup"),
    (re.compile(r"vertical-align\s*:\s*sub"), "sub"),
)
_HIDDEN_LOOK = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all")
STRUCK, STRUCK_END = "[struck out: ", "]"
_ADDRESS = re.compile(r"(?i)(https?://|mailto:)[^\s]+")
_IMAGE = re.compile(r"stored:[0-9a-f]{64}")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# What a list from Word prints around its numbers, such as the brackets of (a), or the 3. of 3.2.
AROUND = 60
_AROUND = re.compile(rf"[^<>\x00-\x1f]{{0,{AROUND}}}")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]{3,15}")
_ALLOWED = {
    "type": re.compile(r"[1aAiI]"),
    "start": re.compile(r"0|[1-9][0-9]{0,3}"),
    "scope": re.compile(r"col|row"),
    "dir": re.compile(r"ltr|rtl"),
}
_ALLOWED[BLOCK_ID] = _IDENTIFIER


# Tags that are always closed; the others may be left open by what wrote them.
_NESTING = r"(?!(?:br|img|hr|p|li|td|th|tr|tbody|thead|tfoot|col|input|meta|link)\b)[a-zA-Z]"
_OPENING, _CLOSING = re.compile(f"<{_NESTING}", re.IGNORECASE), re.compile(f"</{_NESTING}", re.IGNORECASE)
TOO_DEEP = "Lists or tables are inside one another too many times to be printed. Use fewer levels."
_DEEPER = etree.XPath(f"boolean({'/*' * (limits.TEXT_DEPTH + 2)})")
TOO_MANY_PARTS = (
    "This text has too many paragraphs, rows and cells to be printed. "
    "Split it, or send the tables as an appendix."
)


class TooMuch(ValueError):
    """A text is too long or too deeply nested to be printed; the sentence says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Numbering(Enum):
    """How the numbered paragraphs of a text count."""

    RUN_ON = "run_on"
    SECTIONS = "sections"
    NONE = "none"


@dataclass(frozen=True)
class Numbered:
    """A text with its numbers written in, and the number that the next text would start at."""

    html: str
    next: int


def clean(text: str) -> str:
    """Only what a paper can hold, in one settled form. Raises `TooMuch`.

    Cleaning a cleaned text changes nothing.
    """
    if len(text.encode(errors="replace")) > limits.TEXT_BYTES:
        raise TooMuch(
            "This text is too long. Split it into two papers, or send the long part as an appendix."
        )
    _measure_tags(text)
    text = _CONTROL.sub("", text if _TAG.search(text) else _paragraphs(text))
    if _has_looks(text):
        text = _with_looks_as_tags(text)
    # A badly tangled text may need a second look before it stays as it is.
    for _ in range(ROUNDS):
        before, text = text, _cleaned(text)
        if text == before:
            break
    return text


def _has_looks(text: str) -> bool:
    """Is there a tag whose style strikes out, raises, lowers or hides its words?

    One look at each tag: a search for both in one pattern begins anew at every "style=", for hours.
    """
    for tag in text.split(">"):
        begins = _STYLE.search(tag)
        if begins and _STYLED.search(tag, begins.end()):
            return True
    return False


def _with_looks_as_tags(text: str) -> str:
    """Words that a pasted style strikes out, raises or lowers say so by a tag; those that it hides go."""
    tree = parse(text)
    for element in list(tree.iter()):
        style = str(element.get("style") or "").lower() if isinstance(element.tag, str) else ""
        if _HIDDEN_LOOK.search(style) and element.getparent() is not None:
            element.drop_tree()
            continue
        for look, tag in _LOOKS:
            if look.search(style) and element.tag not in (tag, *SAME_AS, *numbering.BLOCKS, *CELLS):
                inner = element.makeelement(tag)
                inner.text, element.text = element.text, None
                inner.extend(list(element))
                element.append(inner)
    return serialise(tree)


def _cleaned(text: str) -> str:
    safe = nh3.clean(
        text,
        tags=TAGS | set(SAME_AS),
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "stored"},
        link_rel=None,
        clean_content_tags={"script", "style", "template", "title", "noscript", "iframe", "textarea"},
    )
    tree = parse(safe)
    _measure(tree)
    _settle(tree)
    return serialise(tree)


def number(text: str, how: Numbering, start: int = 1, anchor: str = "") -> Numbered:
    """The text with its numbers as words in `<span class="n">`, and the classes that paper.css knows.

    With `RUN_ON`, `start` is the number of the first paragraph; with `SECTIONS`, of the first section.
    The ids of paragraphs are left out; with `anchor` each becomes an HTML id that begins with it.
    """
    tree = parse(text)
    for element in tree.iter():
        block = element.attrib.pop(BLOCK_ID, "")
        if block and anchor:
            element.set("id", f"{anchor}{block}")
    following = numbering.write(tree, how.value, start)
    _say_struck(tree)
    return Numbered(serialise(tree), following)


def plain(text: str) -> str:
    """The words alone, one block to a line: for search, for previews, for counting."""
    words: list[str] = []
    for event, element in etree.iterwalk(parse(text), events=("start", "end")):
        words.append(
            "\n"
            if element.tag in LINES
            else " "
            if element.tag in ("td", "th") or _is_number(element)
            else ""
        )
        if element.tag == "s" and not _is_said(element):
            words.append(STRUCK if event == "start" else STRUCK_END)
        words.append((element.text if event == "start" else element.tail) or "")
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _is_number(element: HtmlElement) -> bool:
    return bool(element.tag == "span" and element.get("class") != "struck")


def _is_said(struck: HtmlElement) -> bool:
    parent = struck.getparent()
    return parent is not None and bool(parent.get("class") == "struck")


def _say_struck(tree: HtmlElement) -> None:
    """Say in words of words that are struck out: a line through them is not read aloud."""
    for struck in list(tree.iter("s")):
        if _is_said(struck):
            continue
        span = struck.makeelement("span", {"class": "struck"})
        span.text, span.tail, struck.tail = STRUCK, struck.tail, STRUCK_END
        struck.addprevious(span)
        span.append(struck)


def without_empty_parts(text: str) -> str:
    """The text without headings that nothing follows before the next of their rank, and without empty lists.

    A template offers headings; one that was not used is not printed.
    """
    tree = parse(text)
    for item in [*tree.iter("li", "ol", "ul")][::-1]:
        if not item.text_content().strip() and item.find(".//img") is None:
            item.drop_tree()
    for child in list(tree):
        if child.tag == "p" and not child.text_content().strip() and child.find(".//img") is None:
            child.drop_tree()
    for child in list(tree)[::-1]:
        following = child.getnext()
        if child.tag in HEADINGS and (following is None or following.tag in HEADINGS[: _rank(child)]):
            child.drop_tree()
    return serialise(tree)


def _rank(heading: HtmlElement) -> int:
    return HEADINGS.index(heading.tag) + 1


def demote(text: str, by: int = 1) -> str:
    """The text with its headings `by` levels lower, for standing under another heading; never below h6."""
    tree = parse(text)
    for element in tree.iter("h2", "h3", "h4", "h5"):
        element.tag = f"h{min(6, int(element.tag[1]) + by)}"
    return serialise(tree)


def parse(text: str) -> HtmlElement:
    """The text as a tree under one root; `serialise` gives it back."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    return lxml_html.fragment_fromstring(text.encode(errors="replace"), create_parent="div", parser=parser)


def serialise(tree: HtmlElement) -> str:
    """The inside of a tree as HTML."""
    whole: str = etree.tostring(tree, encoding="unicode", method="html", with_tail=False)
    return whole.removeprefix("<div>").removesuffix("</div>").strip()


def outside(element: HtmlElement) -> str:
    """One element as HTML, without what follows it."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def _paragraphs(text: str) -> str:
    """Words typed without any mark-up: a blank line ends a paragraph."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{escape(part.strip())}</p>" for part in parts if part.strip())


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value to keep of one attribute, or None to drop it."""
    if name == "href":
        return value.strip() if _ADDRESS.fullmatch(value.strip()) else None
    if name == "src":
        return value if _IMAGE.fullmatch(value) else None
    if name in ("data-before", "data-after"):
        return value if _AROUND.fullmatch(value) else None
    if name in _ALLOWED:
        return value if _ALLOWED[name].fullmatch(value) else None
    if name in ("colspan", "rowspan"):
        return value if value.isascii() and value.isdigit() and value.strip("0") not in ("",) else None
    return value


def _measure_tags(text: str) -> None:
    """Refuse, before it is read, what would take too long to read. Raises `TooMuch`."""
    if text.count("<") > limits.TEXT_TAGS:
        raise TooMuch(TOO_MANY_PARTS)
    if len(_OPENING.findall(text)) - len(_CLOSING.findall(text)) > limits.TEXT_LEFT_OPEN:
        raise TooMuch(TOO_DEEP)


def parts(text: str) -> int:
    """How many paragraphs, rows, cells, words in bold and so on a text has."""
    return text.count("<") - text.count("</")


def _measure(tree: HtmlElement) -> None:
    """Refuse what would take too long to lay out. Raises `TooMuch`."""
    if tree.xpath("count(//*)") > limits.TEXT_ELEMENTS:
        raise TooMuch(TOO_MANY_PARTS)
    for cell in tree.xpath("//*[@colspan or @rowspan]"):
        spans = [int(cell.get(name, "1")[:6]) for name in ("colspan", "rowspan")]
        if max(spans) > limits.TABLE_SPAN:
            raise TooMuch(f"A cell of a table goes over more than {limits.TABLE_SPAN} columns or rows.")
    if _DEEPER(tree):
        raise TooMuch(TOO_DEEP)
    if tree.xpath("count(//tr)") > limits.TABLE_ROWS:
        raise TooMuch(
            f"The tables of this text have more than {limits.TABLE_ROWS} rows. Send them as an appendix."
        )


def _settle(tree: HtmlElement) -> None:
    """Put right what would make a bad paper: headings that skip a level, links and images without address."""
    level = 1
    for element in list(tree.iter("h2", "h3", "h4", "a", "img", *SAME_AS)):
        if element.tag in SAME_AS:
            element.tag = SAME_AS[element.tag]
        elif element.tag == "a" and not element.get("href"):
            element.drop_tag()
        elif element.tag == "img":
            if not element.get("src"):
                element.drop_tree()
            elif element.get("alt") is None:
                element.set("alt", "")
        elif element.tag != "a":
            level = min(int(element.tag[1]), level + 1)
            element.tag = f"h{level}"
    for element in list(tree.iter(*INLINE)):
        if any(child.tag in numbering.BLOCKS for child in element.iterdescendants()):
            element.drop_tag()
    _settle_lists(tree)
    numbering.wrap(tree)
    for element in tree.findall("p"):
        if not len(element) and not (element.text or "").strip():
            element.drop_tree()


def _settle_lists(tree: HtmlElement) -> None:
    """Items stand in lists and lists hold items; what strays between items joins the one before."""
    for item in list(tree.iter("li")):
        if item.getparent().tag not in ("ul", "ol"):
            item.drop_tag()
    for found in list(tree.iter("ul", "ol")):
        for child in list(found):
            if child.tag != "li":
                before = child.getprevious()
                if before is None:
                    before = found.makeelement("li")
                    found.insert(0, before)
                before.append(child)
        if not len(found):
            found.drop_tree()
