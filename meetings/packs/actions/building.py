"""Building a pack: every paper laid out, the agenda in front, one PDF, and what stands on which pages."""

from collections.abc import Callable, Collection

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.documents.layout import render
from foundation.documents.layout.document import Document
from foundation.documents.models import RenderedComponent, StoredFile
from foundation.documents.packing import kept_packs, packs
from foundation.documents.store import files
from foundation.history import clock
from foundation.jobs import waiting
from meetings.models import Meeting, Pack, PackEntry
from meetings.packs.actions.requesting import pack_inputs
from meetings.packs.documents.agenda import AgendaDocument
from meetings.packs.documents.pieces import CONTENTS, Piece, arranged, contents, pieces_of
from meetings.papers.actions.vetting import with_room
from meetings.papers.documents.parts import PaperOnAgenda, papers_of
from meetings.restricted.leaks import search_ahead

PDF = "application/pdf"
RESTRICTED = "RESTRICTED"
COPY = "meetings.copy_of_pack"
# Page numbers of three figures hold the place of shorter ones, so the second try fits.
FIND_PAGES = 3
Report = Callable[[int, int, str], None]


class PaperStops(Exception):
    """One paper cannot be laid out, however often it is tried."""

    def __init__(self, paper: PaperOnAgenda, sentence: str) -> None:
        super().__init__(sentence)
        self.paper = paper
        self.sentence = sentence


def build(pack: Pack, progress: Report, *, is_careful: bool = False) -> None:
    """Lay out and assemble a pack; it becomes whole, with its file and entries, in one transaction.

    A careful build lays out one paper at a time and notes which, so that a paper that brings the worker down
    is known by name. Raises `PaperStops`.
    """
    meeting = Meeting.objects.select_related("body", "venue").get(pk=pack.meeting_id)
    pieces = _needed(meeting, pack.kind)
    built_from = pack_inputs(meeting, pack.kind)
    total = len(pieces) + 2
    ahead = packs.Ahead()
    laid_out = _laid_out(pack, pieces, total, progress, None if is_careful else ahead)
    data = dict(zip((piece.key for piece in pieces), laid_out, strict=True))
    progress(len(pieces), total, _("Agenda and page numbers"))
    whole = assembled(meeting, pack.kind, pieces, data, ahead=ahead)
    progress(total - 1, total, _("Keeping the pack"))
    _keep(pack, whole, pieces, built_from)
    if pack.kind == Pack.Kind.AGENDA:
        # The pack can be read already; this only saves the proof its waiting.
        search_ahead(meeting, _to_be_published(whole, pieces))


def _to_be_published(whole: packs.BuiltPack, pieces: list[Piece]) -> list[StoredFile]:
    """The pack, and each open paper of it by itself."""
    own = [files.store(data, PDF) for data in (whole.data, whole.screen) if data]
    open_pieces = [piece for piece in pieces if not piece.is_restricted]
    written = render.pdfs([piece.document for piece in open_pieces if piece.document])
    return [*own, *(each.file for each in written), *(piece.file for piece in open_pieces if piece.file)]


def assembled(
    meeting: Meeting,
    kind: str,
    pieces: list[Piece],
    data: dict[str, bytes],
    left_out: Collection[str] = (),
    ahead: packs.Ahead | None = None,
) -> packs.BuiltPack:
    """A pack of these pieces. A public one has no byte of a restricted piece, at most its number of pages."""
    is_restricted = kind == Pack.Kind.RESTRICTED
    # The contents take their pages in the public pack too, so that all packs count alike.
    sheet = Piece(key=CONTENTS, title=_("Restricted papers"), is_restricted=True)
    shows_gaps = meeting.settings.shows_page_gaps
    order = arranged(pieces, has_restricted=is_restricted, shows_gaps=shows_gaps, sheet=sheet)
    public = {
        piece.key: piece.paper.placement.pk for piece in pieces if piece.paper and not piece.is_restricted
    }

    def front(ranges: dict[str, tuple[int, int]]) -> RenderedComponent:
        pages = {public[key]: found for key, found in ranges.items() if key in public}
        return render.pdf(AgendaDocument.of(meeting, pages, is_draft=kind == Pack.Kind.DRAFT))

    def parts(contents_sheet: bytes) -> list[packs.Part | packs.Reserved]:
        known = {**data, CONTENTS: contents_sheet}
        return [_part(piece, known[piece.key], is_restricted, left_out) for piece in order]

    options = _options(meeting, kind)
    found = _sheet(meeting, pieces, left_out)
    for __ in range(FIND_PAGES if is_restricted else 0):
        ranges = packs.ranges_of(packs.settle(front, parts(found), options).placed)
        before, found = found, _sheet(meeting, pieces, left_out, ranges)
        if packs.page_count(before) == packs.page_count(found):
            break
    return kept_packs.assemble(front, parts(found), options, ahead=ahead)


def _needed(meeting: Meeting, kind: str) -> list[Piece]:
    """The pieces whose pages count: where gaps may not show, a public pack asks for no restricted one."""
    pieces = pieces_of(papers_of(meeting))
    if kind == Pack.Kind.RESTRICTED or meeting.settings.shows_page_gaps:
        return pieces
    return [piece for piece in pieces if not piece.is_restricted]


