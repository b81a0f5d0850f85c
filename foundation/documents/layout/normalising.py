"""Makes the tree of a laid out paper what a screen reader needs. Runs once per paper, in the limited child.

The layout engine tags each page by itself. Here what a page break split is joined again, repeated table
headers become artifacts, a language is said where it changes, lists and links get the shape that PDF/UA-1
asks for, and identifiers get a prefix of their own, so that papers can be merged.
"""

import hashlib
import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from foundation.documents.pdf import checking, languages
from foundation.documents.pdf.tagging import (
    STANDARD,
    Node,
    attributes,
    below,
    is_annotation,
    is_element,
    kind,
    number_tree,
    top_of,
    walk,
)

# Written by the hook on the layout engine (weasy): which element of the page made it.
ORIGIN = "/PanelbookOrigin"
# Written by the hook too: this is the number that a paragraph or a point bears, and how it counts.
LABEL = "/PanelbookLabel"
_PLAIN = ("/Lang", "/Alt", "/ActualText", "/E", "/A", "/ID", "/C")
_NOT_FOR_TEXT = {
    "Document",
    "L",
    "Table",
    "TR",
    "THead",
    "TBody",
    "TFoot",
    "Sect",
    "Part",
    "Div",
    "NonStruct",
}


def normalised(data: bytes) -> bytes:
    """The same pages with a tree that can be read and merged; a PDF without tags comes back as it is."""
    pdf = pikepdf.open(io.BytesIO(data))
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or not top_of(root):
        return data
    document = top_of(root)[0]
    paper = Paper(pdf, root, document)
    paper.join_what_pages_split()
    languages.settle(document, str(pdf.Root.get("/Lang", "")))
    paper.lift_what_says_nothing()
    paper.hang_lines_on_their_paragraphs()
    paper.shape(hashlib.sha256(data).hexdigest()[:10])
    paper.drop_repeated_headers()
    if checking.faults(pdf):
        # For instance a heading that skips a level: what the author wrote is not claimed to be in order.
        checking.withdraw_claim(pdf)
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def counted(label: str) -> str:
    """How a printed number counts, in the words of PDF: "(iv)" is /LowerRoman, "4.1" /Decimal."""
    bare = label.strip().strip("().").strip()
    if not bare or any(letter.isdigit() for letter in bare):
        return "/Decimal"
    is_roman = set(bare.lower()) <= set("ivxlc") and len(bare) + bare.lower().count("i") > 1
    return ("/Upper" if bare.isupper() else "/Lower") + ("Roman" if is_roman else "Alpha")


