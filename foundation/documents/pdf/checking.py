"""Our structural checker of tagged PDFs: can all of it be reached, in what order, and is it what it says?

Quick, without Java. It knows what merging can break; a validator knows fonts and metadata more deeply, so
the tests use both. Sources: ISO 14289-1 (PDF/UA-1) and the Matterhorn Protocol 1.1 [K: see the standard].
"""

import io
import re
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary

from foundation.documents.pdf import checking_pages, checking_tree, languages
from foundation.documents.pdf.checking_tree import Seen
from foundation.documents.pdf.plain import Plains
from foundation.documents.pdf.tagging import Node

OUTLINE_FROM = 21
_CLAIM = re.compile(rb"<pdfuaid:part>\s*1\s*</pdfuaid:part>|pdfuaid:part=[\"']1[\"']")


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: a short code, a sentence, how often it was found, and where first."""

    code: str
    sentence: str
    count: int
    where: str


def check(data: bytes) -> list[Fault]:
    """Every fault of a finished PDF, its pages' contents included."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return faults(pdf)


def faults(pdf: pikepdf.Pdf, *, is_claim_asked: bool = True, is_deep: bool = True) -> list[Fault]:
    """Every fault of an open PDF.

    Without `is_claim_asked` the metadata need not claim PDF/UA. Without `is_deep` what each page draws is not
    read again: enough for a pack of papers that were read when they were made.
    """
    seen = Seen()
    _document(pdf, seen, is_claim_asked)
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        seen.fault("no-tree", "There is no structure tree, so nothing can be read aloud in order.")
    else:
        plains = Plains(pdf)
        checking_tree.check(plains, plains.root["/StructTreeRoot"], seen)
        checking_pages.check(pdf, plains, seen, is_deep=is_deep)
    return [
        Fault(code, sentence, seen.counts[code], seen.wheres[code])
        for code, sentence in seen.sentences.items()
    ]


def claims(pdf: pikepdf.Pdf) -> bool:
    """True when a PDF says that it is PDF/UA-1; our own papers say so only when nothing was found in them."""
    metadata = pdf.Root.get("/Metadata")
    return isinstance(metadata, pikepdf.Stream) and bool(_CLAIM.search(bytes(metadata.read_bytes())))


def withdraw_claim(pdf: pikepdf.Pdf) -> None:
    """Take away what a PDF says of PDF/UA."""
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        metadata.write(_CLAIM.sub(b"", bytes(metadata.read_bytes())))


def _document(pdf: pikepdf.Pdf, seen: Seen, is_claim_asked: bool) -> None:
    """What the document says of itself: title, language, that it is tagged, its outline and page numbers."""
    root = pdf.Root
    marks = root.get("/MarkInfo", Dictionary())
    if not bool(marks.get("/Marked", False)) or bool(marks.get("/Suspects", False)):
        seen.fault("not-marked", "The document does not say that it is tagged.")
    if not languages.is_code(str(root.get("/Lang", ""))):
        seen.fault("language", "The document does not say its language.")
    if not bool(root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)):
        seen.fault("title-shown", "A reader would show the file name instead of the title.")
    if len(pdf.pages) >= OUTLINE_FROM and "/First" not in root.get("/Outlines", Dictionary()):
        seen.fault("outline", "A long document needs an outline.")
    if is_claim_asked:
        _metadata(root, seen)


def _metadata(root: Node, seen: Seen) -> None:
    if "/Metadata" not in root:
        seen.fault("metadata", "There is no metadata.")
        return
    words = bytes(root.Metadata.read_bytes())
    if not _CLAIM.search(words):
        seen.fault("claim", "The metadata do not claim PDF/UA-1.")
    if b"dc:title" not in words:
        seen.fault("title", "The metadata have no title.")
