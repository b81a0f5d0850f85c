"""Keeps the tags of an uploaded PDF: its structure tree is written anew from what is known to be harmless.

Elements, their types, words, simple attributes and order are taken over; everything that points back (the
parent tree, the numbers of pages and links) is made here. What no element reaches is hung at the end, so
that it is reached. Runs in the limited child only.
"""

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.layout import normalising
from foundation.documents.pdf import languages
from foundation.documents.pdf.tagging import STANDARD, Node, below, is_annotation, is_element, kind, walk
from foundation.documents.processes import limits
from foundation.documents.vetting import marking
from foundation.documents.vetting.keeping_attributes import Attributes
from foundation.documents.vetting.marking import Unusable

# Types of PDF 2.0 in the words of PDF 1.7.
_NEWER = {
    "DocumentFragment": "Part", "Title": "P", "Aside": "Div", "FENote": "Note", "Em": "Span",
    "Strong": "Span", "Sub": "Span", "H7": "P", "H8": "P", "H9": "P",
}  # fmt: skip
_WORDS = ("/Alt", "/ActualText", "/E", "/T")
# What may hang a link on itself; a link anywhere else gets an element of its own.
_MAY_BECOME_LINK = {"Link", "Reference", "Annot", "Span", "Quote", "Code", "NonStruct"}
Key = tuple[int, int]


@dataclass
class _Element:
    """An element under way: its new dictionary, and what hangs below it in order."""

    node: Node
    kind: str
    children: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class _Content:
    """Marked content on a page."""

    page: Key
    number: int


@dataclass(frozen=True)
class Kept:
    """A tree that was kept, and on how many pages something stood outside it."""

    root: Node
    loose_pages: list[int]


def has_tags(pdf: pikepdf.Pdf) -> bool:
    """True when a PDF says that it is tagged, and has a tree."""
    marked = pdf.Root.get("/MarkInfo", Dictionary())
    root = pdf.Root.get("/StructTreeRoot")
    is_marked = isinstance(marked, Dictionary) and bool(marked.get("/Marked", False))
    return is_marked and isinstance(root, Dictionary) and "/K" in root


def language_of(pdf: pikepdf.Pdf) -> str:
    """The language that a PDF gives, if it is one."""
    language = str(pdf.Root.get("/Lang", ""))
    return language if languages.is_code(language) else ""


def keep(pdf: pikepdf.Pdf, prefix: str) -> Kept:
    """Write the tree of a PDF anew and put it right; its pages bear their new numbers. Raises `Unusable`."""
    keeper = _Keeper(pdf)
    keeper.read()
    loose = keeper.mend_pages()
    root, document = keeper.write()
    paper = normalising.Paper(pdf, root, document)
    languages.settle(document, language_of(pdf))
    paper.lift_what_says_nothing()
    paper.hang_lines_on_their_paragraphs()
    paper.shape(prefix)
    for element in walk(document):
        if kind(element) == "Link" and not any(is_annotation(each) for each in below(element)):
            element.S = Name.Span
    return Kept(root, loose)


