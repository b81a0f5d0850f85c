"""Pandoc's answer becomes our own HTML: numbers as they were printed, heads only where Word has them.

Runs in the limited child process only.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from foundation.documents.word_marks import MARK, Cell, Marked
from foundation.documents.word_numbers import Label

Block = dict[str, Any]
# A paragraph set in by this much less than an item still belongs to it: twentieths of a point.
NEAR = 100
LEVELS = 3


@dataclass
class List:
    """An open list while a text is written: how it is numbered, and its items so far."""

    label: Label
    next: int
    items: list[list["str | List"]] = field(default_factory=list)

    def html(self) -> str:
        """The list with everything in it."""
        inside = "".join(f"<li>{_joined(item)}</li>" for item in self.items)
        if self.label.kind == "bullet":
            return f"<ul>{inside}</ul>"
        start = self.next - len(self.items)
        marks = f' data-before="{escape(self.label.before)}" data-after="{escape(self.label.after)}"'
        return f'<ol type="{self.label.kind}" start="{max(start, 1)}"{marks}>{inside}</ol>'


def _joined(parts: "list[str | List]") -> str:
    return "".join(part if isinstance(part, str) else part.html() for part in parts)


@dataclass
class Writer:
    """Writes one text; collects its footnotes and what has to be told on the way."""

    marked: Marked
    picture: Callable[[str, str], str]
    footnotes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    numbered_headings: int = 0
    pictures_without_words: int = 0
    tables_without_head: int = 0
    equations: int = 0

    def text(self, blocks: list[Block]) -> str:
        """The whole text, with its footnotes at the end."""
        written = self.blocks(blocks)
        if self.footnotes:
            items = "".join(f"<li>{note}</li>" for note in self.footnotes)
            written += f'<h2>Notes</h2><ol type="1" start="1" data-before="" data-after=".">{items}</ol>'
        return written

    def blocks(self, blocks: list[Block], *, is_small: bool = False) -> str:
        """Blocks one after another, their numbered paragraphs gathered into lists."""
        out: list[str | List] = []
        stack: list[List] = []
        for block in blocks:
            label = self._label(block)
            kind = block["t"]
            if kind == "Header" and not is_small:
                stack.clear()
                out.append(self._heading(block, label))
            elif label is not None and label.kind and kind in ("Para", "Plain", "Header"):
                self._item(out, stack, label, self._paragraph(block))
            elif label is not None and kind in ("Para", "Plain"):
                while stack and stack[-1].label.left > label.left + NEAR:
                    stack.pop()
                (stack[-1].items[-1] if stack else out).append(self._paragraph(block))
            else:
                stack.clear()
                out.append(self.block(block, is_small=is_small))
        return _joined(out)

    def _item(self, out: "list[str | List]", stack: list[List], label: Label, html: str) -> None:
        """One numbered paragraph: in the open list where it goes on, in a new one otherwise."""
        while stack and not _is_within(label, stack[-1].label):
            top = stack[-1]
            if _is_beside(label, top.label):
                if _goes_on(label, top):
                    top.items.append([html])
                    top.next += 1
                    return
                stack.pop()
                break
            stack.pop()
        started = List(label, label.number + 1, [[html]])
        (stack[-1].items[-1] if stack else out).append(started)
        stack.append(started)

    def _label(self, block: Block) -> Label | None:
        """Take the marks off the front of a block; the label among them, if any."""
        inlines = _inlines(block)
        label = None
        while inlines and inlines[0]["t"] == "Str" and (found := MARK.match(inlines[0]["c"])):
            meaning = self.marked.meanings[int(found[1])]
            inlines[0]["c"] = inlines[0]["c"][found.end() :]
            if not inlines[0]["c"]:
                inlines.pop(0)
            if isinstance(meaning, Label):
                label = meaning
        return label

    def _heading(self, block: Block, label: Label | None) -> str:
        level = int(block["c"][0])
        words = self.inlines(block["c"][2]).replace("<br>", " ").strip()
        if not words:
            return ""
        if label is not None and label.kind not in ("", "bullet"):
            self.numbered_headings += 1
            words = f"{escape(label.words.strip())} {words}"
        self.headings.append(level)
        return f"\x00{level}\x01{words}\x02"

    def _paragraph(self, block: Block) -> str:
        return f"<p>{self.inlines(_inlines(block)).strip()}</p>"

    def block(self, block: Block, *, is_small: bool = False) -> str:
        """One block that stands in no list."""
        kind: str = block["t"]
        held: Any = block.get("c")
        if kind == "Header":
            return f"<p><strong>{self.inlines(held[2])}</strong></p>"
        if kind in ("Para", "Plain"):
            words = self.inlines(held).strip()
            return f"<p>{words}</p>" if words else ""
        if kind == "BlockQuote":
            return f"<blockquote>{self.blocks(held, is_small=True)}</blockquote>"
        if kind == "Div":
            return self.blocks(held[1], is_small=is_small)
        if kind == "Table":
            return self._table(held)
        if kind == "LineBlock":
            return f"<p>{'<br>'.join(map(self.inlines, held))}</p>"
        if kind == "CodeBlock":
            return f"<p>{escape(held[1], quote=False).replace(chr(10), '<br>')}</p>"
        if kind in ("BulletList", "OrderedList"):
            items = held if kind == "BulletList" else held[1]
            return (
                "<ul>" + "".join(f"<li>{self.blocks(item, is_small=True)}</li>" for item in items) + "</ul>"
            )
        if kind == "DefinitionList":
            return "".join(
                f"<p><strong>{self.inlines(term)}</strong></p>"
                + "".join(self.blocks(each, is_small=True) for each in meanings)
                for term, meanings in held
            )
        return ""

    def _table(self, held: list[Any]) -> str:
        rows: list[list[tuple[Cell, str]]] = []
        for row in [*held[3][1], *(row for body in held[4] for row in (*body[2], *body[3])), *held[5][1]]:
            # Where cells were joined, pandoc fills the row up with cells that stand nowhere.
            rows.append([found for cell in row[1] if (found := self._cell(cell)) is not None])
        rows = [row for row in rows if row]
        if not rows:
            return ""
        heads = rows[0][0][0].heads or 0
        is_facts = not heads and _width(rows) == 2 and len(rows) > 1
        self.tables_without_head += not heads and not is_facts and len(rows) > 1
        lines = []
        for place, row in enumerate(rows):
            cells, column = "", 0
            for at, (cell, words) in enumerate(row):
                if not cell.is_below:
                    is_head = place < heads or (is_facts and at == 0 and cell.across == 1)
                    cells += _cell_html(cell, words, _down(rows, place, column), is_head, place < heads)
                column += cell.across
            lines.append(f"<tr>{cells}</tr>")
        head = f"<thead>{''.join(lines[:heads])}</thead>" if heads else ""
        return f"<table>{head}<tbody>{''.join(lines[heads:])}</tbody></table>"

    def _cell(self, cell: list[Any]) -> tuple[Cell, str] | None:
        """A cell's own mark stands at the front of its first paragraph, before that paragraph's number."""
        meaning: Cell | None = None
        blocks = cell[4]
        first = _inlines(blocks[0]) if blocks else []
        if first and first[0]["t"] == "Str" and (found := MARK.match(first[0]["c"])):
            known = self.marked.meanings[int(found[1])]
            if isinstance(known, Cell):
                meaning = known
                first[0]["c"] = first[0]["c"][found.end() :]
                if not first[0]["c"]:
                    first.pop(0)
        return None if meaning is None else (meaning, self.blocks(blocks, is_small=True))

    def inlines(self, inlines: list[Block]) -> str:
        """Words with their looks."""
        return "".join(self._inline(each) for each in inlines)

    def _inline(self, inline: Block) -> str:
        kind: str = inline["t"]
        held: Any = inline.get("c")
        if kind == "Str":
            return escape(MARK.sub("", str(held)), quote=False)
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind == "LineBreak":
            return "<br>"
        if kind in WRAPS:
            tag, inside = WRAPS[kind], self.inlines(held or [])
            return f"<{tag}>{inside}</{tag}>" if tag and inside.strip() else inside
        if kind == "Quoted":
            opening, closing = "‘’" if held[0]["t"] == "SingleQuote" else "“”"
            return f"{opening}{self.inlines(held[1])}{closing}"
        if kind == "Link":
            inside, address = self.inlines(held[1]), str(held[2][0])
            is_kept = address.lower().startswith(("http://", "https://", "mailto:"))
            return f'<a href="{escape(address)}">{inside}</a>' if is_kept else inside
        if kind == "Image":
            return self._picture(held)
        if kind == "Note":
            self.footnotes.append(self.blocks(held, is_small=True))
            return f"<sup>{len(self.footnotes)}</sup>"
        if kind in ("Code", "Math"):
            self.equations += kind == "Math"
            return escape(str(held[1]), quote=False)
        return self.inlines(held[1]) if kind in ("Span", "Cite") else ""

    def _picture(self, held: list[Any]) -> str:
        words = " ".join(_plain(held[1]).split()) or " ".join(str(held[2][1]).split())
        address = self.picture(str(held[2][0]), words)
        self.pictures_without_words += bool(address) and not words
        return f'<img src="{address}" alt="{escape(words)}">' if address else ""


WRAPS = {
    "Strong": "strong",
    "Emph": "em",
    "Underline": "u",
    "Superscript": "sup",
    "Subscript": "sub",
    "Strikeout": "",
    "SmallCaps": "",
}


def _inlines(block: Block) -> list[Block]:
    if block["t"] == "Header":
        found: list[Block] = block["c"][2]
        return found
    return block["c"] if block["t"] in ("Para", "Plain") else []


def _plain(inlines: list[Block]) -> str:
    words = ""
    for each in inlines:
        held: Any = each.get("c")
        if each["t"] == "Str":
            words += str(held)
        elif each["t"] in ("Space", "SoftBreak", "LineBreak"):
            words += " "
        elif each["t"] in WRAPS:
            words += _plain(held or [])
        elif each["t"] in ("Quoted", "Span", "Link"):
            words += _plain(held[1])
    return MARK.sub("", words)


def _is_within(label: Label, other: Label) -> bool:
    """True when a paragraph begins further in than another, or lower in the same list."""
    if label.left > other.left + NEAR:
        return True
    return abs(label.left - other.left) <= NEAR and label.list == other.list and label.level > other.level


def _is_beside(label: Label, other: Label) -> bool:
    if label.list == other.list and label.level < other.level:
        return False
    return abs(label.left - other.left) <= NEAR


def _goes_on(label: Label, open_list: List) -> bool:
    same = (label.kind, label.before, label.after) == (
        open_list.label.kind,
        open_list.label.before,
        open_list.label.after,
    )
    return same and (label.kind == "bullet" or label.number == open_list.next)


def _width(rows: list[list[tuple[Cell, str]]]) -> int:
    return max(sum(cell.across for cell, _ in row) for row in rows)


def _down(rows: list[list[tuple[Cell, str]]], place: int, column: int) -> int:
    """How many rows a cell goes over."""
    count = 1
    for row in rows[place + 1 :]:
        at = 0
        for cell, _ in row:
            if at == column:
                break
            at += cell.across
        else:
            return count
        if at != column or not cell.is_below:
            return count
        count += 1
    return count


def _cell_html(cell: Cell, words: str, down: int, is_head: bool, is_column: bool) -> str:
    tag = "th" if is_head else "td"
    scope = f' scope="{"col" if is_column else "row"}"' if is_head else ""
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    rows = f' rowspan="{down}"' if down > 1 else ""
    inside = words
    if words.count("<p>") == 1 and words.startswith("<p>") and words.endswith("</p>"):
        inside = words[3:-4]
    return f"<{tag}{scope}{across}{rows}>{inside}</{tag}>"


def settle_headings(text: str, levels: list[int]) -> tuple[str, bool]:
    """The headings as h2 to h4 without a skipped level, and whether one had to be moved."""
    if not levels:
        return text, False
    least, before, is_moved = min(levels), 1, False

    def heading(match: re.Match[str]) -> str:
        nonlocal before, is_moved
        wanted = int(match[1]) - least + 2
        level = min(wanted, LEVELS + 1, before + 1)
        is_moved = is_moved or level != wanted
        before = level
        return f"<h{level}>{match[2]}</h{level}>"

    return re.sub("\x00([0-9])\x01(.*?)\x02", heading, text, flags=re.DOTALL), is_moved