def _sheet(
    meeting: Meeting,
    pieces: list[Piece],
    left_out: Collection[str],
    ranges: dict[str, tuple[int, int]] | None = None,
) -> bytes:
    """The contents of the restricted papers; a copy without some of them has room for the same pages."""
    if not any(piece.is_restricted for piece in pieces):
        return b""
    return files.read(render.pdf(contents(meeting, pieces, left_out, ranges)).file)


def _part(
    piece: Piece, data: bytes, is_restricted: bool, left_out: Collection[str]
) -> packs.Part | packs.Reserved:
    """A piece as it is printed, or the numbers it leaves free where it is not."""
    if piece.is_restricted and (not is_restricted or piece.key in left_out):
        return packs.Reserved(key=piece.key, pages=packs.page_count(data))
    return packs.Part(
        key=piece.key,
        title=piece.title,
        mark=piece.mark,
        data=data,
        outline_label=piece.outline,
        is_draft=piece.is_draft,
    )


def _options(meeting: Meeting, kind: str) -> packs.Options:
    settings = meeting.settings
    return packs.Options(
        title=f"{settings.name}, {meeting.day:%-d %B %Y}",
        language="en-GB",
        leaves=settings.prints_blank_leaves,
        with_screen=kind != Pack.Kind.DRAFT,
        draft=kind == Pack.Kind.DRAFT,
        left_mark=RESTRICTED if kind == Pack.Kind.RESTRICTED else "",
    )


def _laid_out(
    pack: Pack, pieces: list[Piece], total: int, progress: Report, ahead: packs.Ahead | None
) -> list[bytes]:
    """The bytes of every piece, in order; all at once, and one by one to find the one that stops.

    Without `ahead` one by one from the start.
    """
    progress(0, total, "Papers")
    written = {piece.key: piece.document for piece in pieces if piece.document}
    made: dict[str, RenderedComponent] = {}
    is_careful = ahead is None
    if ahead is not None:
        try:
            laid_out = render.pdfs(
                list(written.values()),
                lambda done, __: progress(min(done, len(pieces)), total, "Papers"),
                ahead.read,
            )
            made = dict(zip(written, laid_out, strict=True))
        except render.CannotLayOut:
            is_careful = True
    found = []
    for number, piece in enumerate(pieces):
        if is_careful and piece.paper:
            Pack.objects.filter(pk=pack.pk).update(failed_placement=piece.paper.placement)
        progress(number, total, piece.title)
        found.append(_bytes_of(piece, made.get(piece.key)))
    return found


def _bytes_of(piece: Piece, made: RenderedComponent | None = None) -> bytes:
    assert piece.paper is not None
    try:
        if isinstance(piece.document, Document):
            return files.read((made or render.pdf(piece.document)).file)
        assert piece.file is not None
        return with_room(piece.paper.version, files.read(piece.file))
    except render.CannotLayOut as error:
        raise PaperStops(piece.paper, error.sentence) from error
    except files.Damaged as error:
        raise PaperStops(piece.paper, _("The stored file is damaged. Upload the PDF again.")) from error


def copy_without(pack: Pack, left_out: Collection[str]) -> bytes:
    """The restricted pack without some of its pieces, put together from the parts that remain.

    Page numbers stay those of the whole pack. Made once for each set and kept; raises `PaperStops`, and
    `NotMadeYet` where a page is being opened and it is not kept.
    """
    meeting = Meeting.objects.select_related("body", "venue").get(pk=pack.meeting_id)
    key = pack_inputs(meeting, pack.kind, left_out)
    kept = render.kept(key)
    if kept is not None:
        return files.read(kept.file)
    if waiting.is_at_once():
        what = {"pack": pack.pk, "left_out": list(left_out)}
        raise waiting.NotMadeYet([waiting.Wanted(_("Restricted pack"), COPY, f"copy:{key}", what)])
    pieces = pieces_of(papers_of(meeting))
    data = {piece.key: _bytes_of(piece) for piece in pieces}
    whole = assembled(meeting, pack.kind, pieces, data, left_out)
    return files.read(render.keep(key, whole.data, whole.pages).file)


def _keep(pack: Pack, whole: packs.BuiltPack, pieces: list[Piece], built_from: str) -> None:
    by_key = {piece.key: piece.paper for piece in pieces if piece.paper}
    stored = files.store(whole.data, PDF, whole.pages)
    screen = files.store(whole.screen, PDF, whole.screen_pages) if whole.screen else None
    with transaction.atomic():
        PackEntry.objects.filter(pack=pack).delete()
        PackEntry.objects.bulk_create(_entry(pack, placed, by_key) for placed in whole.placed)
        Pack.objects.filter(pk=pack.pk).update(
            status=Pack.Status.WHOLE,
            file=stored,
            screen_file=screen,
            page_count=whole.pages,
            inputs_hash=built_from,
            failure="",
            failed_placement=None,
            built_at=clock.now(),
        )


def _entry(pack: Pack, placed: packs.Placed, papers: dict[str, PaperOnAgenda]) -> PackEntry:
    paper = papers.get(placed.key or "") if placed.kind == "paper" else None
    return PackEntry(
        pack=pack,
        # The contents of the restricted papers are a front sheet of their own.
        kind=PackEntry.Kind.FRONT if placed.key == CONTENTS else placed.kind,
        placement=paper.placement if paper else None,
        paper_version=paper.version if paper else None,
        first_page=placed.first,
        last_page=placed.last,
    )
