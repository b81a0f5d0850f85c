"""The words of a structure tree: elements, what hangs below them, and the standard types of PDF 1.7."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

# A dictionary of the file: what hangs in one is known to be a dictionary only by looking.
Node = Any

# fmt: off
STANDARD = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6",
    "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody",
    "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby",
    "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
})
# fmt: on


def below(element: Node) -> list[Any]:
    """What hangs directly below an element: elements, numbers of marked content, references."""
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def is_element(thing: Any) -> bool:
    """True for a structure element, false for what elements point at."""
    return (
        isinstance(thing, Dictionary)
        and "/S" in thing
        and thing.get("/Type", Name.StructElem) == Name.StructElem
    )


def is_annotation(thing: Any) -> bool:
    """True for a reference to an annotation."""
    return isinstance(thing, Dictionary) and thing.get("/Type") == Name.OBJR


def kind(element: Node) -> str:
    """The type of an element without its slash: "P"."""
    return str(element.S)[1:]


def walk(top: Node) -> Iterator[Node]:
    """An element and every element below it, in reading order; deep trees do no harm."""
    waiting = [top]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(each for each in reversed(below(element)) if is_element(each))


def top_of(root: Node) -> list[Node]:
    """The elements directly below the root."""
    return [each for each in below(root) if is_element(each)]


def number_tree(root: Node) -> dict[int, Any]:
    """The parent tree as a dict: from the number of a page or annotation to its owners."""
    if "/ParentTree" not in root:
        return {}
    return {int(key): value for key, value in pikepdf.NumberTree(root.ParentTree).items()}


def names_in(node: Node, depth: int = 0) -> Iterator[tuple[bytes, Any]]:
    """The pairs of a name tree, its branches included."""
    found = node.get("/Names", Array())
    for place in range(0, len(found) - 1, 2):
        yield bytes(found[place]), found[place + 1]
    for branch in node.get("/Kids", Array()) if depth < 20 else ():
        yield from names_in(branch, depth + 1)


def attributes(element: Node) -> list[Node]:
    """The attribute dictionaries of an element."""
    found = element.get("/A")
    if found is None:
        return []
    return [each for each in (found if isinstance(found, Array) else [found]) if isinstance(each, Dictionary)]
