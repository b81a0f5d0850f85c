"""Bringing late papers, newer versions and new items after publication; withdrawing items; filing papers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout import render as rendering
from foundation.history.findings import Finding, require
from foundation.ui.acts import is_done
from meetings.common import policies
from meetings.models import AgendaItem, Meeting, Placement
from meetings.papers import overview
from meetings.papers.forms.acts import ReasonForm
from meetings.papers.views import sending
from meetings.publishing.pages import to_notify
from meetings.restricted import hands_off
from meetings.restricted.kept import Kept
from meetings.restricted.views import MeetingForm, draft_item, draft_meeting
from meetings.supplements.actions import changing, publishing, sent_papers
from meetings.supplements.actions.changing import is_in_time
from meetings.supplements.forms import (
    AddedItemForm,
    BringForm,
    FiledPaperForm,
    LatePaperForm,
    NewerForm,
    UrgencyForm,
)
from meetings.supplements.pages import SupplementPage, SupplementProof, chair_on


@signed_in
def supplement_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a new item to a published agenda."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_supplement(request.user, meeting))
    kept = Kept.of(request.user, meeting)
    form = AddedItemForm(request.POST or None, meeting=meeting, kept=kept)
    form.name_chair(chair_on(meeting, timezone.localdate()))
    if is_done(
        form,
        lambda: changing.add_item_after_publication(meeting=meeting, by=request.user, **form.cleaned_data),
    ):
        return redirect("meetings:supplement", pk)
    lead = _("It is given a separate number. No other number changes.")
    return _page(request, meeting, form, _("Add an item"), lead, _("Add the item"), is_urgent=True)


@signed_in
def item_urgency(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Say how a new item comes: as urgent business, or only to be noted."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_supplement(request.user, item.meeting))
    initial = {
        "urgent_reason": item.urgent_reason,
        "opinion_by": item.urgent_opinion_by,
        "opinion_on": item.urgent_opinion_on,
        "is_to_note": item.is_to_note,
    }
    form = UrgencyForm(request.POST or None, initial=initial)
    form.name_chair(chair_on(item.meeting, timezone.localdate()))
    if is_done(form, lambda: changing.give_urgency(item=item, by=request.user, **form.cleaned_data)):
        return redirect("meetings:supplement", pk)
    return _page(request, item.meeting, form, _("Urgency"), item.title, _("Save"), is_urgent=True)


@signed_in
def item_withdraw(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Withdraw an item of a published agenda, with the reason."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_withdraw_item(request.user, item.meeting))
    hands_off.require_whole(request.user, item)
    form = ReasonForm(request.POST or None)
    if is_done(
        form, lambda: changing.withdraw_item(item=item, by=request.user, **form.cleaned_data), "reason"
    ):
        is_out = item.meeting.agenda_status == Meeting.Agenda.PUBLISHED
        return redirect("meetings:supplement" if is_out else "meetings:agenda", pk)
    lead = _("“{item}” keeps its number and is shown as withdrawn from the next supplement.").format(
        item=item.title
    )
    return _page(
        request, item.meeting, form, _("Withdraw an item"), lead, _("Withdraw the item"), is_warning=True
    )


@signed_in
def late_paper(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Add a further paper to an item of a published agenda."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_supplement(request.user, item.meeting))
    first = {"title": _first_title(item)}
    form = _form(request, lambda data, files: LatePaperForm(data, files, initial=first))
    if form.is_valid():
        typed = form.cleaned_data
        answer = _send(
            request,
            form,
            item.meeting,
            sent_papers.LATE,
            item=item.pk,
            title=typed["title"],
            reason=typed["reason"],
        )
        if answer is not None:
            return answer
    return _page(request, item.meeting, form, _("Add a paper"), item.title, _("Add the paper"))


@signed_in
def paper_bring(request: SignedInRequest, pk: int) -> HttpResponse:
    """A paper that was to follow has come."""
    placement = _placement(request, pk, policies.may_supplement)
    form = _form(request, BringForm)
    if form.is_valid():
        reason = form.cleaned_data["reason"]

        def act() -> object:
            return changing.bring_late_paper(placement=placement, reason=reason, by=request.user)

        answer = _send_for(request, form, placement, sent_papers.BRING, act, reason=reason)
        if answer is not None:
            return answer
    meeting = placement.item.meeting
    return _page(
        request, meeting, form, _("Paper received"), placement.paper.title, _("Add to the supplement")
    )


@signed_in
def paper_newer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a newer version in the place of an issued paper."""
    placement = _placement(request, pk, policies.may_supplement)
    form = _form(request, NewerForm)
    if form.is_valid():
        note = form.cleaned_data["note"]

        def act() -> object:
            return changing.replace_issued_paper(placement=placement, note=note, by=request.user)

        answer = _send_for(request, form, placement, sent_papers.NEWER, act, note=note)
        if answer is not None:
            return answer
    meeting = placement.item.meeting
    lead = _("“{paper}”. The published version stays available, marked as replaced.").format(
        paper=placement.paper
    )
    return _page(request, meeting, form, _("Replace a paper"), lead, _("Replace the paper"))


