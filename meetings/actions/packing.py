"""Building a pack: every paper laid out, the agenda in front, one PDF, and what stands on which pages."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from foundation.documents import files, packs, render
from foundation.documents.document import Document
from foundation.documents.models import RenderedComponent
from meetings.actions.packs import pack_inputs
from meetings.documents.agenda import AgendaDocument
from meetings.documents.pack_parts import PaperOnAgenda, papers_of
from meetings.models import Meeting, Pack, PackEntry

PDF = "application/pdf"
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
    papers = [paper for paper in papers_of(meeting) if paper.goes_in]
    built_from = pack_inputs(meeting, pack.kind)
    keys = {paper.key: paper.placement.pk for paper in papers}
    total = len(papers) + 2
    parts = [
        packs.Part(
            key=paper.key,
            title=paper.title,
            mark=paper.mark,
            data=data,
            outline_label=f"{paper.label} {paper.title}".strip(),
        )
        for paper, data in zip(papers, _laid_out(pack, papers, total, progress, is_careful), strict=True)
    ]

    def front(ranges: dict[str, tuple[int, int]]) -> RenderedComponent:
        pages = {keys[key]: found for key, found in ranges.items()}
        return render.pdf(AgendaDocument.of(meeting, pages, is_draft=pack.kind == Pack.Kind.DRAFT))

    progress(len(papers), total, "Agenda and page numbers")
    whole = packs.assemble(front, parts, _options(meeting, pack))
    progress(total - 1, total, "Keeping the pack")
    _keep(pack, whole, papers, built_from)


def _options(meeting: Meeting, pack: Pack) -> packs.Options:
    settings = meeting.settings
    return packs.Options(
        title=f"{settings.name}, {meeting.day:%-d %B %Y}",
        language="en-GB",
        leaves=settings.prints_blank_leaves,
        with_screen=pack.kind != Pack.Kind.DRAFT,
        draft=pack.kind == Pack.Kind.DRAFT,
    )


def _laid_out(
    pack: Pack, papers: list[PaperOnAgenda], total: int, progress: Report, is_careful: bool
) -> list[bytes]:
    """The bytes of every paper, in order; first all at once, and one by one to find the one that stops."""
    progress(0, total, "Papers")
    documents = [paper.document for paper in papers if paper.document]
    if not is_careful:
        try:
            render.pdfs(documents, lambda done, _: progress(min(done, len(papers)), total, "Papers"))
        except render.CannotLayOut:
            is_careful = True
    found = []
    for number, paper in enumerate(papers):
        if is_careful:
            Pack.objects.filter(pk=pack.pk).update(failed_placement=paper.placement)
        progress(number, total, paper.title)
        found.append(_bytes_of(paper))
    return found


def _bytes_of(paper: PaperOnAgenda) -> bytes:
    try:
        if isinstance(paper.document, Document):
            return files.read(render.pdf(paper.document).file)
        assert paper.version is not None and paper.version.file is not None
        return files.read(paper.version.file)
    except render.CannotLayOut as error:
        raise PaperStops(paper, error.sentence) from error
    except files.Damaged as error:
        raise PaperStops(paper, "The stored file is damaged. Put the PDF in again.") from error


def _keep(pack: Pack, whole: packs.BuiltPack, papers: list[PaperOnAgenda], built_from: str) -> None:
    by_key = {paper.key: paper for paper in papers}
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
            built_at=timezone.now(),
        )


def _entry(pack: Pack, placed: packs.Placed, papers: dict[str, PaperOnAgenda]) -> PackEntry:
    paper = papers.get(placed.key or "") if placed.kind == "paper" else None
    return PackEntry(
        pack=pack,
        kind=placed.kind,
        placement=paper.placement if paper else None,
        paper_version=paper.version if paper else None,
        first_page=placed.first,
        last_page=placed.last,
    )