class _Keeper:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.old = pdf.Root.StructTreeRoot
        self.pages: dict[Key, pikepdf.Page] = {page.obj.objgen: page for page in pdf.pages}
        self.links: dict[Key, tuple[Key, Node]] = {}
        for page in pdf.pages:
            self._take_links(page)
        self.roles = self.old.get("/RoleMap", Dictionary())
        self.attributes = Attributes(self.old.get("/ClassMap", Dictionary()))
        self.elements: list[_Element] = []
        self.tops: list[_Element] = []
        self.met: set[Key] = set()
        self.owners: dict[_Content, _Element] = {}
        self.claimed: dict[Key, _Element] = {}
        self.drawn: dict[Key, set[int]] = {}

    def _take_links(self, page: pikepdf.Page) -> None:
        found = page.obj.get("/Annots")
        if not isinstance(found, Array):
            return
        links = [each if each.is_indirect else self.pdf.make_indirect(each) for each in found]
        page.obj.Annots = Array(links)
        for link in links:
            self.links[link.objgen] = (page.obj.objgen, link)

    # ---- the old tree

    def read(self) -> None:
        """Every element of the old tree in reading order."""
        waiting: list[tuple[Any, _Element | None, Key | None, int]] = [
            (each, None, None, 1) for each in reversed(below(self.old))
        ]
        count = 0
        while waiting:
            thing, above, page, depth = waiting.pop()
            count += 1
            if count > limits.UPLOAD_TAGS or depth > limits.UPLOAD_TAG_DEPTH:
                raise Unusable("too many elements, or too deep")
            if is_element(thing):
                element, own = self._element(thing, above), thing.get("/Pg")
                page = own.objgen if isinstance(own, Dictionary) else page
                waiting.extend((each, element, page, depth + 1) for each in reversed(below(thing)))
            elif above is not None:
                self._content(thing, above, page)

    def _element(self, old: Node, above: _Element | None) -> _Element:
        if old.is_indirect:
            if old.objgen in self.met:
                raise Unusable("an element hangs in two places")
            self.met.add(old.objgen)
        shape = self._shape(old)
        node = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{shape}")))
        for key in _WORDS:
            if isinstance(old.get(key), String):
                node[key] = String(str(old[key])[: limits.UPLOAD_TAG_WORDS])
        if languages.is_code(str(old.get("/Lang", ""))):
            node.Lang = String(str(old.Lang))
        page = old.get("/Pg")
        if isinstance(page, Dictionary) and page.objgen in self.pages:
            node.Pg = page
        self.attributes.copy(old, node)
        element = _Element(node, shape)
        self.elements.append(element)
        (self.tops if above is None else above.children).append(element)
        return element

    def _shape(self, old: Node) -> str:
        """The standard type of an element, as the file explains it."""
        shape = kind(old)
        for _ in range(9):
            explained = self.roles.get(f"/{shape}")
            if shape in STANDARD or not isinstance(explained, Name):
                break
            shape = str(explained)[1:]
        if shape in STANDARD:
            return shape
        return _NEWER.get(shape) or ("Div" if any(is_element(each) for each in below(old)) else "Span")

    def _content(self, thing: Any, above: _Element, page: Key | None) -> None:
        """Content and links that are still there; what is not is left out."""
        if isinstance(thing, Dictionary):
            if thing.get("/Type") == Name.OBJR:
                self._link(thing.get("/Obj"), above)
                return
            if "/Stm" in thing:
                raise Unusable("content inside a drawing")
            own, thing = thing.get("/Pg"), thing.get("/MCID")
            page = own.objgen if isinstance(own, Dictionary) else page
        if isinstance(thing, int) and page in self.pages and page is not None:
            content = _Content(page, int(thing))
            if content not in self.owners:
                self.owners[content] = above
                above.children.append(content)

    def _link(self, link: Any, above: _Element) -> None:
        if not isinstance(link, Dictionary) or link.objgen not in self.links or link.objgen in self.claimed:
            return
        if above.kind not in _MAY_BECOME_LINK:
            inner = self._made("Link")
            above.children.append(inner)
            above = inner
        self.claimed[link.objgen] = above
        above.children.append(link)

    def _made(self, shape: str) -> _Element:
        node = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{shape}")))
        element = _Element(node, shape)
        self.elements.append(element)
        return element

    # ---- the pages

    def mend_pages(self) -> list[int]:
        """Hold the pages against the tree; gives the pages, from 1, on which something stood outside it."""
        loose = []
        drawings: dict[Key, pikepdf.Stream] = {
            each.objgen: each
            for each in self.pdf.objects
            if isinstance(each, pikepdf.Stream) and {"/StructParents", "/StructParent"} & set(each.keys())
        }
        for each in drawings.values():
            marking.forget_marks(each)
        owned: dict[Key, set[int]] = {}
        for content in self.owners:
            owned.setdefault(content.page, set()).add(content.number)
        for place, page in enumerate(self.pdf.pages, start=1):
            key = page.obj.objgen
            marked = marking.mend(self.pdf, page, owned.get(key, set()))
            self.drawn[key] = marked.numbers
            self._hang_later_parts(key, marked.continued)
            unread = [link for link, (where, _) in self.links.items() if where == key]
            unread = [link for link in unread if link not in self.claimed]
            if marked.loose:
                self._hang_loose(key, marked.loose)
            for link in unread:
                element = self._made("Link")
                element.children.append(self.links[link][1])
                self.claimed[link] = element
                self.tops.append(element)
            if marked.loose or unread:
                loose.append(place)
        return loose

    def _hang_later_parts(self, page: Key, continued: dict[int, int]) -> None:
        """What follows content inside other content belongs to the same element, behind the one inside."""
        last: dict[int, int] = {}
        for number, first in continued.items():
            element = self.owners.get(_Content(page, first))
            if element is None:
                continue
            later = _Content(page, number)
            self.owners[later] = element
            at = element.children.index(_Content(page, last.get(first, first))) + 1
            is_around = at < len(element.children) and isinstance(element.children[at], _Element)
            element.children.insert(at + is_around, later)
            last[first] = number

    def _hang_loose(self, page: Key, numbers: list[int]) -> None:
        element = self._made("P")
        for number in numbers:
            content = _Content(page, number)
            self.owners[content] = element
            element.children.append(content)
        self.tops.append(element)

    # ---- the new tree

    def write(self) -> tuple[Node, Node]:
        """The new tree with its parent tree: root and document."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        first = self.tops[0] if self.tops else None
        if first is not None and first.kind == "Document":
            first.children += self.tops[1:]
            document = first
        else:
            document = self._made("Document")
            document.children += self.tops
        document.node.P = root
        for element in self.elements:
            self._write(element)
        root.K = Array([document.node])
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self._numbers())))
        self.attributes.finish()
        self.pdf.Root.StructTreeRoot = root
        return root, document.node

    def _write(self, element: _Element) -> None:
        node, found = element.node, []
        pages = [each.page for each in element.children if isinstance(each, _Content)]
        home = pages[0] if pages else None
        if home is not None:
            node.Pg = self.pages[home].obj
        for each in element.children:
            if isinstance(each, _Element):
                each.node.P = node
                found.append(each.node)
            elif not isinstance(each, _Content):
                page = self.pages[self.links[each.objgen][0]].obj
                found.append(Dictionary(Type=Name.OBJR, Obj=each, Pg=page))
            elif each.number in self.drawn[each.page]:
                page = self.pages[each.page].obj
                mark = Dictionary(Type=Name.MCR, Pg=page, MCID=each.number)
                found.append(each.number if each.page == home else mark)
        node.K = Array(found)

    def _numbers(self) -> list[Any]:
        """The parent tree: a row for each page, then a line for each link."""
        rows: dict[Key, dict[int, Node]] = {}
        for content, element in self.owners.items():
            if content.number in self.drawn[content.page]:
                rows.setdefault(content.page, {})[content.number] = element.node
        if sum(max(row) for row in rows.values()) > limits.UPLOAD_TAGS:
            raise Unusable("numbers that are far too high")
        numbers: list[Any] = []
        for place, (key, page) in enumerate(self.pages.items()):
            row = rows.get(key, {})
            page.obj.StructParents, page.obj.Tabs = place, Name.S
            numbers += [place, Array([row.get(number) for number in range(max(row, default=-1) + 1)])]
        for place, (key, element) in enumerate(self.claimed.items(), start=len(self.pages)):
            self.links[key][1].StructParent = place
            numbers += [place, element.node]
        return numbers