@require_POST
@signed_in
def paper_leave_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave a paper out of the next supplement."""
    placement = _placement(request, pk, policies.may_supplement)
    changing.take_back_paper(placement=placement, by=request.user)
    return redirect("meetings:supplement", placement.item.meeting_id)


@signed_in
def paper_file(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Record a paper that was tabled at the meeting, or filed with the minutes afterwards."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_file_papers(request.user, item.meeting))
    form = _form(request, FiledPaperForm)
    if form.is_valid():
        typed = form.cleaned_data
        at = timezone.make_aware(datetime.combine(typed["day"], typed["time"]))
        answer = _send(
            request,
            form,
            item.meeting,
            sent_papers.FILED,
            item=item.pk,
            title=typed["title"],
            received_at=at.isoformat(),
            is_tabled=typed["how"] == "tabled",
        )
        if answer is not None:
            return answer
    return _page(request, item.meeting, form, _("Record a tabled paper"), item.title, _("Record the paper"))


def _placement(request: SignedInRequest, pk: int, policy: Callable[[Any, Meeting], Finding]) -> Placement:
    """A paper on an agenda this user keeps; refused in a sentence while the act is not open."""
    placements = Placement.objects.visible_to(request.user).select_related("paper", "item__meeting__body")
    placement = get_object_or_404(placements, pk=pk)
    require(policy(request.user, placement.item.meeting))
    return placement


def _form(request: SignedInRequest, make: Callable[[Any, Any], forms.Form]) -> forms.Form:
    return sending.form_of(request, request.user, make)


def _send(
    request: SignedInRequest, form: forms.Form, meeting: Meeting, act: str, **arguments: Any
) -> HttpResponse | None:
    return sending.send(request, request.user, form, act, scope=meeting.scope, **arguments)


def _send_for(
    request: SignedInRequest,
    form: forms.Form,
    placement: Placement,
    name: str,
    act: Callable[[], object],
    **arguments: Any,
) -> HttpResponse | None:
    """Send the file of a placed paper; without one, act on the paper that is here. None where refused."""
    if form.cleaned_data["file"]:
        newest = overview.newest_version(placement.paper)
        arguments |= {"placement": placement.pk, "based_on": newest.number if newest else 0}
        return _send(request, form, placement.item.meeting, name, **arguments)
    if is_done(form, act, "file"):
        return redirect("meetings:supplement", placement.item.meeting_id)
    return None


def _first_title(item: AgendaItem) -> str:
    return "" if item.placements.exists() else item.title


def _page(
    request: SignedInRequest,
    meeting: Meeting,
    form: forms.Form,
    title: str,
    lead: str,
    save: str,
    *,
    is_warning: bool = False,
    is_urgent: bool = False,
) -> HttpResponse:
    page = MeetingForm(
        heading=title,
        lead=lead,
        button=save,
        is_warning=is_warning,
        back=resolve_url("meetings:supplement", meeting.pk),
        tab="pack",
        is_dated=True,
        template="meetings/supplements/supplement_form.html",
    )
    return page.show(request, form, meeting=meeting, is_too_late=is_urgent and not is_in_time(meeting))


@signed_in
def supplement(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was issued, what changed since, and what can be brought now."""
    meeting = draft_meeting(request.user, pk)
    if meeting.agenda_status != Meeting.Agenda.PUBLISHED:
        return redirect("meetings:agenda", pk)
    context = {
        "meeting": meeting,
        "page": SupplementPage.of(meeting, Kept.of(request.user, meeting)),
        "may": policies.may_supplement(request.user, meeting),
        "may_file": policies.may_file_papers(request.user, meeting),
    }
    return render(request, "meetings/supplements/supplement.html", context)


@require_POST
@signed_in
def supplement_build(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the next supplement built."""
    meeting = draft_meeting(request.user, pk)
    publishing.ask_for_supplement(meeting=meeting, by=request.user)
    return redirect("meetings:supplement", pk)


@signed_in
def supplement_proof(request: SignedInRequest, pk: int) -> HttpResponse:
    """What will be public, what to look at, the change sheet as it goes out, and the one button."""
    meeting = draft_meeting(request.user, pk)
    if meeting.agenda_status != Meeting.Agenda.PUBLISHED:
        return redirect("meetings:agenda", pk)
    proof = SupplementProof.of(meeting, Kept.of(request.user, meeting))
    context = {
        "meeting": meeting,
        "proof": proof,
        "sheet": rendering.screen(proof.sheet) if proof.sheet else "",
        "now": timezone.now(),
        "may_publish": policies.may_publish(request.user, meeting),
    }
    return render(request, "meetings/supplements/supplement_proof.html", context)


@require_POST
@signed_in
def supplement_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the supplement as the final check showed it, and go on to who is to be notified."""
    meeting = draft_meeting(request.user, pk)
    seen = request.POST.get("proof") or "none"
    published = publishing.publish_supplement(meeting=meeting, by=request.user, proof=seen)
    brought = to_notify(published, "supplement")
    if brought is None:
        return redirect("meetings:supplement", pk)
    return redirect("meetings:despatch", pk, "supplement", brought.ref)