class Paper:
    """One paper under way; `owners` is its parent tree."""

    def __init__(self, pdf: pikepdf.Pdf, root: Node, document: Node) -> None:
        self.pdf, self.root, self.document = pdf, root, document
        self.owners = number_tree(root)
        # Marked content that is said once already: by page, the numbers to make artifacts.
        self.repeated: dict[Any, tuple[Node, set[int]]] = {}
        # Identifiers of repeated header cells, and of the cells they repeat.
        self.same_header: dict[bytes, bytes] = {}

    # ---- page breaks

    def join_what_pages_split(self) -> None:
        """Join each element at the foot of a page with its other half at the top of the next."""
        joined: list[Any] = []
        for each in below(self.document):
            if joined and _are_halves(joined[-1], each):
                self._absorb(joined[-1], each)
            else:
                joined.append(each)
        self.document.K = Array(joined)

    def _absorb(self, first: Node, second: Node) -> None:
        """Move what hangs below the second half below the first, joining where both meet."""
        mine, others = below(first), below(second)
        if kind(first) == "Table":
            others = self._without_repeated_header(mine, others)
        while mine and others and _are_halves(mine[-1], others[0]):
            self._absorb(mine[-1], others[0])
            others = others[1:]
        for each in others:
            if is_element(each):
                each.P = first
            else:
                each = self._owned(each, second, first)
            mine.append(each)
        first.K = Array(mine)

    def _without_repeated_header(self, mine: list[Any], others: list[Any]) -> list[Any]:
        """What follows the header that a table repeats at the top of a page; the header is heard once."""
        head = next((each for each in mine if is_element(each) and Name.THead == each.S), None)
        if head is None or not (others and is_element(others[0]) and Name.THead == others[0].S):
            return others
        repeated = others[0]
        for old, new in zip(_cells(head), _cells(repeated), strict=False):
            if "/ID" in old and "/ID" in new:
                self.same_header[bytes(new.ID)] = bytes(old.ID)
        for element in walk(repeated):
            for each in below(element):
                if isinstance(each, int):
                    page = element.Pg
                    self.repeated.setdefault(page.objgen, (page, set()))[1].add(each)
        return others[1:]

    def drop_repeated_headers(self) -> None:
        """Make artifacts of what a page says again: it is seen and not heard."""
        for page, numbers in self.repeated.values():
            owners = self._owners_on(page)
            for number in numbers:
                owners[number] = None
            instructions: list[Any] = []
            for each in pikepdf.parse_content_stream(page):
                operands, operator = each.operands, each.operator
                if str(operator) == "BDC" and _number_in(operands) in numbers:
                    instructions.append(([Name.Artifact], Operator("BMC")))
                else:
                    instructions.append((operands, operator))
            page.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(instructions))

    # ---- boxes that say nothing

    def lift_what_says_nothing(self) -> None:
        """Boxes made for the layout only, and halves of one box, give what they hold to what holds them."""
        for caption in [each for each in walk(self.document) if kind(each) == "Caption"]:
            _move_into_figure(caption)
        for element in walk(self.document):
            found: list[Any] = []
            is_changed = False
            for each in below(element):
                if _says_nothing(each, element):
                    found += self._lifted(each, element)
                    is_changed = True
                elif found and _are_lines_of_one(found[-1], each):
                    self._absorb(found[-1], each)
                    is_changed = True
                else:
                    found.append(each)
            if is_changed:
                element.K = Array(found)

    def _lifted(self, box: Node, owner: Node) -> list[Any]:
        found: list[Any] = []
        for each in below(box):
            if is_element(each):
                if _says_nothing(each, owner):
                    found += self._lifted(each, owner)
                    continue
                each.P = owner
                found.append(each)
            else:
                found.append(self._owned(each, box, owner))
        return found

    def _owned(self, content: Any, before: Node, owner: Node) -> Any:
        """Marked content that moves from one element to another."""
        if isinstance(content, int):
            page, own = before.Pg, owner.get("/Pg")
            self._owners_on(page)[content] = owner
            is_same = own is not None and own.objgen == page.objgen
            return content if is_same else Dictionary(Type=Name.MCR, Pg=page, MCID=content)
        if content.get("/Type") == Name.MCR:
            self._owners_on(content.Pg)[int(content.MCID)] = owner
        elif is_annotation(content) and "/StructParent" in content.Obj:
            pikepdf.NumberTree(self.root.ParentTree)[int(content.Obj.StructParent)] = owner
        return content

    # ---- lines of text

    def hang_lines_on_their_paragraphs(self) -> None:
        """Each line has a Span of its own, which says nothing: its text hangs on the paragraph instead."""
        for element in list(walk(self.document)):
            if kind(element) in _NOT_FOR_TEXT:
                continue
            found: list[Any] = []
            is_changed = False
            for each in below(element):
                if _is_bare_line(each):
                    found += [self._owned(number, each, element) for number in below(each)]
                    is_changed = True
                else:
                    found.append(each)
            if is_changed:
                element.K = Array(found)

    # ---- shapes

    def shape(self, prefix: str) -> None:
        """Give every element the shape that PDF/UA-1 asks for, and write down every identifier."""
        identifiers: dict[str, Node] = {}
        roles: dict[str, Name] = {}
        for element in list(walk(self.document)):
            if "/ID" in element:
                identifier = f"{prefix}-{bytes(element.ID).decode('latin1')}"
                element.ID = String(identifier)
                identifiers[identifier] = element
            self._shape(element, prefix)
            for key in (ORIGIN, LABEL):
                if key in element:
                    del element[key]
            if kind(element) not in STANDARD:
                has_elements = any(is_element(each) for each in below(element))
                roles[kind(element)] = Name.Div if has_elements else Name.Span
        if roles:
            self.root.RoleMap = Dictionary({f"/{key}": value for key, value in roles.items()})
        if identifiers:
            names = Array()
            for identifier in sorted(identifiers):
                names.append(String(identifier))
                names.append(identifiers[identifier])
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=names))

    def _shape(self, element: Node, prefix: str) -> None:
        shape = kind(element)
        if shape == "LI":
            self._wrap_item(element)
        elif shape == "L" and "/A" not in element:
            element.A = Dictionary(O=Name.List, ListNumbering=self._numbering(element))
        elif shape in ("TH", "TD"):
            self._shape_cell(element, shape, prefix)
        if shape != "Link" and any(is_annotation(each) and _is_link(each.Obj) for each in below(element)):
            element.S = Name.Link

    def _numbering(self, element: Node) -> Name:
        """How a list is numbered: its first printed number tells; bullets have labels, bare lists none."""
        items = [each for each in below(element) if is_element(each)]
        for item in items:
            for body in (each for each in below(item) if is_element(each) and kind(each) == "LBody"):
                label = next((each for each in below(body) if is_element(each)), None)
                if label is not None and LABEL in label:
                    counted = str(label[LABEL])
                    self._label(item, body, label)
                    for other in items:
                        self._label_of(other)
                    return Name(counted)
        has_labels = any(is_element(part) and Name.Lbl == part.S for item in items for part in below(item))
        return Name.Disc if has_labels else Name("/None")

    def _label_of(self, item: Node) -> None:
        """Move the printed number of an item out of its body."""
        for body in (each for each in below(item) if is_element(each) and kind(each) == "LBody"):
            label = next((each for each in below(body) if is_element(each)), None)
            if label is not None and LABEL in label:
                self._label(item, body, label)

    def _label(self, item: Node, body: Node, label: Node) -> None:
        body.K = Array([each for each in below(body) if not _is_same(each, label)])
        label.S, label.P = Name.Lbl, item
        item.K = Array([label, *below(item)])

    def _wrap_item(self, item: Node) -> None:
        """A list item holds a label and a body: whatever stands beside them belongs in the body."""
        parts = below(item)
        labels = [each for each in parts if is_element(each) and Name.Lbl == each.S]
        bodies = [each for each in parts if is_element(each) and Name.LBody == each.S]
        loose = [each for each in parts if not any(each is known for known in (*labels, *bodies))]
        if not loose:
            return
        body = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(loose)))
        if "/Pg" in item:
            body.Pg = item.Pg
        for each in loose:
            if is_element(each):
                each.P = body
            elif isinstance(each, int):
                self._owners_on(item.Pg)[each] = body
            elif each.get("/Type") == Name.MCR:
                self._owners_on(each.Pg)[int(each.MCID)] = body
        item.K = Array([*labels, body, *bodies])

    def _shape_cell(self, cell: Node, shape: str, prefix: str) -> None:
        for values in attributes(cell):
            if "/Headers" in values:
                found = [self.same_header.get(bytes(each), bytes(each)) for each in values.Headers]
                if found:
                    values.Headers = Array([String(f"{prefix}-{each.decode('latin1')}") for each in found])
                else:
                    del values["/Headers"]
        if shape == "TH":
            values = next(iter(attributes(cell)), None)
            if values is None:
                values = cell["/A"] = Dictionary(O=Name.Table)
            if "/Scope" not in values:
                section = cell.P.P if is_element(cell.P) and "/P" in cell.P else None
                is_head = section is not None and is_element(section) and Name.THead == section.S
                values.Scope = Name.Column if is_head else Name.Row

    def _owners_on(self, page: Node) -> Any:
        return self.owners[int(page.StructParents)]


