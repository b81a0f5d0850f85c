"""Papers that came as a PDF, and packs: what their pages say beside the file."""

from dataclasses import dataclass, field
from typing import ClassVar

from foundation.documents.layout.document import Document, printable


@printable
@dataclass(frozen=True, kw_only=True)
class UploadedDocument(Document):
    """A paper that was uploaded as a PDF: there is a file, and no text to read as a page."""

    kind: ClassVar[str] = "uploaded"
    template: ClassVar[str] = "documents/uploaded.html"
    is_read_as_page: ClassVar[bool] = False
    pages: int
    # Can a screen reader read all of it? What was published before this was known counts as not.
    is_accessible: bool = False


@dataclass(frozen=True, kw_only=True)
class PackLine:
    """One paper of a pack and the pages it stands on."""

    label: str
    title: str
    first: int
    last: int


@printable
@dataclass(frozen=True, kw_only=True)
class PackDocument(Document):
    """The contents of an agenda pack."""

    kind: ClassVar[str] = "pack"
    template: ClassVar[str] = "documents/pack.html"
    pages: int
    lines: list[PackLine] = field(default_factory=list)
