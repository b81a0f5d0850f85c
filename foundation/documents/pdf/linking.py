"""Reads the links and headings of a PDF as plain values, so that they can be written again in a pack."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, OutlineItem, String

from foundation.documents.processes import limits


@dataclass(frozen=True)
class Link:
    """A link on a page (both from 0): to another page with a view of it, or to a web address."""

    page: int
    place: int
    rect: list[float]
    words: str
    address: str = ""
    target: int | None = None
    view: list[Any] = field(default_factory=list)


@dataclass
class Heading:
    """A line of an outline with its page (from 0), the view of it and the lines below."""

    title: str
    page: int
    view: list[Any]
    below: list["Heading"] = field(default_factory=list)


class Places:
    """Where destinations of one PDF lead, also those with a name."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pages: dict[Any, int] = {page.objgen: place for place, page in enumerate(pdf.pages)}
        self.names: dict[bytes, Any] = {}
        names = pdf.Root.get("/Names", Dictionary())
        if isinstance(names, Dictionary) and "/Dests" in names:
            self.names = {str(key).encode(): value for key, value in NameTree(names.Dests).items()}
        for key, value in pdf.Root.get("/Dests", Dictionary()).items():
            self.names[key[1:].encode()] = value

    def find(self, destination: Any) -> tuple[int, list[Any]] | None:
        """The page and the view that a destination leads to, or None when it leads nowhere."""
        if isinstance(destination, String | Name):
            destination = self.names.get(str(destination).removeprefix("/").encode())
        if isinstance(destination, Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, Array) or len(destination) < 2:
            return None
        target = destination[0]
        page = self.pages.get(target.objgen) if isinstance(target, Dictionary) else None
        if page is None:
            return None
        return page, list(destination)[1:6]

    def of(self, thing: Dictionary) -> tuple[int, list[Any]] | None:
        """Where a link or a line of an outline leads within the file."""
        action = thing.get("/A")
        if "/Dest" in thing:
            return self.find(thing.Dest)
        if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
            return self.find(action.get("/D"))
        return None


def take_links(pdf: pikepdf.Pdf) -> list[Link]:
    """Every link of a PDF that leads to the web or to one of its own pages."""
    places = Places(pdf)
    found: list[Link] = []
    for number, page in enumerate(pdf.pages):
        annotations = page.obj.get("/Annots")
        for place, annotation in enumerate(annotations if isinstance(annotations, Array) else ()):
            if isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.Link:
                found += _link(annotation, number, place, places)
    return found


def _link(annotation: Dictionary, page: int, place: int, places: Places) -> Iterator[Link]:
    edges = annotation.get("/Rect")
    if not isinstance(edges, Array) or len(edges) != 4:
        return
    rect = [float(edge) for edge in list(edges)]
    words = str(annotation.get("/Contents", ""))
    found, action = places.of(annotation), annotation.get("/A")
    if found is not None:
        yield Link(page, place, rect, words, target=found[0], view=found[1])
    elif isinstance(action, Dictionary) and action.get("/S") == Name.URI:
        yield Link(page, place, rect, words, address=str(action.get("/URI", "")))


def headings(pdf: pikepdf.Pdf) -> list[Heading]:
    """The outline of a PDF. A single heading over all others is the title, which the pack gives itself."""
    root = pdf.Root.get("/Outlines")
    if not isinstance(root, Dictionary):
        return []
    found = _below(root, Places(pdf), set(), 1)
    return found[0].below if len(found) == 1 and found[0].page == 0 else found


def write_outline(
    pdf: pikepdf.Pdf, lines: list[tuple[str, int, list[Heading]]], pages: list[pikepdf.Page]
) -> None:
    """Write an outline: each line with its title, its page (from 0) and the headings found from there."""
    with pdf.open_outline() as outline:
        for title, first, found in lines:
            line = OutlineItem(title, first, "Fit")
            line.children.extend(outline_items(found, first, pages))
            line.is_closed = True
            outline.root.append(line)


def outline_items(found: list[Heading], first: int, pages: list[pikepdf.Page]) -> Iterator[OutlineItem]:
    """Headings as lines of an outline, their pages counted from `first`."""
    for heading in found:
        line = OutlineItem(heading.title, Array([pages[first + heading.page].obj, *heading.view]))
        line.children.extend(outline_items(heading.below, first, pages))
        yield line


def _below(parent: Dictionary, places: Places, seen: set[tuple[int, int]], depth: int) -> list[Heading]:
    """The lines below one line; a loop or a flood of them ends quietly."""
    found: list[Heading] = []
    line = parent.get("/First")
    while isinstance(line, Dictionary) and line.objgen not in seen and len(seen) < limits.OUTLINE_ENTRIES:
        seen.add(line.objgen)
        place = places.of(line)
        if place is not None:
            below = _below(line, places, seen, depth + 1) if depth < limits.OUTLINE_DEPTH else []
            found.append(Heading(str(line.get("/Title", "")), place[0], place[1], below))
        line = line.get("/Next")
    return found
