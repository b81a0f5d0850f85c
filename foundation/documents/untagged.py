"""A tree for pages without one: each page is one block of text to be reached, and so is each link."""

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents.tagging import Node

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
