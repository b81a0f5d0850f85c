"""What was found in the file of a paper, and deciding that it may stand."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.store import files
from foundation.history.findings import require
from foundation.ui.form_page import FormPage
from meetings import actions, shelf
from meetings.forms.vetting import DisclosureForm
from meetings.models import Paper
from meetings.policies.papers import may_decide_disclosure
from meetings.vetted import Report


def _paper_or_404(request: SignedInRequest, pk: int) -> Paper:
    return get_object_or_404(Paper.objects.vetted_by(request.user).select_related("body"), pk=pk)


@signed_in
def paper_found(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that was found in the newest file of the paper."""
    paper = _paper_or_404(request, pk)
    version = shelf.newest_version(paper)
    context = {"paper": paper, "version": version, "report": Report.of(paper, version, request.user)}
    return render(request, "meetings/vetting_report.html", context)


@signed_in
def paper_found_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself, for whoever has to decide on it."""
    paper = _paper_or_404(request, pk)
    require(may_decide_disclosure(request.user, paper))
    version = shelf.newest_version(paper)
    if version is None or version.file is None:
        raise Http404
    return HttpResponse(files.read(version.file), content_type="application/pdf")


@signed_in
def paper_decide(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Say why what was found may stand."""
    paper = _paper_or_404(request, pk)
    require(may_decide_disclosure(request.user, paper))
    version = shelf.newest_version(paper)
    row = Report.of(paper, version, request.user).open_row(code)
    if row is None or version is None:
        return redirect("meetings:paper_found", pk)
    form = DisclosureForm(request.POST or None)
    if form.is_valid():
        actions.decide_disclosure(
            version=version, code=code, reason=form.cleaned_data["reason"], by=request.user
        )
        return redirect("meetings:paper_found", pk)
    page = FormPage(
        heading="Decide that it may stand",
        lead=paper.title,
        button="It may stand",
        back=resolve_url("meetings:paper_found", pk),
        is_of_tab=True,
        template="meetings/vetting_decide.html",
    )
    return page.show(request, form, paper=paper, row=row)
