"""Asking for papers, asking again, the links of authors and their pages, and what vetting found."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, SignedInRequest, by_link, signed_in
from foundation.documents.store import files
from foundation.documents.text import pictures
from foundation.history.findings import require
from foundation.ui.dates import clock_time
from foundation.ui.form_page import FormPage
from foundation.ui.middleware import page_before
from foundation.ui.words import called
from meetings.models import AgendaItem, Paper
from meetings.papers import overview
from meetings.papers.actions import asking, preparing, vetting
from meetings.papers.actions.autosaving import version_to_read
from meetings.papers.forms.acts import AskAgainForm, AskPaperForm
from meetings.papers.forms.writing import DisclosureForm
from meetings.papers.pages.paper import Report
from meetings.papers.policies import PAPER_LINK, may_ask_for_papers, may_decide_disclosure, may_edit_paper
from meetings.papers.views import writing
from meetings.papers.views.acts import paper_or_404, wanted_item
from meetings.papers.writer_pages import Desk


def _ask_form(request: SignedInRequest, item: AgendaItem | None) -> AskPaperForm:
    today = timezone.localdate()
    bodies = overview.bodies_asked_for(request.user, today)
    if not bodies:
        raise Http404
    items = overview.open_items(request.user, today, item.meeting if item else None)
    initial = {}
    if item:
        day = overview.usual_due_day_for(item, today)
        initial = {"title": item.title, "item": item.pk, "body": item.meeting.body_id, "due_on": day}
    return AskPaperForm(
        request.POST or None,
        bodies=bodies,
        items=items,
        labels=overview.item_words(items),
        usual_day=lambda chosen: overview.usual_due_day_for(chosen, today),
        authors=overview.authors_for(request.user, today),
        initial=initial,
    )


@signed_in
def paper_ask(request: SignedInRequest) -> HttpResponse:
    """Ask somebody to write a paper, and place it on its item, in one step."""
    wanted = wanted_item(request)
    form = _ask_form(request, wanted)
    if not form.is_valid():
        where = ("meetings:meeting_papers", wanted.meeting_id) if wanted else ("meetings:papers",)
        page = FormPage(_("Ask for a paper"), _("Ask for the paper"), resolve_url(*where))
        return page.show(request, form, item=wanted)
    typed = form.cleaned_data
    item = typed.pop("item")
    typed["body"] = item.meeting.body if item else typed["body"]
    paper = asking.ask_for_paper(**typed, item=item, by=request.user)
    messages.info(request, _("{author_name} has been asked by email.").format(author_name=paper.author_name))
    if item:
        return redirect("meetings:meeting_papers", item.meeting_id)
    return redirect("meetings:paper", paper.pk)


@signed_in
def paper_ask_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the same paper anew: somebody else, something else, or another day."""
    paper = paper_or_404(request, pk)
    require(may_ask_for_papers(request.user, paper.body))
    initial = {
        "author": paper.author_id,
        "name": paper.asked_name,
        "email": paper.asked_email,
        "wanted": paper.wanted,
        "due_on": paper.due_on,
    }
    authors = overview.authors_for(request.user, timezone.localdate())
    form = AskAgainForm(request.POST or None, authors=authors, initial=initial)
    if form.is_valid():
        asked = asking.ask_again(paper=paper, by=request.user, **form.cleaned_data)
        messages.info(
            request,
            _("{author_name} has been asked by email. Earlier links have been closed.").format(
                author_name=asked.author_name
            ),
        )
        return redirect("meetings:paper", pk)
    page = FormPage(
        heading=_("Ask again"),
        lead=paper.title,
        sentence=_("The author is sent an email. Links sent earlier are closed."),
        button=_("Ask for the paper"),
        back=resolve_url("meetings:paper", pk),
    )
    return page.show(request, form, paper=paper)


