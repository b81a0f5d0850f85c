"""Writing a paper, uploading it, and reading it over: at the desk of whoever writes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from foundation.documents.layout import render as documents
from foundation.documents.saving import together
from foundation.documents.store import files
from foundation.history.findings import require
from foundation.ui.form_page import FormPage
from foundation.ui.words import whole_number
from meetings.models import Paper, PaperVersion
from meetings.papers import overview
from meetings.papers.actions import preparing, sent_files
from meetings.papers.documents.report import USUAL_IMPLICATIONS, Implication, ReportDocument
from meetings.papers.forms.acts import ReplaceFileForm
from meetings.papers.forms.writing import PaperForm
from meetings.papers.pages.paper import Report, request_of
from meetings.papers.pages.word import waiting_draft
from meetings.papers.policies import may_clear_paper, may_edit_paper
from meetings.papers.rules import missing
from meetings.papers.sent_for import of_paper
from meetings.papers.views import sending
from meetings.papers.writer_pages import Desk


def write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The writing page: shown, with one more row, or saved."""

    def read() -> PaperVersion | None:
        return overview.newest_version(desk.paper)

    def form_of(version: PaperVersion | None, data: Any) -> PaperForm:
        report = _report(version) or blank_report(desk.paper.title)
        return PaperForm(report, version.number if version else 0, data, files=request.FILES)

    def act(_: PaperVersion | None, form: PaperForm) -> HttpResponse:
        based_on = form.cleaned_data["based_on"] or 0
        preparing.save_paper(paper=desk.paper, report=form.report(), based_on=based_on, by=desk.by)
        return redirect(desk.write)

    if "add" in request.POST:
        version = read()
        based_on = whole_number(request.POST.get("based_on", "")) or 0
        more = form_of(version, request.POST).with_row(request.POST["add"], based_on)
        return _writing(request, desk, version, together.shown_again(request, more))
    saved = together.save(request, read, form_of, act)
    return saved.answer or _writing(request, desk, saved.found, saved.form)


def blank_report(title: str) -> ReportDocument:
    """What a report begins with."""
    return ReportDocument(
        title=title, implications=[Implication(label=label) for label in USUAL_IMPLICATIONS]
    )


def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send a file that takes the place of what there is; what cannot be used is said beside the field."""
    require(may_edit_paper(desk.by, desk.paper))
    form = sending.form_of(request, desk.by, ReplaceFileForm)
    newest = overview.newest_version(desk.paper)
    if form.is_valid():
        answer = sending.send(
            request,
            desk.by,
            form,
            sent_files.REPLACE,
            scope=desk.paper.scope,
            paper=desk.paper.pk,
            based_on=newest.number if newest else 0,
        )
        if answer is not None:
            return answer
    heading, button = ("Replace the file",) * 2 if newest else ("Upload the paper", "Upload")
    page = FormPage(heading, button, desk.page, lead=desk.paper.title)
    return page.show(request, form, paper=desk.paper, desk=desk)


def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The paper as a page, with its numbers."""
    version = overview.newest_version(desk.paper)
    document = overview.as_printed(desk.paper, version) if version else None
    if document is None:
        return redirect(desk.page)
    context = {"paper": desk.paper, "desk": desk, "version": version, "html": documents.screen(document)}
    return render(request, "meetings/papers/paper_preview.html", context)


def pdf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The paper as a PDF, as it is before it stands in a pack."""
    version = overview.newest_version(desk.paper)
    if version is None:
        return redirect(desk.page)
    document = overview.as_printed(desk.paper, version)
    stored = documents.pdf(document).file if document else version.file
    assert stored is not None
    return HttpResponse(files.read(stored), content_type="application/pdf")


def facts(desk: Desk, version: PaperVersion | None) -> dict[str, object]:
    """What every page of a paper shows around it."""
    found = desk.paper
    may_clear = desk.user is not None and may_clear_paper(desk.user, found).is_met
    return {
        "paper": found,
        "desk": desk,
        "version": version,
        "report": Report.of(found, version, desk.user),
        "places": overview.places_of(found),
        "state": overview.state_of(found, timezone.localdate()),
        "asked": request_of(found, timezone.now(), is_secretary=may_clear),
        "may_edit": may_edit_paper(desk.by, found),
        "word_draft": waiting_draft(found),
        "sent": of_paper(found, desk.by),
        "may_clear": may_clear,
        "can_receive": not may_clear and version and found.preparation in ("draft", "returned", "asked"),
        "can_clear": may_clear and version and found.preparation != Paper.Preparation.CLEARED,
        "can_return": may_clear and found.preparation in ("received", "cleared"),
        "can_reopen": may_clear and found.preparation == "cleared" and found.origin != "document",
    }


def _writing(
    request: HttpRequest,
    desk: Desk,
    version: PaperVersion | None,
    form: PaperForm,
) -> HttpResponse:
    kept = _report(version)
    context = {
        **facts(desk, version),
        "form": form,
        "points": missing(kept) if kept else [],
    }
    return render(request, "meetings/papers/paper_write.html", context)


def _report(version: PaperVersion | None) -> ReportDocument | None:
    return preparing.report_of(version) if version else None
