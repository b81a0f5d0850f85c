"""What stands in a pack piece by piece: open papers, restricted ones, their appendices and their contents."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.layout.document import Document
from foundation.documents.models import StoredFile
from meetings.common.sheet import printed_day_and_time
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.models import Meeting
from meetings.papers.documents.parts import PaperOnAgenda, RestrictedContents, RestrictedLine
from meetings.papers.rules import PartInput, pages_words

CONTENTS = "restricted-contents"
LEFT_OUT = gettext_noop("Left out of this copy")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One part of a pack. Without a document it is an uploaded file; without a paper, the contents."""

    key: str
    title: str
    mark: str = ""
    label: str = ""
    document: Document | None = None
    file: StoredFile | None = None
    paper: PaperOnAgenda | None = None
    is_restricted: bool = False
    why: str = ""
    appendix: str = ""

    @property
    def is_draft(self) -> bool:
        """True for minutes that no meeting has confirmed: their pages say DRAFT in every pack."""
        return isinstance(self.document, MinutesDocument) and not self.document.is_confirmed

    @property
    def outline(self) -> str:
        """Its line in the outline of the pack."""
        return f"{self.label} {self.title}".strip()


def pieces_of(papers: Iterable[PaperOnAgenda]) -> list[Piece]:
    """The papers of an agenda in order: what is open, and behind it what is kept from the public of it."""
    return [piece for paper in papers if paper.goes_in for piece in _pieces(paper)]


def _pieces(paper: PaperOnAgenda) -> Iterator[Piece]:
    file = paper.version.file if paper.version and not paper.document else None
    found = paper.restriction
    if found is not None or not paper.is_public:
        why = paper.restricted.words(found) if found else f"{', '.join(sorted(paper.lost_appendices))}"
        yield Piece(
            key=paper.key,
            title=paper.title,
            mark=paper.mark,
            label=paper.label,
            document=paper.restricted_document,
            file=file,
            paper=paper,
            is_restricted=True,
            why=why,
        )
        return
    yield Piece(
        key=paper.key,
        title=paper.title,
        mark=paper.mark,
        label=paper.label,
        document=paper.public_document,
        file=file,
        paper=paper,
    )
    for document in paper.appendix_documents():
        yield Piece(
            key=f"{paper.key}/{document.label}",
            title=document.title,
            mark=f"{paper.mark}, {document.label}".strip(", "),
            label=paper.label,
            document=document,
            paper=paper,
            is_restricted=True,
            why=document.ground,
            appendix=document.label,
        )


def contents(
    meeting: Meeting,
    pieces: Iterable[Piece],
    left_out: Collection[str],
    ranges: Mapping[str, tuple[int, int]] | None = None,
) -> RestrictedContents:
    """The sheet before the restricted papers; until the pages are known, three figures hold their place."""
    return RestrictedContents(
        title=_("Restricted papers"),
        body_name=meeting.settings.name,
        when=printed_day_and_time(meeting.starts_at),
        lines=[
            _line(piece, pages_words(*(ranges or {}).get(piece.key, (100, 200))), piece.key in left_out)
            for piece in pieces
            if piece.is_restricted
        ],
    )


def _line(piece: Piece, pages: str, is_left_out: bool) -> RestrictedLine:
    """A line of the contents; what a copy goes without has no name in it."""
    if is_left_out:
        return RestrictedLine(label=piece.label, item=LEFT_OUT, paper=LEFT_OUT, why="")
    item = piece.paper.placement.item.title if piece.paper else ""
    return RestrictedLine(
        label=piece.label, item=item, paper=piece.title, why=piece.why, pages=pages, link=piece.key
    )


def arranged(
    pieces: list[Piece], *, has_restricted: bool, shows_gaps: bool, sheet: Piece | None
) -> list[Piece]:
    """The pieces in the order of their pages.

    Where gaps may show, restricted papers stand at their items and every pack counts them, so that all packs
    have equal numbers. Where not, they stand behind the open ones, which a public pack then ends with.
    """
    if not has_restricted and not shows_gaps:
        return [piece for piece in pieces if not piece.is_restricted]
    if not any(piece.is_restricted for piece in pieces):
        return pieces
    if not shows_gaps:
        pieces = sorted(pieces, key=lambda piece: piece.is_restricted)
    at = next(place for place, piece in enumerate(pieces) if piece.is_restricted)
    return [*pieces[:at], *([sheet] if sheet else []), *pieces[at:]]


def input_of(piece: Piece) -> PartInput:
    """What a pack depends on in a piece."""
    assert piece.paper is not None
    if not piece.is_restricted:
        return piece.paper.as_public_input
    version = piece.paper.version.hash if piece.paper.version else ""
    return PartInput(piece.key, piece.mark, piece.title, version, piece.why)
