"""The checker's walk through a structure tree: order, parents, types, tables, links, identifiers."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents.tagging import STANDARD, Node, attributes, below, names_in, number_tree

CHILDREN = {
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
PARENTS = {
    "LI": {"L"},
    "Lbl": {"LI", "Note", "L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
Key = tuple[int, int]


@dataclass
class Seen:
    """What the checker has met so far, and every fault by its code."""

    counts: Counter[str] = field(default_factory=Counter)
    sentences: dict[str, str] = field(default_factory=dict)
    wheres: dict[str, str] = field(default_factory=dict)
    # Which element owns a piece of marked content, by page and number; and an annotation, with its type.
    content: dict[tuple[Key, int], Key] = field(default_factory=dict)
    annotations: dict[Key, tuple[Key, str]] = field(default_factory=dict)
    owners: dict[int, Any] = field(default_factory=dict)
    pages: dict[Key, int] = field(default_factory=dict)

    def fault(self, code: str, sentence: str, where: object = "") -> None:
        """Note a fault."""
        self.counts[code] += 1
        self.sentences.setdefault(code, sentence)
        self.wheres.setdefault(code, str(where)[:160])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: the element above, its type, and the page that holds from there on."""

    above: Node | None
    type: str
    page: Key | None


def check(pdf: pikepdf.Pdf, root: Node, seen: Seen) -> None:
    """Walk the whole tree once and note what is wrong with it."""
    seen.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    seen.owners = number_tree(root)
    _Walk(root, seen).run()


class _Walk:
    def __init__(self, root: Node, seen: Seen) -> None:
        self.root, self.seen = root, seen
        self.roles = {
            str(key)[1:]: str(value)[1:] for key, value in root.get("/RoleMap", Dictionary()).items()
        }
        self.reached: set[Key] = set()
        self.identifiers: set[bytes] = set()
        self.headers: list[bytes] = []
        self.level = 0

    def run(self) -> None:
        """Every element in reading order."""
        waiting: list[tuple[Any, _Place]] = [
            (each, _Place(None, "", None)) for each in reversed(below(self.root))
        ]
        while waiting:
            thing, place = waiting.pop()
            inside = self._meet(thing, place)
            if inside is not None:
                waiting.extend((each, inside) for each in reversed(below(thing)))
        self._identifiers()

    def _meet(self, thing: Any, place: _Place) -> _Place | None:
        """Note one thing; an element gives the place that holds below it."""
        seen, above = self.seen, place.above
        if isinstance(thing, int):
            self._content(place.page, thing, above)
            return None
        kind = thing.get("/Type")
        if kind == Name.MCR:
            self._content(thing.Pg.objgen if "/Pg" in thing else place.page, int(thing.MCID), above)
            return None
        if kind == Name.OBJR:
            if above is not None:
                seen.annotations[thing.Obj.objgen] = (above.objgen, place.type)
            return None
        if "/S" not in thing:
            seen.fault("odd-part", "Something in the tree is neither an element nor content.")
            return None
        return self._element(thing, place)

    def _content(self, page: Key | None, number: int, above: Node | None) -> None:
        if page is None or page not in self.seen.pages:
            self.seen.fault("unknown-page", "The tree points at content of a page that is not there.", number)
        elif (page, number) in self.seen.content:
            where = f"page {self.seen.pages[page]}, {number}"
            self.seen.fault("read-twice", "The same content is read twice.", where)
        elif above is not None:
            self.seen.content[(page, number)] = above.objgen

    def _element(self, element: Node, place: _Place) -> _Place | None:
        seen, key = self.seen, element.objgen
        if key != (0, 0):
            if key in self.reached:
                seen.fault("reached-twice", "An element hangs in two places of the tree.", key)
                return None
            self.reached.add(key)
        kind = self._standard(str(element.S)[1:])
        self._family(element, kind, place)
        if kind == "Figure" and "/Alt" not in element and "/ActualText" not in element:
            seen.fault("picture", "A picture has no words for those who cannot see it.")
        if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit():
            if int(kind[1]) > self.level + 1:
                seen.fault("heading-skipped", "A heading skips a level.", f"H{self.level} to {kind}")
            self.level = int(kind[1])
        if "/ID" in element:
            if bytes(element.ID) in self.identifiers:
                seen.fault("identifier-twice", "Two elements have the same identifier.", bytes(element.ID))
            self.identifiers.add(bytes(element.ID))
        if kind in ("TD", "TH"):
            self.headers += [
                bytes(h) for values in attributes(element) for h in values.get("/Headers", Array())
            ]
        if kind == "Table":
            _table(element, self._standard, seen)
        page = element.Pg.objgen if "/Pg" in element else place.page
        return _Place(element, kind, page)

    def _family(self, element: Node, kind: str, place: _Place) -> None:
        """Is it of a known type, below the right one, and does it point back at it?"""
        seen = self.seen
        if kind not in STANDARD:
            seen.fault("type", "An element has a type that nobody explains.", kind)
        above = self.root if place.above is None else place.above
        if "/P" not in element or element.P.objgen != above.objgen:
            seen.fault("parent", "An element names another parent than the one it hangs on.", kind)
        if place.type in CHILDREN and kind not in CHILDREN[place.type]:
            seen.fault(
                "misplaced", "An element stands where its type does not belong.", f"{place.type} > {kind}"
            )
        if kind in PARENTS and place.type not in PARENTS[kind]:
            seen.fault(
                "misplaced", "An element stands where its type does not belong.", f"{place.type} > {kind}"
            )
        if kind == "Link" and not any(
            isinstance(each, Dictionary) and each.get("/Type") == Name.OBJR for each in below(element)
        ):
            seen.fault("link-empty", "A link in the tree has no place on a page.")

    def _standard(self, kind: str) -> str:
        for _ in range(9):
            if kind in STANDARD or kind not in self.roles:
                break
            kind = self.roles[kind]
        return kind

    def _identifiers(self) -> None:
        seen = self.seen
        missing = [each for each in self.headers if each not in self.identifiers]
        if missing:
            seen.fault("header-missing", "A table cell names a header that is not there.", missing[0])
        listed = {name for name, _ in names_in(self.root.IDTree)} if "/IDTree" in self.root else set()
        if self.identifiers - listed:
            seen.fault("identifier-unlisted", "An identifier is not in the list of identifiers.")


