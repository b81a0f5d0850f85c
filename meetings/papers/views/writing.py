"""Writing a paper, uploading it, and reading it over: at the desk of whoever writes it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.layout import render as documents
from foundation.documents.processes import limits
from foundation.documents.saving import together
from foundation.documents.store import files
from foundation.documents.word import word_in
from foundation.history.findings import require
from foundation.ui.dates import clock_time
from foundation.ui.form_page import FormPage
from foundation.ui.words import whole_number
from meetings.models import Paper, PaperVersion
from meetings.papers import mail, overview
from meetings.papers.actions import preparing, sent_files
from meetings.papers.actions.autosaving import version_to_read
from meetings.papers.documents.report import COMMISSIONER, USUAL_IMPLICATIONS, Implication, ReportDocument
from meetings.papers.forms.acts import ReplaceFileForm
from meetings.papers.forms.folds import folds_of
from meetings.papers.forms.writing import PaperForm
from meetings.papers.pages.paper import Report, points_of, request_of, status_sentence
from meetings.papers.pages.word import waiting_draft
from meetings.papers.policies import may_clear_paper, may_edit_paper
from meetings.papers.sent_for import of_paper
from meetings.papers.views import sending
from meetings.papers.writer_pages import Desk, reader_of


def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The paper as its reader needs it: how to begin, the writing page, or the paper as it is printed."""
    is_written_here = desk.paper.origin == Paper.Origin.WRITTEN and may_edit_paper(desk.by, desk.paper).is_met
    if is_written_here and request.method == "POST":
        return write(request, desk)
    version = version_to_read(desk.paper)
    if is_written_here and version is None:
        return render(request, "meetings/papers/paper_start.html", facts(desk, version))
    if is_written_here and not is_to_check(desk):
        return write(request, desk)
    return render(
        request, "meetings/papers/paper_read.html", {**facts(desk, version), **printed(desk, version)}
    )


def is_to_check(desk: Desk) -> bool:
    """Has it been handed in, and does this reader check it?"""
    may_clear = desk.user is not None and may_clear_paper(desk.user, desk.paper).is_met
    return may_clear and desk.paper.preparation == Paper.Preparation.RECEIVED


def printed(desk: Desk, version: PaperVersion | None) -> dict[str, object]:
    """The paper as it is printed: its text, or the numbers of its pages."""
    document = overview.as_printed(desk.paper, version) if version else None
    pages = (version.pages or 0) if version and not document else 0
    return {
        "html": documents.screen(document) if document else "",
        "sheets": range(1, min(pages, limits.WORD_PAGES_SHOWN) + 1),
        "left_out": max(0, pages - limits.WORD_PAGES_SHOWN),
    }


def sheet(desk: Desk, number: int) -> HttpResponse:
    """One page of an uploaded paper as a picture; none where there is no such page."""
    version = overview.newest_version(desk.paper)
    if version is None or version.file is None or not 1 <= number <= limits.WORD_PAGES_SHOWN:
        return HttpResponse(status=404)
    drawn, __ = word_in.page_picture(files.read(version.file), number)
    return HttpResponse(drawn, content_type="image/png") if drawn else HttpResponse(status=404)


def write_or_read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The writing page; back to the paper where it cannot be written here now."""
    is_written = desk.paper.origin == Paper.Origin.WRITTEN
    if not is_written or not may_edit_paper(desk.by, desk.paper).is_met:
        return redirect(desk.page)
    return write(request, desk)


def write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The writing page: shown, with one more row, saved, or saved and sent."""

    def read() -> PaperVersion | None:
        is_sent = request.method == "POST"
        return overview.newest_version(desk.paper) if is_sent else version_to_read(desk.paper)

    def make(version: PaperVersion | None, data: Any) -> PaperForm:
        return form_of(desk, version, data, files=request.FILES)

    def act(__: PaperVersion | None, form: PaperForm) -> HttpResponse:
        based_on, then, report = form.cleaned_data["based_on"] or 0, form.data.get("then", ""), form.report()
        if then == "send":
            require(preparing.has_words(report))
        preparing.save_paper(paper=desk.paper, report=report, based_on=based_on, by=desk.by)
        return _next(request, desk, then)

    if "add" in request.POST:
        version = read()
        based_on = whole_number(request.POST.get("based_on", "")) or 0
        more = make(version, request.POST).with_row(request.POST["add"], based_on)
        return _writing(request, desk, version, together.shown_again(request, more))
    saved = together.save(request, read, make, act)
    return saved.answer or _writing(request, desk, saved.found, saved.form)