@require_POST
@signed_in
def paper_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind the author now, and stay on the page where it was pressed."""
    paper = paper_or_404(request, pk)
    at = asking.remind_author(paper=paper, by=request.user)
    messages.success(
        request,
        _("Reminder sent to {author_name} at {time}.").format(
            author_name=called(paper.author_name), time=clock_time(at)
        ),
    )
    return redirect(page_before(request) or resolve_url("meetings:paper", pk))


@require_POST
@signed_in
def paper_link_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the author a new link; the old one is closed."""
    paper = asking.send_new_link(paper=paper_or_404(request, pk), by=request.user)
    messages.info(
        request,
        _("{author_name} has been sent a new link. The old one has been closed.").format(
            author_name=paper.author_name
        ),
    )
    return redirect("meetings:paper", pk)


@require_POST
@signed_in
def paper_link_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the author's link."""
    asking.revoke_link(paper=paper_or_404(request, pk), by=request.user)
    messages.info(request, _("The author’s link has been closed."))
    return redirect("meetings:paper", pk)


def _desk(request: LinkRequest) -> Desk:
    papers = Paper.objects.opened_by(request.link).select_related("body", "author")
    return Desk.by_link(request.link, get_object_or_404(papers))


@by_link(PAPER_LINK)
def author_paper(request: LinkRequest, ref: str) -> HttpResponse:
    """The paper of an author by link: how to begin, the writing page, or the paper as it is printed."""
    with pictures.counted(request.link.sender, timezone.localdate()):
        return writing.page(request, _desk(request))


@by_link(PAPER_LINK)
def author_write(request: LinkRequest, ref: str) -> HttpResponse:
    """Write it here; what came as a file is not written here."""
    with pictures.counted(request.link.sender, timezone.localdate()):
        return writing.write_or_read(request, _desk(request))


@by_link(PAPER_LINK)
def author_sheet(request: LinkRequest, ref: str, number: int) -> HttpResponse:
    """One page of an uploaded paper, as a picture."""
    return writing.sheet(_desk(request), number)


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
    preparing.receive_paper(paper=desk.paper, by=desk.by)
    writing.say_sent(request)
    return redirect(desk.page)


@by_link(PAPER_LINK)
def author_preview(request: LinkRequest, ref: str) -> HttpResponse:
    """Read it as a page."""
    return writing.preview(request, _desk(request))


@by_link(PAPER_LINK)
def author_pdf(request: LinkRequest, ref: str) -> HttpResponse:
    """Read it as a PDF."""
    return writing.pdf(request, _desk(request))


def _paper_or_404(request: SignedInRequest, pk: int) -> Paper:
    return get_object_or_404(Paper.objects.vetted_by(request.user).select_related("body"), pk=pk)


@signed_in
def paper_found(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that was found in the newest file of the paper."""
    paper = _paper_or_404(request, pk)
    version = version_to_read(paper)
    context = {"paper": paper, "version": version, "report": Report.of(paper, version, request.user)}
    return render(request, "meetings/papers/vetting_report.html", context)


@signed_in
def paper_found_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself, for whoever has to decide on it."""
    paper = _paper_or_404(request, pk)
    require(may_decide_disclosure(request.user, paper))
    version = overview.newest_version(paper)
    if version is None or version.file is None:
        raise Http404
    return HttpResponse(files.read(version.file), content_type="application/pdf")


@signed_in
def paper_decide(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """Say why what was found may stand."""
    paper = _paper_or_404(request, pk)
    require(may_decide_disclosure(request.user, paper))
    version = overview.newest_version(paper)
    row = Report.of(paper, version, request.user).open_row(code)
    if row is None or version is None:
        return redirect("meetings:paper_found", pk)
    form = DisclosureForm(request.POST or None)
    if form.is_valid():
        vetting.decide_disclosure(
            version=version, code=code, reason=form.cleaned_data["reason"], by=request.user
        )
        return redirect("meetings:paper_found", pk)
    page = FormPage(
        heading=_("Accept with a reason"),
        lead=paper.title,
        button=_("Accept"),
        back=resolve_url("meetings:paper_found", pk),
        is_of_tab=True,
        template="meetings/papers/vetting_decide.html",
    )
    return page.show(request, form, paper=paper, row=row)
