"""Writes into a Word text, as marks, what pandoc would lose: the printed numbers, and the shape of tables.

Runs in the limited child process only. A mark is a number between two characters that no text uses; whoever
reads pandoc's answer finds the mark's meaning by that number.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from foundation.documents.word_numbers import Label, Numbers
from foundation.documents.word_zip import W

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
TITLES = ("title", "subtitle", "author", "date", "abstract")


@dataclass(frozen=True)
class Cell:
    """The first words of a cell: how many columns it goes over, and whether it belongs to the one above."""

    across: int = 1
    is_below: bool = False
    # Of the first cell of a table only: how many rows at the top are heads.
    heads: int | None = None


@dataclass
class Marked:
    """The meanings of all marks, the title that the file gives itself, and what was noted on the way."""

    meanings: list[Label | Cell] = field(default_factory=list)
    title: str = ""

    def add(self, meaning: Label | Cell) -> str:
        """A new mark."""
        self.meanings.append(meaning)
        return f"{OPEN}{len(self.meanings) - 1}{CLOSE}"


def mark(
    body: etree._Element, notes: list[etree._Element], styles: etree._Element | None, count: Numbers
) -> Marked:
    """Put the marks into the text and take out what they stand for."""
    done = Marked()
    for tree in (body, *notes):
        for text in tree.iter(f"{W}t"):
            text.text = (text.text or "").replace(OPEN, "").replace(CLOSE, "")
    names = _style_names(styles)
    _take_title(body, names, done)
    for table in body.iter(f"{W}tbl"):
        _mark_table(table, styles, done)
    for paragraph in body.iter(f"{W}p"):
        label = count.of(paragraph)
        if label is not None:
            _write(paragraph, done.add(label))
    for tree in (body, *notes, *([styles] if styles is not None else [])):
        for each in list(tree.iter(f"{W}numPr", f"{W}ind")):
            _drop(each)
    return done


def _style_names(styles: etree._Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        name = style.find(f"{W}name")
        found[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "").lower() if name is not None else ""
    return found


def _take_title(body: etree._Element, names: dict[str, str], done: Marked) -> None:
    """The title goes out of the text; its companions become plain paragraphs, which pandoc keeps."""
    for paragraph in list(body.iter(f"{W}p")):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = names.get(style.get(f"{W}val", ""), "") if style is not None else ""
        if style is None or name not in TITLES:
            continue
        words = " ".join("".join(text.text or "" for text in paragraph.iter(f"{W}t")).split())
        is_in_table = next(paragraph.iterancestors(f"{W}tbl"), None) is not None
        if name == "title" and not done.title and words and not is_in_table:
            done.title = words
            _drop(paragraph)
        else:
            _drop(style)


def _mark_table(table: etree._Element, styles: etree._Element | None, done: Marked) -> None:
    heads: int | None = _heads(table, styles)
    for row in table.iterchildren(f"{W}tr"):
        for cell in row.iterchildren(f"{W}tc"):
            look = cell.find(f"{W}tcPr")
            span = look.find(f"{W}gridSpan") if look is not None else None
            merge = look.find(f"{W}vMerge") if look is not None else None
            given = span.get(f"{W}val", "1") if span is not None else "1"
            is_below = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            meaning = Cell(min(int(given), 60) if given.isdecimal() else 1, is_below, heads)
            heads = None
            for each in (span, merge):
                _drop(each) if each is not None else None
            paragraph = cell.find(f"{W}p")
            if paragraph is None:
                paragraph = etree.SubElement(cell, f"{W}p")
            _write(paragraph, done.add(meaning))
    _lay_grid(table)


def _lay_grid(table: etree._Element) -> None:
    """As many columns as the longest row has cells: pandoc reads no table without them."""
    for grid in table.findall(f"{W}tblGrid"):
        table.remove(grid)
    longest = max((len(row.findall(f"{W}tc")) for row in table.iterchildren(f"{W}tr")), default=0)
    grid = etree.Element(f"{W}tblGrid")
    for _ in range(longest):
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": "1000"})
    look = table.find(f"{W}tblPr")
    table.insert(0 if look is None else table.index(look) + 1, grid)


def _heads(table: etree._Element, styles: etree._Element | None) -> int:
    """How many rows at the top Word calls heads: rows it repeats, or a first row its style sets off."""
    rows = list(table.iterchildren(f"{W}tr"))
    count = 0
    for row in rows:
        repeated = row.find(f"{W}trPr/{W}tblHeader")
        if repeated is None or repeated.get(f"{W}val") in ("0", "false", "off"):
            break
        count += 1
    if count:
        return min(count, len(rows) - 1)
    look = table.find(f"{W}tblPr/{W}tblLook")
    style = table.find(f"{W}tblPr/{W}tblStyle")
    if look is None or style is None or styles is None or len(rows) < 2:
        return 0
    bits = look.get(f"{W}val", "0")
    is_asked = look.get(f"{W}firstRow") in ("1", "true") or (
        look.get(f"{W}firstRow") is None and bool(int(bits, 16) & 0x20 if _is_hex(bits) else 0)
    )
    return 1 if is_asked and _sets_first_row_off(styles, style.get(f"{W}val", "")) else 0


def _is_hex(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9A-Fa-f]{1,8}", text))


def _sets_first_row_off(styles: etree._Element, name: str) -> bool:
    every = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    for _ in range(12):
        style = every.get(name)
        if style is None:
            return False
        if any(part.get(f"{W}type") == "firstRow" and len(part) for part in style.iter(f"{W}tblStylePr")):
            return True
        base = style.find(f"{W}basedOn")
        name = base.get(f"{W}val", "") if base is not None else ""
    return False


def _write(paragraph: etree._Element, words: str) -> None:
    """Put words before everything else in a paragraph, after marks that stand there already."""
    place = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    while place < len(paragraph) and paragraph[place].get("mark") is not None:
        place += 1
    run = etree.Element(f"{W}r", mark="")
    etree.SubElement(run, f"{W}t").text = words
    paragraph.insert(place, run)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
