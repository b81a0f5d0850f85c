"""Starting, uploading, handing in, clearing and placing papers."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from foundation.ui.dates import clock_time, long_day
from foundation.ui.form_page import FormPage
from foundation.ui.words import whole_number
from meetings.models import AgendaItem, Paper, Placement
from meetings.papers import overview
from meetings.papers.actions import placing, preparing, sent_files
from meetings.papers.documents.report import PARTNER_BOARD, PARTNER_BOARD_BODY
from meetings.papers.forms.acts import DeliveryForm, PlaceForm, ReturnForm, StartPaperForm, UploadPaperForm
from meetings.papers.policies import may_clear_paper
from meetings.papers.views import sending, writing
from meetings.papers.writer_pages import Desk


def wanted_item(request: SignedInRequest) -> AgendaItem | None:
    """The item named in the address, if this user may place papers on it."""
    pk = request.GET.get("item", "")
    if not pk:
        return None
    items = overview.items_taking_papers(request.user, timezone.localdate())
    return get_object_or_404(items, pk=whole_number(pk) or 0)


def _form_values(request: SignedInRequest, item: AgendaItem | None) -> dict[str, Any]:
    today = timezone.localdate()
    bodies = overview.bodies_to_write_for(request.user, today)
    if not bodies:
        raise Http404
    initial = {"title": item.title, "body": item.meeting.body_id} if item else {}
    return {"bodies": bodies, "authors": overview.authors_for(request.user, today), "initial": initial}


def _start(heading: str, button: str, item: AgendaItem | None) -> FormPage:
    """The page that starts a paper, for this item of an agenda where one is named."""
    if item is None:
        return FormPage(heading, button, resolve_url("meetings:papers"))
    lead = _("It will be added to item “{item}”, {day}.").format(
        item=item.title, day=long_day(item.meeting.starts_at)
    )
    return FormPage(heading, button, resolve_url("meetings:meeting_papers", item.meeting_id), lead=lead)


@signed_in
def paper_new(request: SignedInRequest) -> HttpResponse:
    """Start a paper that is written here."""
    item = wanted_item(request)
    form = StartPaperForm(request.POST or None, **_form_values(request, item))
    if not form.is_valid():
        return _start(_("Write a paper"), _("Start writing"), item).show(request, form, item=item)
    typed = form.cleaned_data
    is_board = typed["house_style"] == PARTNER_BOARD
    report = replace(writing.blank_report(typed["title"]), house_style=typed["house_style"])
    if is_board:
        report = replace(report, body=PARTNER_BOARD_BODY, implications=[])
    with transaction.atomic():
        paper = preparing.write_paper(
            body=typed["body"],
            title=typed["title"],
            report=report,
            author=typed.get("author"),
            by=request.user,
        )
        if item is not None:
            placing.place_paper(item=item, paper=paper, by=request.user)
        return redirect("meetings:paper", paper.pk)


@signed_in
def paper_upload(request: SignedInRequest) -> HttpResponse:
    """Send a PDF or a Word file; what cannot be used is said beside the field, and the title stays."""
    item = wanted_item(request)
    values = _form_values(request, item)
    form = sending.form_of(request, request.user, lambda data, files: UploadPaperForm(data, files, **values))
    if form.is_valid():
        typed = form.cleaned_data
        author = typed.get("author")
        answer = sending.send(
            request,
            request.user,
            form,
            sent_files.NEW,
            scope=typed["body"].scope,
            body=typed["body"].pk,
            title=typed["title"],
            author=author.pk if author else None,
            item=item.pk if item else None,
        )
        if answer is not None:
            return answer
    return _start(_("Upload a paper"), "Upload", item).show(request, form, item=item)


@signed_in
def paper_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a file in the place of what there is."""
    return writing.upload(request, desk_or_404(request, pk))


@require_POST
@signed_in
def paper_receive(request: SignedInRequest, pk: int) -> HttpResponse:
    """The author sends the paper to the secretariat."""
    desk = desk_or_404(request, pk)
    preparing.receive_paper(paper=desk.paper, by=request.user)
    writing.say_sent(request)
    return redirect("meetings:paper", pk)


@require_POST
@signed_in
def paper_clear(request: SignedInRequest, pk: int) -> HttpResponse:
    """Clear the paper for the pack."""
    preparing.clear_paper(paper=paper_or_404(request, pk), by=request.user)
    writing.say_cleared(request)
    return redirect("meetings:paper", pk)