def _are_halves(first: Any, second: Any) -> bool:
    """True when both were made from the same element of the page."""
    if not (is_element(first) and is_element(second)) or first.S != second.S:
        return False
    origin = first.get(ORIGIN)
    return origin is not None and origin == second.get(ORIGIN)


def _cells(head: Node) -> list[Node]:
    return [each for each in walk(head) if kind(each) in ("TH", "TD")]


def _number_in(operands: Any) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return None


def _is_bare_line(thing: Any) -> bool:
    """A Span that says nothing of its own and holds marked content only."""
    if not is_element(thing) or Name.Span != thing.S or any(key in thing for key in _PLAIN):
        return False
    found = below(thing)
    return bool(found) and all(isinstance(each, int) for each in found)


def _says_nothing(thing: Any, above: Node) -> bool:
    """True for a box without meaning, and for an inner box of the same element, such as a column."""
    if not is_element(thing):
        return False
    if kind(above) != "Link" and any(is_annotation(each) for each in below(thing)):
        return False
    if kind(thing) == "NonStruct":
        return True
    origin = thing.get(ORIGIN)
    return thing.S == above.S and origin is not None and origin == above.get(ORIGIN)


def _are_lines_of_one(first: Any, second: Any) -> bool:
    """True for two lines of one link, or of one run of words in another language."""
    return _are_halves(first, second) and (kind(first) == "Link" or "/Lang" in first)


def _move_into_figure(caption: Node) -> None:
    """The caption of a figure belongs into it."""
    holder = caption.P
    if not is_element(holder) or kind(holder) not in ("NonStruct", "Div"):
        return
    figures = [each for each in walk(holder) if Name.Figure == each.S]
    if len(figures) != 1:
        return
    figure = figures[0]
    holder.K = Array([each for each in below(holder) if not _is_same(each, caption)])
    figure.K = Array([*below(figure), caption])
    caption.P = figure


def _is_same(one: Any, other: Node) -> bool:
    return isinstance(one, Dictionary) and one.is_indirect and one.objgen == other.objgen


def _is_link(annotation: Node) -> bool:
    return bool(annotation.get("/Subtype") == Name.Link)
