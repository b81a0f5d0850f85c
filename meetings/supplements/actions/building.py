"""Building a supplement: the change sheet in front, then the papers, and what stands where."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.documents.layout import render
from foundation.documents.layout.document import Document, to_data
from foundation.documents.models import RenderedComponent
from foundation.documents.packing import kept_packs, packs
from foundation.documents.store import files
from foundation.history import clock
from foundation.ui.dates import long_day
from meetings.models import Meeting, Pack, PackEntry
from meetings.packs import rules
from meetings.packs.actions.building import PDF, PaperStops, Report
from meetings.packs.after_publication import AfterPublication
from meetings.papers.actions.vetting import with_room
from meetings.papers.documents.parts import PaperOnAgenda
from meetings.papers.rules import inputs_hash
from meetings.supplements.documents import SupplementDocument


def supplement_inputs(after: AfterPublication) -> str:
    """The hash of everything the next supplement would be built from now."""
    first, prefix = after.first_page
    return inputs_hash(
        front=to_data(SupplementDocument.of(after)),
        parts=[paper.as_public_input for paper in after.parts],
        prints_leaves=after.meeting.settings.prints_blank_leaves,
        is_draft=False,
        beside=[first, prefix],
    )


def build_supplement(pack: Pack, progress: Report, *, is_careful: bool = False) -> None:
    """Lay out and assemble a supplement from public papers only; it becomes whole in one transaction.

    Raises `PaperStops`.
    """
    meeting = Meeting.objects.select_related("body", "venue").get(pk=pack.meeting_id)
    after = AfterPublication.of(meeting)
    built_from = supplement_inputs(after)
    papers, total = after.parts, len(after.parts) + 2
    data = {}
    for number, paper in enumerate(papers):
        if is_careful:
            Pack.objects.filter(pk=pack.pk).update(failed_placement=paper.placement)
        progress(number, total, paper.title)
        data[paper.key] = _bytes_of(paper)
    progress(len(papers), total, _("Change sheet and page numbers"))
    whole = _assembled(after, papers, data)
    progress(total - 1, total, _("Saving the supplement"))
    _keep(pack, after, whole, built_from)


def paper_file_hash(paper: PaperOnAgenda) -> str:
    """The fingerprint of the PDF that the public gets of a paper."""
    if isinstance(paper.public_document, Document):
        return str(render.pdf(paper.public_document).file.hash)
    return paper.version.file.hash if paper.version and paper.version.file else ""


def _bytes_of(paper: PaperOnAgenda) -> bytes:
    try:
        if isinstance(paper.public_document, Document):
            return files.read(render.pdf(paper.public_document).file)
        assert paper.version is not None and paper.version.file is not None
        return files.read(paper.version.file)
    except render.CannotLayOut as error:
        raise PaperStops(paper, error.sentence) from error
    except files.Damaged as error:
        raise PaperStops(paper, _("The stored file is damaged. Upload the PDF again.")) from error


def _assembled(
    after: AfterPublication, papers: list[PaperOnAgenda], data: dict[str, bytes]
) -> packs.BuiltPack:
    keys = {paper.key: paper.placement.pk for paper in papers}
    hashes = {keys[key]: hashlib.sha256(found).hexdigest() for key, found in data.items()}
    first, prefix = after.first_page
    parts = [
        packs.Part(
            key=paper.key,
            title=paper.title,
            mark=paper.mark,
            data=data[paper.key] if paper.public_document else with_room(paper.version, data[paper.key]),
            outline_label=f"{paper.label} {paper.title}".strip(),
        )
        for paper in papers
    ]

    prepared = long_day(clock.now())

    def front(ranges: dict[str, tuple[int, int]]) -> RenderedComponent:
        pages = {keys[key]: found for key, found in ranges.items()}
        return render.pdf(SupplementDocument.of(after, pages, hashes, prepared=prepared))

    settings, name = after.meeting.settings, rules.supplement_name(after.number)
    options = packs.Options(
        title=f"{name}: {settings.name}, {after.meeting.day:%-d %B %Y}",
        leaves=settings.prints_blank_leaves,
        with_screen=True,
        first_page=first,
        page_prefix=prefix,
        front_label=_("Changes to the agenda pack"),
        left_mark=name.upper(),
    )
    return kept_packs.assemble(front, parts, options)


def _keep(pack: Pack, after: AfterPublication, whole: packs.BuiltPack, built_from: str) -> None:
    stored = files.store(whole.data, PDF, whole.pages)
    screen = files.store(whole.screen, PDF, whole.screen_pages) if whole.screen else None
    first, prefix = after.first_page
    with transaction.atomic():
        PackEntry.objects.filter(pack=pack).delete()
        PackEntry.objects.bulk_create([*_entries(pack, after, whole), *_withdrawals(pack, after)])
        Pack.objects.filter(pk=pack.pk).update(
            status=Pack.Status.WHOLE,
            file=stored,
            screen_file=screen,
            page_count=whole.pages,
            first_page=first,
            page_prefix=prefix,
            supplement_number=after.number,
            inputs_hash=built_from,
            failure="",
            failed_placement=None,
            built_at=clock.now(),
        )


def _entries(pack: Pack, after: AfterPublication, whole: packs.BuiltPack) -> list[PackEntry]:
    """What stands on which pages, each paper with what it does to those before it."""
    by_ref = {paper.key: paper for paper in after.parts}
    by_key = {change.key: change for change in after.changes}
    found = []
    for placed in whole.placed:
        paper = by_ref.get(placed.key or "")
        change = by_key[paper.placement.pk] if paper else None
        found.append(
            PackEntry(
                pack=pack,
                kind=placed.kind,
                placement=paper.placement if paper else None,
                paper_version=paper.version if paper else None,
                change=change.kind if change else "",
                replaces_id=change.was.entry if change and change.was else None,
                first_page=placed.first,
                last_page=placed.last,
            )
        )
    return found


def _withdrawals(pack: Pack, after: AfterPublication) -> list[PackEntry]:
    gone = [change for change in after.changes if change.kind == rules.WITHDRAWN and change.was]
    return [
        PackEntry(
            pack=pack,
            kind=PackEntry.Kind.PAPER,
            placement_id=change.key,
            change=rules.WITHDRAWN,
            replaces_id=change.was.entry if change.was else None,
        )
        for change in gone
    ]
