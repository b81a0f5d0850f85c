"""The pages an author opens by personal link: one paper, and nothing else of the site."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, by_link
from foundation.documents.text import pictures
from foundation.history.findings import require
from meetings import actions, shelf
from meetings.desks import Desk
from meetings.models import Paper
from meetings.policies.papers import PAPER_LINK, may_edit_paper
from meetings.views import writing


def _desk(request: LinkRequest) -> Desk:
    papers = Paper.objects.opened_by(request.link).select_related("body", "author")
    return Desk.by_link(request.link, get_object_or_404(papers))


@by_link(PAPER_LINK)
def author_paper(request: LinkRequest, ref: str) -> HttpResponse:
    """What is wanted and by when, how it stands, and what to do next."""
    desk = _desk(request)
    version = shelf.newest_version(desk.paper)
    return render(request, "meetings/paper_author.html", writing.facts(desk, version))


@by_link(PAPER_LINK)
def author_write(request: LinkRequest, ref: str) -> HttpResponse:
    """Write it here; what came as a file is not written here."""
    desk = _desk(request)
    is_written = desk.paper.origin == Paper.Origin.WRITTEN
    if not is_written or not may_edit_paper(desk.by, desk.paper).is_met:
        return redirect(desk.page)
    with pictures.counted(request.link.sender, timezone.localdate()):
        return writing.write(request, desk)


@by_link(PAPER_LINK)
def author_upload(request: LinkRequest, ref: str) -> HttpResponse:
    """Upload it."""
    return writing.upload(request, _desk(request))


@require_POST
@by_link(PAPER_LINK)
def author_hand_in(request: LinkRequest, ref: str) -> HttpResponse:
    """Hand it in to the secretary."""
    desk = _desk(request)
    require(may_edit_paper(desk.by, desk.paper))
    actions.receive_paper(paper=desk.paper, by=desk.by)
    return redirect(desk.page)


@by_link(PAPER_LINK)
def author_preview(request: LinkRequest, ref: str) -> HttpResponse:
    """Read it as a page."""
    return writing.preview(request, _desk(request))


@by_link(PAPER_LINK)
def author_pdf(request: LinkRequest, ref: str) -> HttpResponse:
    """Read it as a PDF."""
    return writing.pdf(request, _desk(request))
