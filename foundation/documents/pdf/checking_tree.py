"""The checker's walk through a structure tree: order, parents, types, tables, links, identifiers."""

from collections import Counter
from dataclasses import dataclass, field

from foundation.documents.pdf.languages import is_code
from foundation.documents.pdf.plain import Plain, Plains, key_of
from foundation.documents.pdf.tagging import STANDARD

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
Key = str


@dataclass
class Seen:
    """What the checker has met so far, and every fault by its code."""

    counts: Counter[str] = field(default_factory=Counter)
    sentences: dict[str, str] = field(default_factory=dict)
    wheres: dict[str, str] = field(default_factory=dict)
    # Which element owns a piece of marked content, by page and number; and an annotation, with its type.
    content: dict[Key, dict[int, Key]] = field(default_factory=dict)
    annotations: dict[Key, tuple[Key, str]] = field(default_factory=dict)
    owners: dict[int, Plain] = field(default_factory=dict)
    pages: dict[Key, int] = field(default_factory=dict)

    def fault(self, code: str, sentence: str, where: object = "") -> None:
        """Note a fault."""
        self.counts[code] += 1
        self.sentences.setdefault(code, sentence)
        self.wheres.setdefault(code, str(where)[:160])


# Where the walk stands: the element above, its type, and the page that holds from there on.
_Place = tuple[Key, str, Key | None]


def check(plains: Plains, root: Key, seen: Seen) -> None:
    """Walk the whole tree once and note what is wrong with it."""
    seen.pages = {page: number for number, page in enumerate(plains.pages, start=1)}
    seen.content = {page: {} for page in plains.pages}
    seen.owners = plains.numbers(plains.node(root).get("/ParentTree"))
    _Walk(plains, root, seen).run()


