"""How PDFs become one with pikepdf: pages, structure trees, marks, links, outline, page labels, metadata.

Every page of a pack can be reached from its one tree. PDF/UA is claimed only for a pack in which our
own checker finds nothing.
"""

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.packing import trees
from foundation.documents.pdf import checking, fonts, linking, stamps

# What papers bring is packed already; squeezing the tree harder costs a tenth of the time for 4 % of size.
pikepdf.settings.set_flate_compression_level(1)

A4 = (595.28, 841.89)
PACK_LINK = "https://pack.invalid/"


@dataclass(frozen=True)
class Source:
    """A PDF that was read and made ready to be put into a pack, which can be done once."""

    pdf: pikepdf.Pdf
    links: list[linking.Link]
    headings: list[linking.Heading]
    has_dead_links: bool
    is_sound: bool

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.pdf.pages)


def ready(data: bytes) -> Source:
    """Read a PDF, and do with it all that needs no other paper."""
    pdf = opened(data)
    is_sound = checking.claims(pdf)
    if not trees.has_tree(pdf):
        trees.give_tree(pdf)
    # Read before copying: a copy of a page forgets links to pages that come after it.
    links, headings = linking.take_links(pdf), linking.headings(pdf)
    return Source(pdf, links, headings, _keep_only(pdf, links), is_sound)


@dataclass(frozen=True, kw_only=True)
class Component:
    """One PDF to put in, its line in the outline, and its marks."""

    source: Source
    label: str
    left: str = ""
    right: str = ""
    is_right_everywhere: bool = False
    has_pack_links: bool = False


@dataclass
class _Added:
    """A component that stands in the pack: on which sheet it begins, what its links and headings lead to."""

    component: Component
    first: int
    links: list[linking.Link]
    headings: list[linking.Heading]
    part: Any
    pages: int


def opened(data: bytes) -> pikepdf.Pdf:
    """A PDF, opened for counting its pages or for taking them."""
    return pikepdf.open(io.BytesIO(data))