def _table(table: Node, standard: Any, seen: Seen) -> None:
    """Rows of equal width, and header cells that say what they head."""
    widths: list[int] = []
    hanging: Counter[int] = Counter()
    heads = scoped = cells = linked = 0
    for number, row in enumerate(_rows(table, standard)):
        width = hanging[number]
        for cell in (each for each in below(row) if isinstance(each, Dictionary) and "/S" in each):
            values = attributes(cell)
            across = next((int(each.ColSpan) for each in values if "/ColSpan" in each), 1)
            down = next((int(each.RowSpan) for each in values if "/RowSpan" in each), 1)
            width += across
            for later in range(1, min(down, 5000)):
                hanging[number + later] += across
            if standard(str(cell.S)[1:]) == "TH":
                heads += 1
                scoped += any("/Scope" in each for each in values)
            else:
                cells += 1
                linked += any(len(each.get("/Headers", Array())) for each in values)
        widths.append(width)
    if not heads:
        seen.fault("table-headless", "A table has no header cells.")
    elif scoped < heads and linked < cells:
        seen.fault("table-scope", "A header cell does not say what it heads.")
    if len(set(widths)) > 1:
        seen.fault("table-irregular", "The rows of a table are not equally wide.", widths[:8])


def _rows(table: Node, standard: Any) -> list[Node]:
    found: list[Node] = []
    waiting = list(reversed(below(table)))
    while waiting:
        each = waiting.pop()
        if isinstance(each, Dictionary) and "/S" in each:
            kind = standard(str(each.S)[1:])
            if kind == "TR":
                found.append(each)
            elif kind in ("THead", "TBody", "TFoot"):
                waiting.extend(reversed(below(each)))
    return found
