"""Fields of a Word text: what they show stays, what they ask does not, and boxes to tick show their tick.

Runs in the limited child process only.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from foundation.documents.word.archive import W, drop, unwrap
from foundation.documents.word.left import Left, place_of, words_of
from foundation.documents.word.looks import is_on, value
from foundation.documents.word.signs import sign

CONTENTS = "table of contents"
# Fields inside one another; what is deeper belongs to the innermost of these.
DEEPEST = 8
TICKED, EMPTY = "☒", "☐"
# Fields that Word counts when it draws the page and whose words are stored nowhere.
UNSTORED = ("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ")
_LINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s\\]+)', re.IGNORECASE)
_SYMBOL = re.compile(r'SYMBOL\s+(0x[0-9A-Fa-f]+|[0-9]+)(?:.*?\\f\s+"?([A-Za-z0-9 ]+))?')


@dataclass
class _Field:
    begin: etree._Element
    parts: list[etree._Element] = field(default_factory=list)
    asked: list[etree._Element] = field(default_factory=list)
    shown: list[etree._Element] = field(default_factory=list)
    is_showing: bool = False

    @property
    def words(self) -> str:
        return " ".join(
            "".join(each.text or "" for each in self.asked if each.tag == f"{W}instrText").split()
        )


def settle(tree: etree._Element, left: list[Left]) -> bool:
    """Leave what fields show, as plain runs; True when the text names pages of the original."""
    names_pages = False
    for simple in list(tree.iter(f"{W}fldSimple")):
        asked = simple.get(f"{W}instr", "").strip()
        names_pages = names_pages or asked.upper().startswith("PAGEREF")
        _link(asked, list(simple.iter(f"{W}r")))
        for data in simple.findall(f"{W}fldData"):
            drop(data)
        unwrap(simple)
    for found in _fields(tree):
        names_pages = _settle_one(found, left) or names_pages
    for each in list(tree.iter(f"{W}fldChar", f"{W}instrText")):
        drop(each)
    return names_pages


def _fields(tree: etree._Element) -> list[_Field]:
    """Every field that is whole, the inner ones first."""
    whole: list[_Field] = []
    opened: list[_Field] = []
    for each in tree.iter(f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}sym", f"{W}r"):
        kind = each.get(f"{W}fldCharType") if each.tag == f"{W}fldChar" else ""
        if kind == "begin":
            opened.append(_Field(each))
        elif kind == "separate" and opened:
            opened[-1].is_showing = True
        elif kind == "end" and opened:
            whole.append(opened.pop())
        elif not kind:
            for at in opened[-DEEPEST:]:
                (at.shown if at.is_showing else at.asked).append(each)
    return whole


def _settle_one(found: _Field, left: list[Left]) -> bool:
    asked = found.words
    name = asked.split(" ", 1)[0].upper()
    box = found.begin.find(f"{W}ffData")
    words = ""
    if box is not None and (tick := box.find(f"{W}checkBox")) is not None:
        state = tick.find(f"{W}checked")
        words = TICKED if is_on(state if state is not None else tick.find(f"{W}default")) else EMPTY
    elif box is not None and (choice := box.find(f"{W}ddList")) is not None and not found.shown:
        words = _chosen(choice)
    elif name == "SYMBOL" and (code := _SYMBOL.match(asked)):
        words = "" if found.shown else sign(code[2] or "Symbol", int(code[1], 0))
    elif name == "MACROBUTTON" and not found.shown:
        words = " ".join(asked.split(" ")[2:])
    elif name in UNSTORED and not found.shown:
        left.append(Left("a number or formula that Word works out itself", "", place_of(found.begin)))
    for each in found.asked:
        # What stands between the braces of a field is not shown, save by a field inside the shown part.
        if each.tag in (f"{W}t", f"{W}sym"):
            drop(each)
    if words:
        text = etree.Element(f"{W}t")
        text.text = words
        found.begin.addnext(text)
    if name == "TOC":
        _leave_contents(found, left)
    _link(asked, [each for each in found.shown if each.tag == f"{W}r"])
    return name == "PAGEREF"


def _chosen(choice: etree._Element) -> str:
    entries = choice.findall(f"{W}listEntry")
    given = value(choice.find(f"{W}result")) or value(choice.find(f"{W}default")) or "0"
    return value(entries[int(given)]) if given.isdecimal() and int(given) < len(entries) else ""


def _leave_contents(found: _Field, left: list[Left]) -> None:
    """A table of contents names pages of the original: it does not come along."""
    paragraphs = list(dict.fromkeys(p for each in found.shown for p in each.iterancestors(f"{W}p")))
    words = " ".join(each.text or "" for each in found.shown if each.tag == f"{W}t")
    place = place_of(paragraphs[0]) if paragraphs else ""
    for each in found.shown:
        if each.tag in (f"{W}t", f"{W}sym"):
            drop(each)
    for paragraph in paragraphs:
        if not words_of(paragraph) and paragraph.getparent() is not None:
            drop(paragraph)
    if words.strip():
        left.append(Left(CONTENTS, words, place))


def _link(asked: str, runs: list[etree._Element]) -> None:
    """Runs of a link know where it leads; one to a place in the text leads nowhere here."""
    if not (found := _LINK.match(asked)) or asked.upper().startswith("HYPERLINK \\L"):
        return
    for run in runs:
        run.set("href", found[1])
