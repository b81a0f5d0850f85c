"""A settled Word text becomes our own HTML: numbers as they were printed, heads only where Word has them.

Runs in the limited child process only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from lxml import etree

from foundation.documents.text.richtext import AROUND
from foundation.documents.word import pictures, tables
from foundation.documents.word.archive import Package, W
from foundation.documents.word.left import Left, after, words_of
from foundation.documents.word.lists import Gathering, written
from foundation.documents.word.looks import Looks, is_on, value
from foundation.documents.word.notes import Notes
from foundation.documents.word.numbers import Label, Numbers

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


LEVELS = 3
QUOTES = ("quote", "intense quote", "block text", "block quotation")
TITLES = ("title",)
# A title further down than this is no title of the file.
TITLE_BLOCKS = 12
_HEADING = re.compile(r"heading ([1-9])")


@dataclass
class Writer:
    """Writes one text; collects its title and what has to be told on the way."""

    package: Package
    looks: Looks
    numbers: Numbers
    notes: Notes
    name: str
    title: str = ""
    left: list[Left] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    last_words: str = ""
    numbered_headings: int = 0
    pictures_without_words: int = 0
    tables_without_head: int = 0
    equations: int = 0

    def text(self, body: etree._Element) -> str:
        """The whole text, with its notes at the end."""
        self._take_title(body)
        html = self.blocks(body)
        if self.notes.used:
            html += self.notes.html(self)
        return html

    def _take_title(self, body: etree._Element) -> None:
        """The title goes out of the text only where it is the first thing in it."""
        for place, block in enumerate(list(body)[:TITLE_BLOCKS]):
            names = self.looks.names(block) if block.tag == f"{W}p" else []
            words = words_of(block)
            if not self.title and any(name in TITLES for name in names[:2]) and words:
                self.title = words
                if not any(words_of(each) for each in list(body)[:place]) and not _holds_more(block):
                    body.remove(block)
                return

    def blocks(self, holder: etree._Element, *, is_small: bool = False) -> str:
        """The paragraphs and tables of a holder, the numbered ones gathered into lists."""
        found = Gathering()
        for block in holder:
            if block.tag == f"{W}tbl":
                found.block(self._table(block))
            elif block.tag == f"{W}p":
                self._paragraph(block, found, is_small=is_small)
        return written(found.out).replace("</blockquote><blockquote>", "")

    def _paragraph(self, block: etree._Element, found: Gathering, *, is_small: bool) -> None:
        label = self.numbers.of(block)
        level = self._level(block)
        words = self._inline(block, is_heading=bool(level))
        if not words and (label is None or not label.kind):
            return
        way = self._direction(block)
        if level and not is_small and _is_short(words):
            found.block(self._heading(words, label, level, way))
        elif level:
            words = f"<strong>{words}</strong>" if words else ""
        if level and not is_small and _is_short(words):
            return
        html = f"<p{way}>{words}</p>"
        if label is not None and label.kind == "words" and not _fits(label):
            found.block(f"<p{way}>{escape(label.before, quote=False)} {words}</p>")
        elif label is not None and label.kind:
            found.item(label, html)
        elif any(name in QUOTES for name in self.looks.names(block)):
            found.block(f"<blockquote>{html}</blockquote>")
        elif label is not None:
            found.set_in(label, html)
        else:
            found.block(html)

    def _level(self, block: etree._Element) -> int:
        """The level of a heading, by the name of its style or the level that is set for it; else 0."""
        for name in self.looks.names(block):
            if found := _HEADING.fullmatch(name):
                return int(found[1])
        level = value(self.looks.set_in(block, "outlineLvl"))
        return int(level) + 1 if level in tuple("012345678") else 0

    def _heading(self, words: str, label: Label | None, level: int, way: str) -> str:
        words = words.replace("<br>", " ").strip()
        if label is not None and label.kind not in ("", "bullet"):
            self.numbered_headings += 1
            words = f"{escape(label.words.strip(), quote=False)} {words}"
        self.headings.append(level)
        return f"\x00{level}\x01{way}\x01{words}\x02"

    def _direction(self, block: etree._Element) -> str:
        return ' dir="rtl"' if is_on(self.looks.set_in(block, "bidi")) else ""

    def _inline(self, block: etree._Element, *, is_heading: bool) -> str:
        """The words of a paragraph with their looks, its pictures and the marks of its notes."""
        found: list[Piece] = []
        place = after(self.last_words) if self.last_words else "at the beginning"
        for each in pieces(block, self.looks, is_heading=is_heading):
            if isinstance(each, Piece):
                found.append(each)
            elif each.tag in NOTES:
                found.append(Piece(self.notes.mark(each), frozenset({"sup"})))
            else:
                found += [Piece(html) for html in self._pictures(each, place)]
        self.equations += sum(1 for _ in block.iterchildren(f"{W}r") if _.get("formula"))
        html = joined(found).strip()
        self.last_words = words_of(block) or self.last_words
        if "<s>" in html:
            self.struck.append(after(self.last_words))
        return html

    def _pictures(self, element: etree._Element, place: str) -> list[str]:
        found = pictures.of(element, self.package, self.name, place)
        self.left += [each for each in found if isinstance(each, Left)]
        kept = [each for each in found if isinstance(each, pictures.Picture)]
        self.pictures_without_words += sum(not each.words and not each.is_mere_look for each in kept)
        return [f'<img src="{each.address}" alt="{escape(each.words)}">' for each in kept]

    def _table(self, table: etree._Element) -> str:
        shape = tables.shape(table, self.looks)
        rows = shape.rows
        if not rows:
            return ""
        is_facts = not shape.heads and shape.width == 2 and len(rows) > 1
        self.tables_without_head += not shape.heads and not is_facts and len(rows) > 1
        lines = []
        for place, row in enumerate(rows):
            cells = ""
            for cell in row:
                is_head = place < shape.heads or (is_facts and cell.column == 0 and cell.across == 1)
                cells += self._cell(cell, is_head=is_head, is_column=place < shape.heads)
            lines.append(f"<tr>{cells}</tr>")
        head = f"<thead>{''.join(lines[: shape.heads])}</thead>" if shape.heads else ""
        return f"<table>{head}<tbody>{''.join(lines[shape.heads :])}</tbody></table>"

    def _cell(self, cell: tables.Cell, *, is_head: bool, is_column: bool) -> str:
        inside = "".join(self.blocks(each, is_small=True) for each in cell.held)
        tag = "th" if is_head and inside else "td"
        scope = f' scope="{"col" if is_column else "row"}"' if tag == "th" else ""
        across = f' colspan="{cell.across}"' if cell.across > 1 else ""
        rows = f' rowspan="{cell.down}"' if cell.down > 1 else ""
        if inside.count("<p>") == 1 and inside.startswith("<p>") and inside.endswith("</p>"):
            inside = inside[3:-4]
        return f"<{tag}{scope}{across}{rows}>{inside}</{tag}>"


def _holds_more(block: etree._Element) -> bool:
    """True for a paragraph with something besides its words, which would be lost with it."""
    return any(True for _ in block.iter(*DRAWN, *NOTES))


def _is_short(words: str) -> bool:
    """Longer than this is a paragraph, whatever its style says."""
    return len(re.sub(r"<[^>]*>", "", words)) <= 300


def _fits(label: Label) -> bool:
    return len(label.before) <= AROUND and not set(label.before) & set("<>")


def _first_is_numbered(text: str) -> bool:
    first = re.search("\x00[0-9]\x01[^\x01]*\x01(.)", text)
    return first is not None and first[1].isdecimal()


def settle_headings(text: str, levels: list[int]) -> tuple[str, bool]:
    """The headings as h2 to h4 without a skipped level, and whether one had to be moved."""
    if not levels:
        return text, False
    # One heading above all others and before them is the name of the paper, which has its own.
    rest = levels[1:] if levels.index(min(levels)) == 0 and levels.count(min(levels)) == 1 else []
    is_name = bool(rest) and not _first_is_numbered(text)
    least, before, is_moved = min(rest if is_name else levels), 1, False

    def heading(match: re.Match[str]) -> str:
        nonlocal before, is_moved
        wanted = max(2, int(match[1]) - least + 2)
        level = min(wanted, LEVELS + 1, before + 1)
        is_moved = is_moved or level != wanted
        before = level
        return f"<h{level}{match[2]}>{match[3]}</h{level}>"

    return re.sub("\x00([0-9])\x01([^\x01]*)\x01(.*?)\x02", heading, text, flags=re.DOTALL), is_moved