class Merger:
    """Builds one PDF page by page; `finish` gives its bytes. Work grows with the pages, no faster."""

    def __init__(self, *, title: str, language: str, first_page: int, prefix: str = "") -> None:
        self.title, self.language, self.prefix = title, language, prefix
        self.pdf = pikepdf.new()
        self.next_number = first_page
        self.numbers: list[int] = []
        self.marks: list[stamps.Marks] = []
        self.added: list[_Added] = []
        self.trees = trees.Trees(self.pdf, title=title)
        self.is_each_sound = True

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return len(self.marks)

    def go_on_at(self, number: int) -> None:
        """Number the next page so: a page number can be left out, but never comes twice."""
        if number < self.next_number:
            raise ValueError(f"Page {number} comes after page {self.next_number - 1}")
        self.next_number = number

    def add(self, component: Component) -> None:
        """Put all pages of a PDF at the end; it cannot be used again."""
        source, first = component.source, self.pages
        self.is_each_sound = self.is_each_sound and source.is_sound
        self.pdf.pages.extend(source.pdf.pages)
        copied = [self.pdf.pages[place] for place in range(first, first + source.pages)]
        part = self.trees.graft(
            source.pdf, copied, title=component.label, has_dead_links=source.has_dead_links
        )
        for place in range(source.pages):
            right = component.right if place == 0 or component.is_right_everywhere else ""
            self.marks.append(stamps.Marks(self._number(), component.left, right))
        self.added.append(_Added(component, first, source.links, source.headings, part, len(copied)))

    def add_leaf(self, left: str) -> None:
        """Put a blank leaf at the end, which says that it is blank."""
        self.pdf.add_blank_page(page_size=A4)
        self.marks.append(stamps.Marks(self._number(), left, middle=stamps.LEAF_WORDS))

    def finish(self, first_pages: dict[str, int]) -> bytes:
        """The finished PDF. `first_pages` are the printed page numbers that pack links lead to."""
        pages = list(self.pdf.pages)
        at = {number: place for place, number in enumerate(self.numbers)}
        places = {key: at[number] for key, number in first_pages.items()}
        for added in self.added:
            self._write_links(added, pages, places)
        self._stamp(pages)
        self.trees.finish()
        lines = [(added.component.label, added.first, added.headings) for added in self.added]
        linking.write_outline(self.pdf, lines, pages)
        self._write_root()
        out = io.BytesIO()
        self.pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
        return out.getvalue()

    def _number(self) -> str:
        """Give the next page its number, as it is printed."""
        self.numbers.append(self.next_number)
        self.next_number += 1
        return self._printed(len(self.numbers) - 1)

    def _printed(self, place: int) -> str:
        return f"{self.prefix}{self.numbers[place]}"

    def _write_links(self, added: _Added, pages: list[pikepdf.Page], places: dict[str, int]) -> None:
        """Give every link its place in the pack; one that leads to a paper that is not there is left out."""
        alive: dict[int, list[Any]] = {}
        met: dict[int, int] = {}
        for link in added.links:
            place = added.first + link.page
            annotation = pages[place].obj.Annots[met.get(place, 0)]
            met[place] = met.get(place, 0) + 1
            if self._write_link(annotation, link, added, pages, places):
                alive.setdefault(place, []).append(annotation)
        dead = [place for place, count in met.items() if count != len(alive.get(place, []))]
        for place in dead:
            pages[place].obj.Annots = Array(alive.get(place, []))
        if dead:
            self.trees.drop_dead_links(added.part, pages[added.first : added.first + added.pages])

    def _write_link(
        self,
        shape: Any,
        link: linking.Link,
        added: _Added,
        pages: list[pikepdf.Page],
        places: dict[str, int],
    ) -> bool:
        if link.target is not None:
            there = added.first + link.target
            shape.Dest = Array([pages[there].obj, *link.view])
            shape.Contents = String(link.words or f"Page {self._printed(there)}")
        elif added.component.has_pack_links and link.address.startswith(PACK_LINK):
            place = places.get(unquote(link.address.removeprefix(PACK_LINK)))
            if place is None:
                return False
            shape.Dest = Array([pages[place].obj, Name.Fit])
            shape.Contents = String(f"Page {self._printed(place)}")
        else:
            shape.A = Dictionary(S=Name.URI, URI=String(link.address))
            shape.Contents = String(link.words or link.address)
        return True

    def _stamp(self, pages: list[pikepdf.Page]) -> None:
        """Put the marks on every page, outside whatever the page itself does to its drawing state."""
        letters = "".join(sorted({letter for marks in self.marks for letter in marks.letters}))
        bold = fonts.embed(self.pdf, "LiberationSans-Bold", letters)
        plain = fonts.embed(self.pdf, "LiberationSans-Regular", stamps.LEAF_WORDS)
        before, after = self.pdf.make_stream(b"q\n"), self.pdf.make_stream(b"\nQ\n")
        for page, marks in zip(pages, self.marks, strict=True):
            drawn = stamps.draw(stamps.sheet(page), marks, bold, plain)
            faces = (bold, plain) if marks.middle else (bold,)
            _offer_faces(page, faces)
            contents = page.obj.get("/Contents")
            own = list(contents) if isinstance(contents, Array) else [] if contents is None else [contents]
            page.obj.Contents = Array([before, *own, after, self.pdf.make_stream(drawn)])

    def _page_labels(self) -> list[int | Dictionary]:
        """What a reader shows as page numbers: a line wherever the numbers begin or leave one out."""
        found: list[int | Dictionary] = []
        for place, number in enumerate(self.numbers):
            if place == 0 or number != self.numbers[place - 1] + 1:
                label = Dictionary(S=Name.D, St=number)
                if self.prefix:
                    label.P = String(self.prefix)
                found += [place, label]
        return found

    def _write_root(self) -> None:
        root = self.pdf.Root
        root.Lang = String(self.language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageLabels = Dictionary(Nums=Array(self._page_labels()))
        root.PageMode = Name.UseOutlines
        self.pdf.docinfo["/Title"] = String(self.title)
        # Each paper was read through when it was made: here only what merging can break is looked at.
        claims = self.is_each_sound and not checking.faults(self.pdf, is_claim_asked=False, is_deep=False)
        root.Metadata = self.pdf.make_stream(
            _xmp(self.title, self.language, claims=claims), Type=Name.Metadata, Subtype=Name.XML
        )


# What a link may keep of what its paper says of it; where it leads is written anew.
LINK_KEYS = {"/Type", "/Subtype", "/Rect", "/QuadPoints", "/StructParent"}


def _keep_only(source: pikepdf.Pdf, links: list[linking.Link]) -> bool:
    """Leave of each page the links that lead somewhere, bare, and nothing that runs or tells of its past.

    True when something else than such links hung on the pages, so that the tree may point at what is gone.
    """
    had = sum(len(page.obj.get("/Annots", Array())) for page in source.pages)
    kept: dict[int, list[Any]] = {}
    for link in links:
        annotation = source.pages[link.page].obj.Annots[link.place]
        for key in set(annotation.keys()) - LINK_KEYS:
            del annotation[key]
        annotation.Border, annotation.F = Array([0, 0, 0]), 4
        kept.setdefault(link.page, []).append(
            annotation if annotation.is_indirect else source.make_indirect(annotation)
        )
    for place, page in enumerate(source.pages):
        for key in ("/Annots", "/AA", "/B", "/PieceInfo", "/Metadata"):
            if key in page.obj:
                del page.obj[key]
        if place in kept:
            page.obj.Annots = Array(kept[place])
    return had != len(links)


def _offer_faces(page: pikepdf.Page, faces: tuple[fonts.Face, ...]) -> None:
    """Name the faces of the marks among the page's own."""
    if "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    resources = page.obj.Resources
    if "/Font" not in resources:
        resources.Font = Dictionary()
    for face in faces:
        resources.Font[f"/{face.name}"] = face.object


def _xmp(title: str, language: str, *, claims: bool) -> bytes:
    claim = "<pdfuaid:part>1</pdfuaid:part>" if claims else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>{claim}"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