@require_POST
@signed_in
def paper_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a cleared paper again."""
    preparing.reopen_paper(paper=paper_or_404(request, pk), by=request.user)
    messages.success(request, _("Reopened. The paper can be changed until it is cleared again."))
    return redirect("meetings:paper", pk)


@signed_in
def paper_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the paper back with a comment."""
    paper = paper_or_404(request, pk)
    require(may_clear_paper(request.user, paper))
    form = ReturnForm(request.POST or None)
    if form.is_valid():
        preparing.return_paper(paper=paper, comment=form.cleaned_data["comment"], by=request.user)
        whom = f" to {paper.author_name}" if paper.author_name else ""
        messages.success(
            request, _("Returned{whom} at {time}.").format(whom=whom, time=clock_time(timezone.localtime()))
        )
        return redirect("meetings:paper", pk)
    page = FormPage(
        _("Return with a comment"), _("Return the paper"), resolve_url("meetings:paper", pk), lead=paper.title
    )
    return page.show(request, form, paper=paper)


@signed_in
def paper_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Place the paper on an item of any agenda this user keeps."""
    paper = paper_or_404(request, pk)
    items = overview.open_items(request.user, timezone.localdate())
    form = PlaceForm(request.POST or None, items=items, labels=overview.item_words(items))
    if form.is_valid():
        placing.place_paper(paper=paper, by=request.user, **form.cleaned_data)
        return redirect("meetings:meeting_papers", form.cleaned_data["item"].meeting_id)
    back = resolve_url("meetings:paper", pk)
    page = FormPage(
        _("Add to an agenda"),
        _("Add the paper"),
        back,
        lead=paper.title,
        template="meetings/papers/paper_place.html",
    )
    return page.show(request, form, paper=paper, items=items)


def _placement_or_404(request: SignedInRequest, pk: int) -> Placement:
    return get_object_or_404(
        Placement.objects.visible_to(request.user).select_related("item__meeting"), pk=pk
    )


@require_POST
@signed_in
def placement_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a paper off an agenda."""
    placement = _placement_or_404(request, pk)
    placing.remove_placement(placement=placement, by=request.user)
    return redirect("meetings:meeting_papers", placement.item.meeting_id)


@require_POST
@signed_in
def placement_delivery(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether a paper comes with the agenda or later."""
    placement = _placement_or_404(request, pk)
    form = DeliveryForm(request.POST)
    if form.is_valid():
        placing.place_paper(
            item=placement.item,
            paper=placement.paper,
            mark=placement.mark,
            delivery=form.cleaned_data["delivery"],
            by=request.user,
        )
    return redirect("meetings:meeting_papers", placement.item.meeting_id)


def paper_or_404(request: SignedInRequest, pk: int) -> Paper:
    """The paper, if this user may see it."""
    return get_object_or_404(Paper.objects.visible_to(request.user).select_related("body", "author"), pk=pk)


def desk_or_404(request: SignedInRequest, pk: int) -> Desk:
    """The paper at the desk of this user, if they may see it."""
    return Desk.inside(request.user, paper_or_404(request, pk))


@signed_in
def papers(request: SignedInRequest) -> HttpResponse:
    """What this user has to write, and every other paper they may see, what is not cleared first."""
    today = timezone.localdate()
    found = overview.paper_list(request.user, today, request.GET.get("page"))
    context = {
        "page": found.page,
        "rows": found.rows,
        "to_write": found.to_write,
        "may_write": bool(overview.bodies_to_write_for(request.user, today)),
        "may_ask": bool(overview.bodies_asked_for(request.user, today)),
    }
    return render(request, "meetings/papers/papers.html", context)


@signed_in
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper: to be written, to be checked, or as it is printed."""
    return writing.page(request, desk_or_404(request, pk))


@signed_in
def paper_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write in the paper, also while it is being checked."""
    return writing.write_or_read(request, desk_or_404(request, pk))


@signed_in
def paper_sheet(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One page of an uploaded paper, as a picture."""
    return writing.sheet(desk_or_404(request, pk), number)


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
        "events": overview.events_of(found),
        "versions": found.versions.select_related("file").defer("document").order_by("-number"),
    }
    return render(request, "meetings/papers/paper_history.html", context)
