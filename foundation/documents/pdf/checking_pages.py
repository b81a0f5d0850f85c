"""The checker's look at every page: is each piece of content in the tree, or an artifact; fonts; links."""

from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from foundation.documents.pdf.checking_tree import Key, Seen
from foundation.documents.pdf.plain import Plain, Plains, key_of

# fmt: off
PAINTS = frozenset({
    "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "BI", "INLINE IMAGE",
})
# fmt: on
# Reading only these is much quicker than reading all that a page draws.
ASKED = " ".join(sorted({*PAINTS, "BDC", "BMC", "EMC", "Tf", "ID", "EI"} - {"INLINE IMAGE"}))
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def check(pdf: pikepdf.Pdf, plains: Plains, seen: Seen, *, is_deep: bool) -> None:
    """Hold the pages against what the tree says of them (`seen`)."""
    numbers: set[int] = set()
    for place, key in enumerate(plains.pages, start=1):
        page, in_tree = plains.objects[key], seen.content[key]
        owners = _owners(plains, page, place, numbers, seen)
        _parent_tree(plains, place, owners, in_tree, seen)
        if "/Annots" in page:
            _annotations(plains, page, place, seen)
        if is_deep:
            drawn = _Content(pdf.pages[place - 1], place, seen).read()
            if drawn - in_tree.keys():
                where = f"page {place}: {sorted(drawn - in_tree.keys())[:5]}"
                seen.fault("unread", "Content on a page is not in the tree, so it is never read.", where)
            if in_tree.keys() - drawn:
                seen.fault("nothing-there", "The tree points at content that the page does not have.", place)


def _owners(
    plains: Plains, page: dict[str, Plain], place: int, numbers: set[int], seen: Seen
) -> list[Plain] | None:
    """The row of the parent tree that belongs to a page."""
    number = plains.at(page.get("/StructParents"))
    if number is None:
        return None
    if number in numbers:
        seen.fault("page-number-twice", "Two pages share one row of the parent tree.", place)
    numbers.add(number)
    owners = plains.at(seen.owners.get(number))
    if type(owners) is not list:
        seen.fault("page-unlisted", "A page has no row in the parent tree.", place)
        return None
    return owners


def _parent_tree(
    plains: Plains, place: int, owners: list[Plain] | None, in_tree: dict[int, Key], seen: Seen
) -> None:
    """Both ways must agree: from the tree to the page, and from the page to the tree."""
    if owners is None and in_tree:
        seen.fault("page-unlisted", "A page has no row in the parent tree.", place)
        return
    listed = owners or []
    for number, owner in in_tree.items():
        if not 0 <= number < len(listed) or listed[number] != owner:
            where = f"page {place}, {number}"
            seen.fault("owner", "The parent tree names another owner of some content.", where)
    for number, owner in enumerate(listed):
        if owner is not None and number not in in_tree and type(plains.at(owner)) is dict:
            where = f"page {place}, {number}"
            seen.fault("lost", "Content has an owner in the parent tree that the tree does not reach.", where)


def _annotations(plains: Plains, page: dict[str, Plain], place: int, seen: Seen) -> None:
    annotations = plains.row(page["/Annots"])
    if annotations and page.get("/Tabs") != "/S":
        seen.fault("tab-order", "The links of a page are not in reading order.", place)
    for value in annotations:
        each = plains.node(value)
        if plains.at(each.get("/F", 0)) & 2 or each.get("/Subtype") == "/Popup":
            continue
        owner = seen.annotations.get(key_of(value))
        if owner is None:
            seen.fault("link-unread", "A link on a page is not in the tree.", place)
            continue
        if each.get("/Subtype") == "/Link" and owner[1] not in ("Link", "Reference"):
            seen.fault("link-type", "A link hangs on an element that is no link.", owner[1])
        if "/Contents" not in each and each.get("/Subtype") != "/Widget":
            seen.fault("link-words", "A link has no alternative text.", place)
        if seen.owners.get(plains.at(each.get("/StructParent", -1))) != owner[0]:
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
        for each in pikepdf.parse_content_stream(self.page, ASKED):
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
                self._fault("content-in-artifact", "Content is inside decoration, so it is not read.")
            self.numbers.add(number)
            self.open.append("#")
        elif tag == "Artifact":
            if "#" in self.open:
                self._fault("artifact-in-content", "Decoration is inside content.")
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
