"""A Word file waits for a yes, beside its own pages; and a paper leaves as a Word file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, SignedInRequest, by_link, signed_in
from foundation.documents.layout import render as documents
from foundation.documents.processes import limits
from foundation.documents.store import files
from foundation.documents.word import word_in
from foundation.documents.word.word_out import word_answer
from foundation.history.findings import require
from meetings.models import Paper, WordDraft
from meetings.papers import overview
from meetings.papers.actions import reading_word
from meetings.papers.actions.autosaving import version_to_read
from meetings.papers.pages.word import draft_findings, draft_text, onward_meeting, waiting_draft
from meetings.papers.policies import PAPER_LINK, may_edit_paper
from meetings.papers.views.acts import desk_or_404
from meetings.papers.writer_pages import Desk
from meetings.restricted import actions


def _draft(desk: Desk) -> WordDraft | None:
    require(may_edit_paper(desk.by, desk.paper))
    return waiting_draft(desk.paper)


def _look(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Is this what the author wrote? The text as it was understood, beside the pages as they came."""
    draft = _draft(desk)
    if draft is None:
        return redirect(desk.page)
    count = (draft.pages_file.pages or 0) if draft.pages_file else 0
    context = {
        "paper": desk.paper,
        "desk": desk,
        "draft": draft,
        "html": documents.screen(draft_text(draft, desk.paper)),
        "pages": range(1, min(count, limits.WORD_PAGES_SHOWN) + 1),
        "left_out": max(0, count - limits.WORD_PAGES_SHOWN),
        "found": draft_findings(draft),
    }
    return render(request, "meetings/papers/word_look.html", context)


def _page(desk: Desk, number: int) -> HttpResponse:
    draft = _draft(desk)
    if draft is None or draft.pages_file is None or not 1 <= number <= limits.WORD_PAGES_SHOWN:
        return HttpResponse(status=404)
    drawn, _ = word_in.page_picture(files.read(draft.pages_file), number)
    if not drawn:
        return HttpResponse(status=404)
    return HttpResponse(drawn, content_type="image/png")


def _accept(request: HttpRequest, desk: Desk) -> HttpResponse:
    reading_word.accept_word(paper=desk.paper, file=request.POST.get("file", ""), by=desk.by)
    return redirect(desk.page)


def _discard(request: HttpRequest, desk: Desk) -> HttpResponse:
    reading_word.discard_word(paper=desk.paper, file=request.POST.get("file", ""), by=desk.by)
    return redirect(desk.page)


@signed_in
def paper_word(request: SignedInRequest, pk: int) -> HttpResponse:
    """The Word file that waits for a yes."""
    return _look(request, desk_or_404(request, pk))


@signed_in
def paper_word_page(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One page of the original, as a picture."""
    return _page(desk_or_404(request, pk), number)


@require_POST
@signed_in
def paper_word_accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Yes, use this text."""
    return _accept(request, desk_or_404(request, pk))


@require_POST
@signed_in
def paper_word_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """No, take it away."""
    return _discard(request, desk_or_404(request, pk))


def _desk(request: LinkRequest) -> Desk:
    papers = Paper.objects.opened_by(request.link).select_related("body", "author")
    return Desk.by_link(request.link, get_object_or_404(papers))


@by_link(PAPER_LINK)
def author_word(request: LinkRequest, ref: str) -> HttpResponse:
    """The same for an author by personal link."""
    return _look(request, _desk(request))


@by_link(PAPER_LINK)
def author_word_page(request: LinkRequest, ref: str, number: int) -> HttpResponse:
    """One page of the original, as a picture."""
    return _page(_desk(request), number)


@require_POST
@by_link(PAPER_LINK)
def author_word_accept(request: LinkRequest, ref: str) -> HttpResponse:
    """Yes, use this text."""
    return _accept(request, _desk(request))


@require_POST
@by_link(PAPER_LINK)
def author_word_discard(request: LinkRequest, ref: str) -> HttpResponse:
    """No, take it away."""
    return _discard(request, _desk(request))


@signed_in
def paper_docx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper as a Word file, for those who may read it."""
    desk = desk_or_404(request, pk)
    version = version_to_read(desk.paper)
    document = overview.as_printed(desk.paper, version) if version else None
    if document is None:
        raise Http404("There is no text")
    meeting = onward_meeting(desk.paper, request.user)
    if meeting is not None:
        actions.require_word_file(meeting=meeting, document=document)
    return word_answer(document, desk.paper.title)
