"""Placing a paper on an agenda, and the pack of a meeting."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.store import files
from foundation.history.findings import require
from meetings.common import policies
from meetings.common.notice import is_withdrawn
from meetings.common.rules.labels import labels
from meetings.models import Meeting, Pack, Paper
from meetings.packs import pages
from meetings.packs.actions import requesting
from meetings.papers import overview
from meetings.papers.actions import placing
from meetings.papers.forms.acts import PlaceHereForm
from meetings.restricted.kept import Kept
from meetings.restricted.views import MeetingForm


def draft_meeting_or_404(request: SignedInRequest, pk: int) -> Meeting:
    """The meeting, if this user may read what is not yet published of it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).with_settings(), pk=pk)
    if not policies.may_read_drafts(request.user, meeting).is_met:
        raise Http404
    return meeting


@signed_in
def meeting_paper_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Place a paper that exists already on an item of this agenda."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    numbers = labels(meeting.items.order_by("position", "pk"))
    here = overview.open_items(request.user, timezone.localdate(), meeting) & meeting.items.all()
    form = PlaceHereForm(
        request.POST or None,
        papers=Paper.objects.visible_to(request.user),
        items=here,
        labels=numbers,
        initial={"item": request.GET.get("item", "")},
    )
    if form.is_valid():
        placing.place_paper(by=request.user, **form.cleaned_data)
        return redirect("meetings:meeting_papers", pk)
    page = MeetingForm(
        heading=_("Add a paper to this agenda"),
        title=_("Add a paper to this agenda"),
        button=_("Add the paper"),
        back=resolve_url("meetings:meeting_papers", pk),
        back_words=_("Cancel"),
        tab="papers",
    )
    return page.show(request, form, meeting=meeting)


@signed_in
def pack(request: SignedInRequest, pk: int) -> HttpResponse:
    """How the pack stands; while it is being built the page looks again every few seconds."""
    meeting = draft_meeting_or_404(request, pk)
    page = pages.PackPage.of(meeting, Kept.of(request.user, meeting))
    context = {
        "meeting": meeting,
        "page": page,
        "is_withdrawn": is_withdrawn(meeting),
        "may_edit": policies.may_edit_agenda(request.user, meeting),
        "may_open": policies.may_publish(request.user, meeting).is_met,
    }
    return render(request, "meetings/packs/pack.html", context)


@require_POST
@signed_in
def pack_build(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the pack built, the draft or the one to publish."""
    meeting = draft_meeting_or_404(request, pk)
    kind = Pack.Kind.AGENDA if request.POST.get("pack") == Pack.Kind.AGENDA else Pack.Kind.DRAFT
    requesting.ask_for_pack(meeting=meeting, kind=kind, by=request.user)
    # Whoever asks on the final check goes on there.
    return redirect("meetings:proof" if "check" in request.POST else "meetings:pack", pk)


@signed_in
def pack_file(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The pack itself, for those who may read drafts."""
    meeting = draft_meeting_or_404(request, pk)
    whole = {"status": Pack.Status.WHOLE, "kind__in": Pack.UNRESTRICTED}
    found = get_object_or_404(meeting.packs.select_related("file"), number=number, **whole)
    assert found.file is not None
    if Kept.of(request.user, meeting).stands_in(found):
        # Built before its paper was kept from this reader.
        raise Http404
    response = HttpResponse(files.read(found.file), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.kind}-pack-{found.number}.pdf"'
    return response
