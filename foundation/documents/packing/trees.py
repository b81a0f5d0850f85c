"""Merges the structure trees of papers into one tree of a pack, so that a screen reader reads all of it.

Of pages without a tree, each is one block of text to be reached, and so is each link.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.pdf.tagging import (
    Node,
    attributes,
    below,
    is_annotation,
    kind,
    names_in,
    number_tree,
    top_of,
    walk,
)


class Trees:
    """The tree of a pack under way: one Document, and a Part for each paper."""

    def __init__(self, pdf: pikepdf.Pdf, *, title: str) -> None:
        self.pdf = pdf
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=Array(), T=String(title))
        )
        self.owners: list[Any] = []
        self.identifiers: dict[bytes, Any] = {}
        self.roles: dict[str, Name] = {}
        self.classes: dict[str, Any] = {}
        self.namespaces: list[Any] = []
        self.next_key = 0
        self.drawings: set[tuple[int, int]] = set()

    def graft(
        self, source: pikepdf.Pdf, pages: list[pikepdf.Page], *, title: str, has_dead_links: bool
    ) -> Node:
        """Hang the tree of a PDF, whose pages have just been copied here, below the document.

        Copying the tree after the pages makes all that it points at the copies. Gives the new Part.
        """
        tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        part = self._part(tree, title, str(source.Root.get("/Lang", "")))
        if has_dead_links:
            self.drop_dead_links(part, pages)
        owners = number_tree(tree)
        for key in sorted(owners):
            self.owners += [key + self.next_key, owners[key]]
        self._take_roles(tree, part)
        if "/IDTree" in tree:
            self._take_identifiers(list(names_in(tree.IDTree)), part)
        self.namespaces += list(tree.get("/Namespaces", Array()))
        for page in pages:
            self._shift(page.obj)
        self.next_key += max(owners, default=-1) + 1
        return part

    def finish(self) -> None:
        """Write the tree into the pack."""
        self.root.K = Array([self.document])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self.owners)))
        self.root.ParentTreeNextKey = self.next_key
        if self.identifiers:
            names = Array()
            for name, element in sorted(self.identifiers.items()):
                names.append(String(name.decode("latin1")))
                names.append(element)
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=names))
        if self.roles:
            self.root.RoleMap = Dictionary({f"/{key}": value for key, value in self.roles.items()})
        if self.classes:
            self.root.ClassMap = Dictionary(self.classes)
        if self.namespaces:
            self.root.Namespaces = Array(self.namespaces)
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _part(self, tree: Node, title: str, language: str) -> Node:
        """The tree of one paper as a Part of the document."""
        tops = top_of(tree)
        if len(tops) == 1 and kind(tops[0]) == "Document":
            part = tops[0]
            part.S = Name.Part
        else:
            part = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, K=Array(tops)))
            for top in tops:
                top.P = part
        part.P, part.T = self.document, String(title)
        # What the top of a tree says of its language stands over what the file says.
        if language and "/Lang" not in part:
            part.Lang = String(language)
        self.document.K.append(part)
        return part

    def _take_identifiers(self, named: list[tuple[bytes, Any]], part: Node) -> None:
        """Keep the identifiers of a paper; one that stands in the pack twice gets others the second time."""
        suffix = b""
        if any(name in self.identifiers for name, _ in named):
            suffix = f"-{self.next_key}".encode()
            for element in walk(part):
                if "/ID" in element:
                    element.ID = String((bytes(element.ID) + suffix).decode("latin1"))
                for values in attributes(element):
                    if "/Headers" in values:
                        renamed = [(bytes(each) + suffix).decode("latin1") for each in values.Headers]
                        values.Headers = Array([String(each) for each in renamed])
        self.identifiers |= {name + suffix: element for name, element in named}

    def _take_roles(self, tree: Node, part: Node) -> None:
        """Keep what a paper says of its own types and classes; a word that means another here is renamed."""
        for name, value in dict(tree.get("/RoleMap", Dictionary())).items():
            role = str(name).removeprefix("/")
            if self.roles.get(role, value) != value:
                renamed = f"{role}-{self.next_key}"
                for element in walk(part):
                    if kind(element) == role:
                        element.S = Name(f"/{renamed}")
                role = renamed
            self.roles[role] = value
        for name, value in dict(tree.get("/ClassMap", Dictionary())).items():
            own = str(name)
            if own in self.classes:
                own = f"{own}-{self.next_key}"
                for element in walk(part):
                    if element.get("/C") == Name(str(name)):
                        element.C = Name(own)
            self.classes[own] = value

    def _shift(self, page: Node) -> None:
        """Give a page, its drawings and its links their new numbers in the parent tree."""
        if "/StructParents" in page:
            page.StructParents = int(page.StructParents) + self.next_key
        page.Tabs = Name.S
        for annotation in page.get("/Annots", Array()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + self.next_key
        for _, drawing in page.get("/Resources", Dictionary()).get("/XObject", Dictionary()).items():
            for key in ("/StructParents", "/StructParent"):
                if key in drawing and drawing.objgen not in self.drawings:
                    self.drawings.add(drawing.objgen)
                    drawing[key] = int(drawing[key]) + self.next_key

    def drop_dead_links(self, part: Node, pages: list[pikepdf.Page]) -> None:
        """A link that leads nowhere was left out: its words stay, as words."""
        alive = {each.objgen for page in pages for each in page.obj.get("/Annots", Array())}
        for element in [each for each in walk(part) if kind(each) == "Link"]:
            found = below(element)
            kept = [each for each in found if not (is_annotation(each) and each.Obj.objgen not in alive)]
            if len(kept) != len(found):
                element.K = Array(kept)
                if not any(is_annotation(each) for each in kept):
                    element.S = Name.Span


MARKS = {"BMC", "BDC", "EMC", "MP", "DP"}


def has_tree(pdf: pikepdf.Pdf) -> bool:
    """True when a PDF has a structure tree with something in it."""
    root = pdf.Root.get("/StructTreeRoot")
    return isinstance(root, Dictionary) and "/K" in root and "/ParentTree" in root


def give_tree(pdf: pikepdf.Pdf) -> None:
    """Lay a tree over a PDF without one: one paragraph a page, in the order in which the page draws it."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    numbers: Node = Array()
    pages = list(pdf.pages)
    annotations = len(pages)
    for place, page in enumerate(pages):
        text = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=document, Pg=page.obj, K=0))
        document.K.append(text)
        _mark(pdf, page)
        _forget_marks_of_drawings(page.obj)
        page.obj.StructParents = place
        numbers.extend([place, Array([text])])
        for annotation in _links(pdf, page.obj):
            reference = pdf.make_indirect(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj))
            link = pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Link, P=document, Pg=page.obj, K=Array([reference]))
            )
            document.K.append(link)
            annotation.StructParent = annotations
            numbers.extend([annotations, link])
            annotations += 1
    ordered = sorted(range(0, len(numbers), 2), key=lambda at: int(numbers[at]))
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(
        Dictionary(Nums=Array([each for at in ordered for each in (numbers[at], numbers[at + 1])]))
    )
    pdf.Root.StructTreeRoot = root


def _mark(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Put all that a page draws into one piece of marked content, without what marks it had."""
    instructions = [
        (each.operands, each.operator)
        for each in pikepdf.parse_content_stream(page)
        if str(each.operator) not in MARKS
    ]
    drawn = pikepdf.unparse_content_stream(instructions)
    page.obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC q\n" + drawn + b"\nQ EMC")


def _forget_marks_of_drawings(page: Node) -> None:
    """Drawings used by the page belong to its one block."""
    drawings = page.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    for _, drawing in drawings.items():
        for key in ("/StructParents", "/StructParent"):
            if key in drawing:
                del drawing[key]


def _links(pdf: pikepdf.Pdf, page: Node) -> list[Node]:
    """The links of a page, each an object of its own, so that the tree can point at it."""
    found = page.get("/Annots")
    links = [
        each if each.is_indirect else pdf.make_indirect(each)
        for each in (found if isinstance(found, Array) else ())
        if isinstance(each, Dictionary) and each.get("/Subtype") == Name.Link
    ]
    if links:
        page.Annots = Array(links)
    elif "/Annots" in page:
        del page["/Annots"]
    return links
