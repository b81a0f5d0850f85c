"""The papers of everybody's shelf: writing one, reading it, handing it on."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents import files
from foundation.documents import render as documents
from foundation.history.conflicts import NewerVersion
from meetings import actions, policies, shelf
from meetings.documents.report import ReportDocument
from meetings.forms.papers import PaperForms
from meetings.models import Paper, PaperVersion
from meetings.rules.papers import missing


def paper_or_404(request: SignedInRequest, pk: int) -> Paper:
    """The paper, if this user may see it."""
    return get_object_or_404(Paper.objects.visible_to(request.user).select_related("body", "author"), pk=pk)


@signed_in
def papers(request: SignedInRequest) -> HttpResponse:
    """Every paper this user may see, what is not cleared first."""
    today = timezone.localdate()
    rows = shelf.shelf(request.user, today)
    context = {"rows": rows, "may_write": bool(shelf.bodies_to_write_for(request.user, today))}
    return render(request, "meetings/papers.html", context)


@signed_in
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper: the writing page where it is written here, otherwise what is known of it."""
    found = paper_or_404(request, pk)
    version = shelf.newest_version(found)
    is_written = found.origin == Paper.Origin.WRITTEN
    if not is_written or not policies.may_edit_paper(request.user, found).is_met:
        return render(request, "meetings/paper_read.html", _facts(request, found, version))
    report = _report(version) or ReportDocument(title=found.title)
    number = version.number if version else 0
    data = request.POST if request.method == "POST" else None
    forms = PaperForms(report, number, data, files=request.FILES)
    if data is not None and "add" in data:
        more = forms.with_row(data["add"], _whole(data.get("based_on", "")))
        return _writing(request, found, version, more)
    if data is not None and data.get("choice") == "theirs":
        return redirect("meetings:paper", pk)
    if data is not None and forms.is_valid():
        return _saved(request, found, version, forms)
    return _writing(request, found, version, forms)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _saved(
    request: SignedInRequest, found: Paper, version: PaperVersion | None, forms: PaperForms
) -> HttpResponse:
    """Save and show the page afresh, or show both texts when somebody else saved in the meantime."""
    based_on = _whole(request.POST.get("newer", "")) or forms.based_on
    try:
        actions.save_paper(paper=found, report=forms.report(), based_on=based_on, by=request.user)
    except NewerVersion as conflict:
        forms.picture.ask_again()
        return _writing(request, found, version, forms, conflict)
    return redirect("meetings:paper", found.pk)


def _writing(
    request: SignedInRequest,
    found: Paper,
    version: PaperVersion | None,
    forms: PaperForms,
    conflict: NewerVersion | None = None,
) -> HttpResponse:
    kept = _report(version)
    context = {
        **_facts(request, found, version),
        "forms": forms,
        "form": forms.form,
        "conflict": conflict,
        "points": missing(kept) if kept else [],
    }
    return render(request, "meetings/paper_write.html", context)


def _facts(request: SignedInRequest, found: Paper, version: PaperVersion | None) -> dict[str, object]:
    may_clear = policies.may_clear_paper(request.user, found).is_met
    return {
        "paper": found,
        "version": version,
        "places": shelf.places_of(found),
        "state": shelf.state_of(found, timezone.localdate()),
        "may_edit": policies.may_edit_paper(request.user, found),
        "may_clear": may_clear,
        "can_receive": not may_clear and version and found.preparation in ("draft", "returned", "asked"),
        "can_clear": may_clear and version and found.preparation != Paper.Preparation.CLEARED,
        "can_return": may_clear and found.preparation in ("received", "cleared"),
        "can_reopen": may_clear and found.preparation == "cleared" and found.origin != "document",
    }


def _report(version: PaperVersion | None) -> ReportDocument | None:
    return actions.report_of(version) if version else None


@signed_in
def paper_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper as a page, with its numbers."""
    found = paper_or_404(request, pk)
    version = shelf.newest_version(found)
    document = shelf.as_printed(found, version) if version else None
    if document is None:
        return redirect("meetings:paper", pk)
    context = {"paper": found, "version": version, "html": documents.screen(document), "trouble": ""}
    return render(request, "meetings/paper_preview.html", context)


@signed_in
def paper_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The paper as a PDF, as it is before it stands in a pack."""
    found = paper_or_404(request, pk)
    version = shelf.newest_version(found)
    if version is None:
        return redirect("meetings:paper", pk)
    document = shelf.as_printed(found, version)
    try:
        stored = documents.pdf(document).file if document else version.file
    except documents.CannotLayOut as error:
        context = {"paper": found, "version": version, "html": "", "trouble": error.sentence}
        return render(request, "meetings/paper_preview.html", context)
    assert stored is not None
    return HttpResponse(files.read(stored), content_type="application/pdf")


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
