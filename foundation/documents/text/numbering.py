"""Writes the numbers of paragraphs, sections, points and limbs into a text as words, never as counters."""

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

BLOCKS = {
    "p",
    "li",
    "caption",
    "figcaption",
    "ul",
    "ol",
    "table",
    "blockquote",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
# What nested lists count in when nobody chose: by depth below the numbered paragraph.
KINDS = {"run_on": "1aiAI", "sections": "1aiAI", "none": "iaAI1"}

NARROW = frozenset(" .,:;'()[]|!-/iljtfI’")
# How wide the column of the numbers is, in widths of the letter m. A broad list has more room, and a label
# that is longer still has a separate line.
ROOM = {"paras": 2.53, "points": 2.0, "limbs": 2.0}
WIDE = 4.3


@dataclass
class _Count:
    """Where the numbering stands: the next paragraph, and the section when there are sections."""

    how: str
    paragraph: int
    section: int
    has_section: bool = False

    def label(self) -> str:
        """The number of the next paragraph."""
        if self.how == "sections":
            self.has_section = True
            label = f"{self.section}.{self.paragraph}"
        else:
            label = f"{self.paragraph}."
        self.paragraph += 1
        return label

    def heading(self) -> str:
        """The number of the next section."""
        if self.has_section:
            self.section += 1
        self.has_section, self.paragraph = True, 1
        return f"{self.section}.0"


def write(tree: HtmlElement, how: str, start: int) -> int:
    """Number `tree` in place; returns the number that would follow."""
    _unnumber(tree)
    for table in tree.iter("table"):
        _head_cells(table)
    count = _Count(how, 1 if how == "sections" else start, start)
    top = _top_level(tree) if how == "sections" else ""
    for element in list(tree):
        if element.tag == top:
            _prefix(element, count.heading())
        elif element.tag == "ol":
            _list(element, 0, count)
        else:
            _inside(element, count, 0)
    _keep_lead_ins(tree)
    if how == "sections":
        return count.section + (1 if count.has_section else 0)
    return count.paragraph


def alpha(number: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def roman(number: int) -> str:
    """1 is i, 4 is iv, 18 is xviii."""
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    signs = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    written = ""
    for value, sign in zip(values, signs, strict=True):
        times, number = divmod(number, value)
        written += sign * times
    return written


def width(words: str) -> float:
    """About how wide a number is printed, in widths of the letter m."""
    return sum(0.3 if sign in NARROW else 0.72 if sign.isupper() else 0.556 for sign in words)


def label(kind: str, number: int) -> str:
    """The mark of a point: `1.`, `(a)`, `(iv)`, `(B)` or `(II)`."""
    if kind == "1":
        return f"{number}."
    written = alpha(number) if kind in "aA" else roman(number)
    return f"({written.upper() if kind in 'AI' else written})"


def _own_label(element: HtmlElement, kind: str, number: int) -> str:
    """The mark of a point with the words around it that its list asks for, such as `a)` or `3.2`."""
    if element.get("data-after") is None and element.get("data-before") is None:
        return label(kind, number)
    bare = label(kind, number).strip("().") if kind else ""
    return f"{element.get('data-before', '')}{bare}{element.get('data-after', '')}".strip()


def _unnumber(tree: HtmlElement) -> None:
    """Take earlier numbers out, so that numbering twice is numbering once."""
    for span in list(tree.iter("span")):
        if span.get("class") == "n":
            span.drop_tree()


def _top_level(tree: HtmlElement) -> str:
    found = [element.tag for element in tree if element.tag in HEADINGS]
    return str(min(found)) if found else ""


def _list(element: HtmlElement, depth: int, count: _Count) -> None:
    """One ordered list. It joins the running numbers when it stands by itself and asks for no letters."""
    # A list that says what is before its numbers, but not how they count, has only those words.
    has_words_only = element.get("data-before") is not None and element.get("type") is None
    runs_on = depth == 0 and count.how != "none" and element.get("type", "1") == "1" and not has_words_only
    kind = "" if has_words_only else element.get("type") or KINDS[count.how][min(depth, 4)]
    given = int(element.get("start") or 1)
    hangs = runs_on or (depth == 0 and kind == "1" and element.get("data-after") is not None)
    looks = "paras" if hangs else "limbs" if kind in ("a", "A") else "points"
    longest = 0.0
    for place, item in enumerate(element.iterchildren("li")):
        wrap(item)
        words = count.label() if runs_on else _own_label(element, kind, given + place)
        longest = max(longest, width(words))
        _prefix(item, words)
        _inside(item, count, depth + 1)
    room = ROOM[looks]
    element.set("class", looks + (" long" if longest > WIDE else " broad" if longest > room else ""))


def _inside(element: HtmlElement, count: _Count, depth: int) -> None:
    """The lists inside any other thing: never part of the running numbers."""
    if element.tag == "ul":
        element.set("class", "bullets")
        for item in element.iterchildren("li"):
            wrap(item)
    for child in list(element):
        if child.tag == "ol":
            _list(child, max(1, depth), count)
        else:
            _inside(child, count, depth)


def wrap(item: HtmlElement) -> None:
    """Put bare words of an item, or of a whole text, into paragraphs."""
    if not (item.text or "").strip() and not any(
        child.tag not in BLOCKS or (child.tail or "").strip() for child in item
    ):
        return
    parts: list[HtmlElement] = list(item)
    paragraph = etree.SubElement(item, "p")
    paragraph.text, item.text = item.text, None
    item.insert(0, paragraph)
    is_open = True
    for child in parts:
        if child.tag in BLOCKS:
            is_open = False
            if (child.tail or "").strip():
                following = item.makeelement("p")
                following.text, child.tail = child.tail, None
                child.addnext(following)
                paragraph, is_open = following, True
        elif is_open:
            paragraph.append(child)
        else:
            paragraph, is_open = item.makeelement("p"), True
            child.addprevious(paragraph)
            paragraph.append(child)
    first = item[0]
    if first.tag == "p" and not len(first) and not (first.text or "").strip():
        item.remove(first)


def _prefix(element: HtmlElement, words: str) -> None:
    """Write a number before everything else in the element."""
    span = element.makeelement("span")
    span.set("class", "n")
    span.text, span.tail = words, (element.text or "").lstrip() or None
    element.text = None
    element.insert(0, span)


def _head_cells(table: HtmlElement) -> None:
    """Say of each head cell what it heads, and repeat a first row of heads on every page."""
    rows = list(table.iter("tr"))
    if rows and table.find("thead") is None and len(rows) > 1 and _is_head(rows[0]):
        head = table.makeelement("thead")
        body = rows[0].getparent()
        body.addprevious(head) if body is not table else table.insert(0, head)
        head.append(rows[0])
    for cell in table.iter("th"):
        if not "".join(cell.itertext()).strip() and not len(cell.findall(".//img")):
            cell.tag = "td"
            cell.attrib.pop("scope", None)
        elif not cell.get("scope"):
            row = cell.getparent()
            cell.set("scope", "col" if row.getparent().tag == "thead" else "row")


def _is_head(row: HtmlElement) -> bool:
    cells = list(row)
    return all(cell.tag == "th" and cell.get("rowspan", "1") == "1" for cell in cells) and bool(cells)


def _keep_lead_ins(tree: HtmlElement) -> None:
    """A sentence that ends in a colon does not part from the list or table after it."""
    for paragraph in tree.iter("p"):
        following = paragraph.getnext()
        is_lead_in = (
            following is not None
            and following.tag in ("ul", "ol", "table")
            and not (paragraph.tail or "").strip()
        )
        if is_lead_in and "".join(paragraph.itertext()).rstrip().endswith(":"):
            paragraph.set("class", "lead-in")
        elif paragraph.get("class") == "lead-in":
            paragraph.attrib.pop("class")