class _Walk:
    def __init__(self, plains: Plains, root: Key, seen: Seen) -> None:
        self.plains, self.root, self.seen = plains, root, seen
        self.tree = plains.node(root)
        roles = plains.node(self.tree.get("/RoleMap"))
        self.roles = {key: plains.at(value) for key, value in roles.items()}
        self.types: dict[str, str] = {}
        self.reached: set[Key] = set()
        self.identifiers: set[str] = set()
        self.headers: list[str] = []
        self.level = 0

    def run(self) -> None:
        """Every element in reading order."""
        below = self.plains.row
        top: _Place = (self.root, "", None)
        waiting: list[tuple[Plain, _Place]] = [(each, top) for each in reversed(below(self.tree.get("/K")))]
        while waiting:
            thing, place = waiting.pop()
            if type(thing) is int:
                self._content(place[2], thing, place[0])
                continue
            inside = self._meet(thing, place)
            if inside is not None:
                held = below(self.plains.at(thing).get("/K"))
                waiting.extend([(each, inside) for each in reversed(held)])
        self._identifiers()

    def _meet(self, value: Plain, place: _Place) -> _Place | None:
        """Note one thing; an element gives the place that holds below it."""
        thing = self.plains.at(value)
        kind = thing.get("/Type") if type(thing) is dict else "nothing"
        if kind == "/MCR":
            self._content(thing.get("/Pg", place[2]), thing.get("/MCID", -1), place[0])
        elif kind == "/OBJR":
            self.seen.annotations[key_of(thing.get("/Obj"))] = (place[0], place[1])
        elif kind == "nothing" or "/S" not in thing:
            self.seen.fault("odd-part", "Something in the tree is neither an element nor content.")
        else:
            return self._element(thing, key_of(value), place)
        return None

    def _content(self, page: Key | None, number: int, above: Key) -> None:
        on_page = None if page is None else self.seen.content.get(page)
        if page is None or on_page is None:
            self.seen.fault("unknown-page", "The tree points at content of a page that is not there.", number)
        elif number in on_page:
            where = f"page {self.seen.pages[page]}, {number}"
            self.seen.fault("read-twice", "The same content is read twice.", where)
        elif above != self.root:
            on_page[number] = above

    def _element(self, element: dict[str, Plain], key: Key, place: _Place) -> _Place | None:
        seen = self.seen
        if key in self.reached:
            seen.fault("reached-twice", "An element hangs in two places of the tree.", key)
            return None
        self.reached.add(key)
        kind = self._standard(element["/S"])
        self._family(element, kind, place)
        if kind == "Figure" and "/Alt" not in element and "/ActualText" not in element:
            seen.fault("picture", "An image has no alternative text.")
        if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit():
            if int(kind[1]) > self.level + 1:
                seen.fault("heading-skipped", "A heading skips a level.", f"H{self.level} to {kind}")
            self.level = int(kind[1])
        if "/Lang" in element:
            self._language(self.plains.at(element["/Lang"]), kind)
        if "/ID" in element:
            name = self.plains.at(element["/ID"])
            if name in self.identifiers:
                seen.fault("identifier-twice", "Two elements have the same identifier.", name)
            self.identifiers.add(name)
        if kind in ("TD", "TH"):
            for values in self._attributes(element):
                self.headers += self.plains.row(values.get("/Headers"))
        elif kind == "Table":
            self._table(element)
        return key, kind, element.get("/Pg", place[2])

    def _language(self, value: Plain, kind: str) -> None:
        code = str(value).removeprefix("u:")
        if not is_code(code):
            self.seen.fault(
                "language-odd", "An element names a language that cannot be one.", f"{kind} {code}"
            )

    def _family(self, element: dict[str, Plain], kind: str, place: _Place) -> None:
        """Is it of a known type, below the right one, and does it point back at it?"""
        seen, (above, type_above, _) = self.seen, place
        if kind not in STANDARD:
            seen.fault("type", "An element has a type that is not explained.", kind)
        if element.get("/P") != above:
            seen.fault("parent", "An element names another parent than the one it hangs on.", kind)
        is_misplaced = (type_above in CHILDREN and kind not in CHILDREN[type_above]) or (
            kind in PARENTS and type_above not in PARENTS[kind]
        )
        if is_misplaced:
            where = f"{type_above} > {kind}"
            seen.fault("misplaced", "An element is where its type does not belong.", where)
        if kind == "Link" and not any(
            self.plains.node(each).get("/Type") == "/OBJR" for each in self.plains.row(element.get("/K"))
        ):
            seen.fault("link-empty", "A link in the tree has no place on a page.")

    def _standard(self, name: str) -> str:
        """The standard type that a type stands for, without its slash."""
        if name not in self.types:
            standard = name
            for _ in range(9):
                if standard[1:] in STANDARD or standard not in self.roles:
                    break
                standard = self.roles[standard]
            self.types[name] = standard[1:]
        return self.types[name]

    def _identifiers(self) -> None:
        seen = self.seen
        missing = [each for each in self.headers if each not in self.identifiers]
        if missing:
            seen.fault("header-missing", "A table cell names a header that is not there.", missing[0])
        if self.identifiers - self.plains.names(self.tree.get("/IDTree")):
            seen.fault("identifier-unlisted", "An identifier is not in the list of identifiers.")

    def _attributes(self, element: dict[str, Plain]) -> list[dict[str, Plain]]:
        if "/A" not in element:
            return []
        return [found for each in self.plains.row(element["/A"]) if (found := self.plains.node(each))]

    def _elements(self, above: dict[str, Plain]) -> list[dict[str, Plain]]:
        held = [self.plains.node(each) for each in self.plains.row(above.get("/K"))]
        return [each for each in held if "/S" in each]

    def _table(self, table: dict[str, Plain]) -> None:
        """Rows of equal width, and header cells that say what they head."""
        widths: list[int] = []
        hanging: Counter[int] = Counter()
        heads = scoped = cells = linked = 0
        for number, row in enumerate(self._rows(table)):
            width = hanging[number]
            for cell in self._elements(row):
                values = self._attributes(cell)
                across = next((int(each["/ColSpan"]) for each in values if "/ColSpan" in each), 1)
                down = next((int(each["/RowSpan"]) for each in values if "/RowSpan" in each), 1)
                width += across
                for later in range(1, min(down, 5000)):
                    hanging[number + later] += across
                if self._standard(cell["/S"]) == "TH":
                    heads += 1
                    scoped += any("/Scope" in each for each in values)
                else:
                    cells += 1
                    linked += any(self.plains.row(each.get("/Headers")) for each in values)
            widths.append(width)
        if not heads:
            self.seen.fault("table-headless", "A table has no header cells.")
        elif scoped < heads and linked < cells:
            self.seen.fault("table-scope", "A header cell does not say what it heads.")
        if len(set(widths)) > 1:
            self.seen.fault("table-irregular", "The rows of a table are not equally wide.", widths[:8])

    def _rows(self, table: dict[str, Plain]) -> list[dict[str, Plain]]:
        found: list[dict[str, Plain]] = []
        waiting = self._elements(table)[::-1]
        while waiting:
            each = waiting.pop()
            kind = self._standard(each["/S"])
            if kind == "TR":
                found.append(each)
            elif kind in ("THead", "TBody", "TFoot"):
                waiting += self._elements(each)[::-1]
        return found
