"""The papers of everybody's shelf: writing one, reading it, handing it on."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from foundation.accounts.access import SignedInRequest, signed_in
from meetings import shelf
from meetings.desks import Desk
from meetings.models import Paper
from meetings.policies.papers import may_edit_paper
from meetings.views import writing


def paper_or_404(request: SignedInRequest, pk: int) -> Paper:
    """The paper, if this user may see it."""
    return get_object_or_404(Paper.objects.visible_to(request.user).select_related("body", "author"), pk=pk)


def desk_or_404(request: SignedInRequest, pk: int) -> Desk:
    """The paper at the desk of this user, if they may see it."""
    return Desk.inside(request.user, paper_or_404(request, pk))


@signed_in
def papers(request: SignedInRequest) -> HttpResponse:
    """Every paper this user may see, what is not cleared first."""
    today = timezone.localdate()
    found = shelf.paper_list(request.user, today, request.GET.get("page"))
    context = {
        "page": found.page,
        "rows": found.rows,
        "may_write": bool(shelf.bodies_to_write_for(request.user, today)),
        "may_ask": bool(shelf.bodies_asked_for(request.user, today)),
    }
    return render(request, "meetings/papers.html", context)


@signed_in
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper: the writing page where it is written here, otherwise what is known of it."""
    desk = desk_or_404(request, pk)
    found = desk.paper
    if found.origin != Paper.Origin.WRITTEN or not may_edit_paper(request.user, found).is_met:
        version = shelf.newest_version(found)
        return render(request, "meetings/paper_read.html", writing.facts(desk, version))
    return writing.write(request, desk)


@signed_in
def paper_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper as a page, with its numbers."""
    return writing.preview(request, desk_or_404(request, pk))


@signed_in
def paper_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper as a PDF, as it is before it stands in a pack."""
    return writing.pdf(request, desk_or_404(request, pk))


@signed_in
def paper_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """What happened to the paper, and all its versions."""
    found = paper_or_404(request, pk)
    context = {
        "paper": found,
        "events": shelf.events_of(found),
        "versions": found.versions.select_related("file").defer("document").order_by("-number"),
    }
    return render(request, "meetings/paper_history.html", context)