def form_of(desk: Desk, version: PaperVersion | None, data: Any, files: Any = None) -> PaperForm:
    """The form of the writing page, as this version stands or as it was sent."""
    report = _report(version) or blank_report(desk.paper.title)
    return PaperForm(report, version.number if version else 0, data, files=files)


def _next(request: HttpRequest, desk: Desk, then: str) -> HttpResponse:
    """What is done with the text once it is saved, by the button that was pressed."""
    if then == "send":
        preparing.receive_paper(paper=desk.paper, by=desk.by)
        say_sent(request)
        return redirect(desk.page)
    if then == "clear" and desk.user is not None:
        preparing.clear_paper(paper=desk.paper, by=desk.user)
        say_cleared(request)
        return redirect(desk.page)
    return redirect(request.path)


def say_sent(request: HttpRequest) -> None:
    """Say that the secretariat has the paper now."""
    messages.success(
        request, _("Sent to the secretariat at {time}.").format(time=clock_time(timezone.localtime()))
    )


def say_cleared(request: HttpRequest) -> None:
    """Say that the paper is ready for the pack."""
    messages.success(request, _("Cleared at {time}.").format(time=clock_time(timezone.localtime())))


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
    if newest is not None and isinstance(form, ReplaceFileForm):
        form.say_what_is_kept()
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
    heading, button = (
        (_("Replace the file"),) * 2 if newest and newest.file else (_("Upload a file"), _("Upload the file"))
    )
    page = FormPage(heading, button, desk.page, lead=desk.paper.title)
    return page.show(request, form, paper=desk.paper, desk=desk)


def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The paper as a page, with its numbers."""
    version = version_to_read(desk.paper)
    document = overview.as_printed(desk.paper, version) if version else None
    if document is None:
        return redirect(desk.page)
    context = {"paper": desk.paper, "desk": desk, "version": version, "html": documents.screen(document)}
    return render(request, "meetings/papers/paper_preview.html", context)


def pdf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The paper as a PDF, before it is part of a pack."""
    version = version_to_read(desk.paper)
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
    today = timezone.localdate()
    is_cleared = found.preparation == Paper.Preparation.CLEARED
    is_text = found.origin == Paper.Origin.WRITTEN
    report = _report(version)
    return {
        "paper": found,
        "desk": desk,
        "version": version,
        "report": Report.of(found, version, desk.user),
        "places": overview.places_of(found),
        "state": overview.state_of(found, today),
        "asked": request_of(found, timezone.now(), is_secretary=may_clear),
        "may_edit": may_edit_paper(desk.by, found),
        "word_draft": waiting_draft(found),
        "sent": of_paper(found, desk.by),
        "points": points_of(report, desk.write) if report else [],
        "sentence": status_sentence(found, is_secretary=may_clear),
        "next_to_check": overview.next_to_check(found, desk.user, today)
        if desk.user and may_clear and is_cleared
        else None,
        "may_clear": may_clear,
        "can_receive": not may_clear and version and found.preparation in ("draft", "returned", "asked"),
        "can_clear": may_clear and version and not is_cleared,
        "can_return": may_clear and found.preparation in ("received", "cleared"),
        "can_reopen": may_clear and is_cleared and found.origin != "document",
        "can_write": is_text and may_clear and not is_cleared,
        "is_text": is_text,
    }


def _writing(
    request: HttpRequest,
    desk: Desk,
    version: PaperVersion | None,
    form: PaperForm,
) -> HttpResponse:
    style = form["house_style"].value()
    context = {
        **facts(desk, version),
        "form": form,
        "folds": folds_of(form),
        "is_recommended_first": style == COMMISSIONER,
        "reader": reader_of(desk),
        "keeps": "" if mail.is_restricted(desk.paper) else ("browser" if desk.user else "tab"),
        "when": overview.when_of(desk.paper),
    }
    return render(request, "meetings/papers/paper_write.html", context)


def _report(version: PaperVersion | None) -> ReportDocument | None:
    return preparing.report_of(version) if version else None
