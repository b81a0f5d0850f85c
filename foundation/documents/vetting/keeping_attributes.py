"""The attributes and identifiers of an uploaded structure tree, as far as they are known and harmless."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, String

from foundation.documents.pdf.tagging import Node

_NAMES = {
    "/Scope": {"/Row", "/Column", "/Both"},
    "/ListNumbering": {
        "/None", "/Disc", "/Circle", "/Square", "/Decimal", "/UpperRoman", "/LowerRoman", "/UpperAlpha",
        "/LowerAlpha",
    },
    "/Placement": {"/Block", "/Inline", "/Before", "/Start", "/End"},
}  # fmt: skip
_KEYS = {
    "/Table": ("/RowSpan", "/ColSpan", "/Headers", "/Scope", "/Summary"),
    "/List": ("/ListNumbering",),
    "/Layout": ("/Placement", "/BBox"),
}
_SPAN = 1000
_WORDS = 2000
_HEADERS = 100


class Attributes:
    """Copies attributes and identifiers; cells find their header cells under the new names."""

    def __init__(self, classes: Any) -> None:
        self.classes = classes if isinstance(classes, Dictionary) else Dictionary()
        self.identifiers: dict[bytes, str] = {}
        self.cells: list[tuple[Node, list[bytes]]] = []

    def copy(self, old: Node, node: Node) -> None:
        """Take over what an element says of itself, and what its classes say."""
        identifier = old.get("/ID")
        if isinstance(identifier, String) and bytes(identifier) not in self.identifiers:
            self.identifiers[bytes(identifier)] = f"e{len(self.identifiers) + 1}"
            node.ID = String(self.identifiers[bytes(identifier)])
        found: dict[str, Node] = {}
        for values in self._all(old):
            owner = str(values.get("/O", ""))
            for key in _KEYS.get(owner, ()):
                self._take(values.get(key), key, found.setdefault(owner, Dictionary(O=Name(owner))))
        if Name.TH == node.S:
            # Which cells it heads is written into the first of them.
            found = {"/Table": found.pop("/Table", Dictionary(O=Name.Table)), **found}
        found = {
            owner: values for owner, values in found.items() if len(values.keys()) > 1 or Name.TH == node.S
        }
        if found:
            node.A = Array(found.values()) if len(found) > 1 else next(iter(found.values()))

    def finish(self) -> None:
        """Name the header cells of each cell anew; those that are not there are left out."""
        for values, names in self.cells:
            known = [String(self.identifiers[name]) for name in names if name in self.identifiers]
            values.Headers = Array(known)

    def _all(self, old: Node) -> Iterator[Node]:
        """The attributes of its classes first: its own stand over them."""
        names = old.get("/C")
        for name in names if isinstance(names, Array) else [names]:
            if isinstance(name, Name):
                yield from _dictionaries(self.classes.get(str(name)))
        yield from _dictionaries(old.get("/A"))

    def _take(self, value: Any, key: str, found: Node) -> None:
        if key in _NAMES:
            if isinstance(value, Name) and str(value) in _NAMES[key]:
                found[key] = value
        elif key in ("/RowSpan", "/ColSpan"):
            if isinstance(value, int) and 1 <= value <= _SPAN:
                found[key] = value
        elif key == "/Summary":
            if isinstance(value, String):
                found[key] = String(str(value)[:_WORDS])
        elif key == "/Headers" and isinstance(value, Array):
            names = [bytes(each) for each in list(value)[:_HEADERS] if isinstance(each, String)]
            found[key] = Array()
            self.cells.append((found, names))
        elif key == "/BBox" and isinstance(value, Array) and len(value) == 4:
            found[key] = Array([_edge(each) for each in list(value)])


def _dictionaries(value: Any) -> list[Node]:
    found = list(value)[:20] if isinstance(value, Array) else [value]
    return [each for each in found if isinstance(each, Dictionary)]


def _edge(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
