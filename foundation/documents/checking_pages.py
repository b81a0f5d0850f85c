"""The checker's look at every page: is each piece of content in the tree, or an artifact; fonts; links."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents.checking_tree import Seen
from foundation.documents.tagging import Node

# fmt: off
PAINTS = frozenset({
    "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "BI", "INLINE IMAGE",
})
# fmt: on
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def check(pdf: pikepdf.Pdf, seen: Seen, *, is_deep: bool) -> None:
    """Hold the pages against what the tree says of them (`seen`)."""
    numbers: set[int] = set()
    by_page: dict[Any, set[int]] = {}
    for key, number in seen.content:
        by_page.setdefault(key, set()).add(number)
    for place, page in enumerate(pdf.pages, start=1):
        owners = _owners(page.obj, place, numbers, seen)
        in_tree = by_page.get(page.obj.objgen, set())
        _parent_tree(page.obj, place, owners, in_tree, seen)
        _annotations(page.obj, place, seen)
        if is_deep:
            drawn = _Content(page, place, seen).read()
            if drawn - in_tree:
                where = f"page {place}: {sorted(drawn - in_tree)[:5]}"
                seen.fault("unread", "Content on a page is not in the tree, so it is never read.", where)
            if in_tree - drawn:
                seen.fault("nothing-there", "The tree points at content that the page does not have.", place)


def _owners(page: Node, place: int, numbers: set[int], seen: Seen) -> Any:
    """The row of the parent tree that belongs to a page."""
    number = page.get("/StructParents")
    if number is None:
        return None
    if int(number) in numbers:
        seen.fault("page-number-twice", "Two pages share one row of the parent tree.", place)
    numbers.add(int(number))
    owners = seen.owners.get(int(number))
    if not isinstance(owners, Array):
        owners = None
        seen.fault("page-unlisted", "A page has no row in the parent tree.", place)
    return owners


def _parent_tree(page: Node, place: int, owners: Any, in_tree: set[int], seen: Seen) -> None:
    """Both ways must agree: from the tree to the page, and from the page to the tree."""
    if owners is None and in_tree:
        seen.fault("page-unlisted", "A page has no row in the parent tree.", place)
        return
    listed = 0 if owners is None else len(owners)
    for number in in_tree:
        owner = owners[number] if number < listed else None
        if owner is None or owner.objgen != seen.content[(page.objgen, number)]:
            seen.fault(
                "owner", "The parent tree names another owner of some content.", f"page {place}, {number}"
            )
    for number in range(listed):
        if number not in in_tree and isinstance(owners[number], Dictionary):
            where = f"page {place}, {number}"
            seen.fault("lost", "Content has an owner in the parent tree that the tree does not reach.", where)


def _annotations(page: Node, place: int, seen: Seen) -> None:
    annotations = page.get("/Annots", Array())
    if len(annotations) and page.get("/Tabs") != Name.S:
        seen.fault("tab-order", "The links of a page are not in reading order.", place)
    for each in annotations:
        if int(each.get("/F", 0)) & 2 or each.get("/Subtype") == Name.Popup:
            continue
        owner = seen.annotations.get(each.objgen)
        if owner is None:
            seen.fault("link-unread", "A link on a page is not in the tree.", place)
            continue
        if each.get("/Subtype") == Name.Link and owner[1] not in ("Link", "Reference"):
            seen.fault("link-type", "A link hangs on an element that is no link.", owner[1])
        if "/Contents" not in each and each.get("/Subtype") != Name.Widget:
            seen.fault("link-words", "A link has no words for those who cannot see it.", place)
        number = int(each.get("/StructParent", -1))
        named = seen.owners.get(number)
        if named is None or named.objgen != owner[0]:
            seen.fault("link-owner", "The parent tree names another owner of a link.", place)


class _Content:
    """Reads what one page draws."""

    def __init__(self, page: pikepdf.Page, place: int, seen: Seen) -> None:
        self.page, self.place, self.seen = page, place, seen
        resources = page.obj.get("/Resources", Dictionary())
        self.fonts = resources.get("/Font", Dictionary())
        self.properties = resources.get("/Properties", Dictionary())
        self.open: list[str] = []
        self.numbers: set[int] = set()
        self.used: set[str] = set()

    def read(self) -> set[int]:
        """The numbers of all marked content; faults are noted on the way."""
        for each in pikepdf.parse_content_stream(self.page):
            name = str(each.operator)
            if name in ("BDC", "BMC"):
                self._begin(each.operands, name)
            elif name == "EMC":
                if self.open:
                    self.open.pop()
                else:
                    self._fault("marks-unbalanced", "Marks of content end that never began.")
            elif name == "Tf":
                self.used.add(str(each.operands[0]))
            elif name in PAINTS and not ("#" in self.open or "Artifact" in self.open):
                self._fault("unmarked", "Something is drawn that is neither content nor decoration.", name)
        if self.open:
            self._fault("marks-unbalanced", "Marks of content never end.")
        for name in self.used:
            self._font(name)
        return self.numbers

    def _begin(self, operands: Any, operator: str) -> None:
        number = None
        if operator == "BDC":
            values = operands[1]
            if isinstance(values, Name):
                values = self.properties.get(str(values), Dictionary())
            number = int(values.MCID) if isinstance(values, Dictionary) and "/MCID" in values else None
        tag = str(operands[0])[1:]
        if number is not None:
            if number in self.numbers:
                self._fault("number-twice", "Two pieces of content on a page have one number.", number)
            if "Artifact" in self.open:
                self._fault("content-in-artifact", "Content stands inside decoration, so it is not read.")
            self.numbers.add(number)
            self.open.append("#")
        elif tag == "Artifact":
            if "#" in self.open:
                self._fault("artifact-in-content", "Decoration stands inside content.")
            self.open.append("Artifact")
        else:
            self.open.append(tag)

    def _font(self, name: str) -> None:
        font = self.fonts.get(name)
        if font is None:
            self._fault("font-missing", "A page uses a typeface it does not have.", name)
            return
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        described = inner.get("/FontDescriptor", Dictionary())
        if font.get("/Subtype") != Name.Type3 and not any(key in described for key in EMBEDDED):
            self._fault("font-not-embedded", "A typeface is not in the file.", font.get("/BaseFont", name))
        if "/ToUnicode" not in font and "/DescendantFonts" in font:
            self._fault("font-unreadable", "A typeface does not say which letters it draws.", name)

    def _fault(self, code: str, sentence: str, more: object = "") -> None:
        self.seen.fault(code, sentence, f"page {self.place} {more}".strip())
