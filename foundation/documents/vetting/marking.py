"""Looks through what a page of an uploaded PDF draws and mends its marks, so that all of it can be reached.

What is painted outside any mark becomes an artifact; words outside any mark get a mark of their own, because
nobody can tell whether they matter. Runs in the limited child only.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from foundation.documents.pdf.tagging import Node
from foundation.documents.processes import limits

SHOWS_WORDS = frozenset({"Tj", "TJ", "'", '"'})
_PATH = frozenset({"m", "l", "c", "v", "y", "h", "re"})
_PAINT = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_PICTURE = frozenset({"sh", "INLINE IMAGE"})
_BEGIN, _END = frozenset({"BMC", "BDC"}), "EMC"
_MARKS = _BEGIN | {_END, "MP", "DP"}
Instruction = tuple[Any, Operator]


class Unusable(Exception):
    """The tags of this file are in such disorder that they cannot be kept."""


@dataclass
class Marked:
    """The numbers of all content on a page, and those of words that no element of the tree owns.

    `continued` tells of content that was parted by other content inside it: the number of a later part, and
    that of the first, whose owner owns both.
    """

    numbers: set[int] = field(default_factory=set)
    loose: list[int] = field(default_factory=list)
    continued: dict[int, int] = field(default_factory=dict)


def mend(pdf: pikepdf.Pdf, page: pikepdf.Page, owned: Collection[int]) -> Marked:
    """Mend the marks of one page, whose numbers in `owned` have an owner in the tree. Raises `Unusable`."""
    resources = page.obj.get("/Resources", Dictionary())
    whole = [(each.operands, each.operator) for each in pikepdf.parse_content_stream(page)]
    mender = _Mender(resources, owned, whole)
    mender.run()
    if mender.is_changed:
        page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(mender.out))
    return mender.found


def forget_marks(drawing: pikepdf.Stream) -> None:
    """A drawing belongs whole to the mark in which a page uses it: take away the marks inside it."""
    for key in ("/StructParents", "/StructParent"):
        if key in drawing:
            del drawing[key]
    if drawing.get("/Subtype") == Name.Form and b"MCID" in drawing.read_bytes():
        kept = [
            (each.operands, each.operator)
            for each in pikepdf.parse_content_stream(drawing)
            if str(each.operator) not in _MARKS
        ]
        drawing.write(pikepdf.unparse_content_stream(kept))


@dataclass
class _Open:
    """A mark that is open: what it is, how and where it began, and what was drawn in it.

    One that waits was ended where other content began inside it; it goes on with what is drawn next.
    """

    kind: str
    number: int | None
    start: int
    begun: Instruction
    is_in_text: bool
    has_words: bool = False
    has_paint: bool = False
    waits: bool = False


class _Mender:
    def __init__(self, resources: Node, owned: Collection[int], whole: list[Instruction]) -> None:
        self.drawings = resources.get("/XObject", Dictionary())
        self.properties = resources.get("/Properties", Dictionary())
        self.owned, self.whole = owned, whole
        self.found = Marked()
        self.out: list[Instruction] = []
        self.open: list[_Open] = []
        self.path: int | None = None
        self.is_loose = self.is_changed = self.is_in_text = False
        numbers = [self._number(operands) for operands, operator in whole if str(operator) == "BDC"]
        self.next = max([number for number in numbers if number is not None], default=-1) + 1

    def run(self) -> None:
        """Go through all that the page draws."""
        for operands, operator in self.whole:
            name = str(operator)
            if self.is_loose and (name in _BEGIN or name in (_END, "ET")):
                self._close_loose()
            if name == "BT":
                self._go_on()
            if name in ("BT", "ET"):
                self.is_in_text = name == "BT"
            if name in _BEGIN:
                self._begin(operands, operator)
            elif name == _END:
                self._end(operands, operator)
            else:
                self._draw(name, operands, operator)
        if self.is_loose:
            self._close_loose()
        while self.open:
            self._end([], Operator(_END))
            self.is_changed = True

    def _begin(self, operands: Any, operator: Operator) -> None:
        number = self._number(operands) if str(operator) == "BDC" else None
        kind = "Artifact" if number is None and operands[0] == Name.Artifact else "tag"
        if number is not None:
            if number in self.found.numbers or any(each.kind == "Artifact" for each in self.open):
                raise Unusable(f"content {number} is marked twice or within an artifact")
            self._part()
            if not 0 <= number < limits.UPLOAD_MARKS:
                raise Unusable("a number that is far too high")
            kind = "content"
            self.found.numbers.add(number)
        elif kind == "Artifact":
            self._go_on()
        begun = (operands, operator)
        self.open.append(_Open(kind, number, len(self.out), begun, self.is_in_text))
        self.out.append(begun)

    def _part(self) -> None:
        """End the content inside which other content begins: content does not nest."""
        if not any(each.kind == "content" for each in self.open):
            return
        for mark in reversed(self.open):
            if not mark.waits:
                self._close(mark, is_part=True)
                mark.waits = True
        self.is_changed = True

    def _go_on(self) -> None:
        """Take up again what waits once what stood inside it has ended, content under a number of its own."""
        if not self.open or not self.open[-1].waits:
            return
        for at, mark in enumerate(self.open):
            if not mark.waits:
                continue
            operands, operator = mark.begun
            number = mark.number
            if number is not None:
                first = self.found.continued.get(number, number)
                number, self.next = self.next, self.next + 1
                self.found.numbers.add(number)
                self.found.continued[number] = first
                operands = [operands[0], Dictionary(MCID=number)]
            begun = (operands, operator)
            self.open[at] = _Open(mark.kind, number, len(self.out), begun, self.is_in_text)
            self.out.append(begun)

    def _end(self, operands: Any, operator: Operator) -> None:
        if not self.open:
            self.is_changed = True
            return
        mark = self.open.pop()
        if not mark.waits:
            self._close(mark, is_part=mark.number in self.found.continued)

    def _close(self, mark: _Open, *, is_part: bool) -> None:
        if is_part and mark.is_in_text != self.is_in_text:
            raise Unusable("content that is parted within a line of text")
        self.out.append(([], Operator(_END)))
        number = mark.number
        if number is not None and self.found.continued.get(number, number) not in self.owned:
            self._keep_orphan(mark)

    def _keep_orphan(self, mark: _Open) -> None:
        """Marked content that no element owns: words are reached after all, the rest becomes an artifact."""
        if mark.has_words:
            self.found.loose.append(mark.number or 0)
            return
        self.found.numbers.discard(mark.number or 0)
        self.found.continued.pop(mark.number or 0, None)
        self.out[mark.start] = ([Name.Artifact if mark.has_paint else Name.Span], Operator("BMC"))
        self.is_changed = True

    def _draw(self, name: str, operands: Any, operator: Operator) -> None:
        has_words = name in SHOWS_WORDS or (name == "Do" and self._has_words(operands))
        has_paint = name in _PAINT or name in _PICTURE or name == "Do"
        if has_words or has_paint:
            self._go_on()
        if self.open:
            for each in self.open:
                each.has_words |= has_words
                each.has_paint |= has_paint
        if self.is_loose or any(each.kind != "tag" for each in self.open):
            self.out.append((operands, operator))
        elif has_words and name == "Do":
            self._open_loose()
            self.out.append((operands, operator))
            self._close_loose()
        elif has_words:
            self._open_loose()
            self.out.append((operands, operator))
        elif name in _PICTURE or name == "Do":
            self._artifact(len(self.out), operands, operator)
        else:
            self._path(name, operands, operator)

    def _path(self, name: str, operands: Any, operator: Operator) -> None:
        if name in _PATH and self.path is None:
            self.path = len(self.out)
        if name in _PAINT and self.path is not None:
            self._artifact(self.path, operands, operator)
            self.path = None
            return
        if name == "n":
            self.path = None
        self.out.append((operands, operator))

    def _artifact(self, start: int, operands: Any, operator: Operator) -> None:
        self.out.insert(start, ([Name.Artifact], Operator("BMC")))
        self.out += [(operands, operator), ([], Operator(_END))]
        self.is_changed = True

    def _open_loose(self) -> None:
        values = Dictionary(MCID=self.next)
        self.out.append(([Name.P, values], Operator("BDC")))
        self.found.numbers.add(self.next)
        self.found.loose.append(self.next)
        self.next += 1
        self.is_loose = self.is_changed = True

    def _close_loose(self) -> None:
        self.out.append(([], Operator(_END)))
        self.is_loose = False

    def _number(self, operands: Any) -> int | None:
        values = operands[1] if len(operands) > 1 else None
        if isinstance(values, Name):
            values = self.properties.get(str(values))
        number = values.get("/MCID") if isinstance(values, Dictionary) else None
        return int(number) if isinstance(number, int) else None

    def _has_words(self, operands: Any) -> bool:
        return _shows_words(self.drawings.get(str(operands[0])), 0)


def _shows_words(drawing: Any, depth: int) -> bool:
    """True for a drawing with words in it, also in the drawings that it uses."""
    if not isinstance(drawing, pikepdf.Stream) or drawing.get("/Subtype") != Name.Form:
        return False
    if depth > limits.INSPECTION_DEPTH:
        return True
    inner = drawing.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    for each in pikepdf.parse_content_stream(drawing):
        name = str(each.operator)
        if name in SHOWS_WORDS:
            return True
        if name == "Do" and _shows_words(inner.get(str(Array(each.operands)[0])), depth + 1):
            return True
    return False
