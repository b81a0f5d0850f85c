"""Bringing late papers, newer versions and new items after publication; withdrawing items; filing papers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents import uploads
from foundation.history.findings import Finding, require
from meetings import actions, policies
from meetings.actions.supplements import is_in_time
from meetings.forms.paper_acts import ReasonForm
from meetings.forms.supplements import (
    AddedItemForm,
    BringForm,
    FiledPaperForm,
    LatePaperForm,
    NewerForm,
    UrgencyForm,
)
from meetings.models import AgendaItem, Meeting, Placement
from meetings.supplement_page import chair_on
from meetings.views.pages import draft_item, draft_meeting, is_done


@signed_in
def supplement_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a new item to a published agenda."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_supplement(request.user, meeting))
    form = AddedItemForm(request.POST or None, meeting=meeting)
    form.name_chair(chair_on(meeting, timezone.localdate()))
    if form.is_valid():
        typed = form.cleaned_data
        if is_done(
            form, lambda: actions.add_item_after_publication(meeting=meeting, by=request.user, **typed)
        ):
            return redirect("meetings:supplement", pk)
    lead = "It takes a number of its own; no other number changes."
    return _page(request, meeting, form, "Add an item", lead, "Add the item", is_urgent=True)


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
    if form.is_valid():
        typed = form.cleaned_data
        if is_done(form, lambda: actions.give_urgency(item=item, by=request.user, **typed)):
            return redirect("meetings:supplement", pk)
    return _page(request, item.meeting, form, "Urgency", item.title, "Save", is_urgent=True)


@signed_in
def item_withdraw(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Withdraw an item of a published agenda, with the reason."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_withdraw_item(request.user, item.meeting))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if is_done(form, lambda: actions.withdraw_item(item=item, reason=reason, by=request.user), "reason"):
            is_out = item.meeting.agenda_status == Meeting.Agenda.PUBLISHED
            return redirect("meetings:supplement" if is_out else "meetings:agenda", pk)
    lead = f"“{item.title}” keeps its number and says that it was withdrawn, from the next supplement on."
    return _page(request, item.meeting, form, "Withdraw an item", lead, "Withdraw it", is_warning=True)


@signed_in
def late_paper(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Add a further paper to an item of a published agenda."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_supplement(request.user, item.meeting))
    form = LatePaperForm(request.POST or None, request.FILES or None, initial={"title": _first_title(item)})
    if form.is_valid():
        typed = form.cleaned_data

        def act() -> object:
            return actions.add_late_paper(
                item=item, title=typed["title"], data=_data(typed), reason=typed["reason"], by=request.user
            )

        if _is_taken(form, act, "reason"):
            return redirect("meetings:supplement", pk)
    return _page(request, item.meeting, form, "Add a paper", item.title, "Add the paper")


@signed_in
def paper_bring(request: SignedInRequest, pk: int) -> HttpResponse:
    """A paper that was to follow has come."""
    placement = _placement(request, pk, policies.may_supplement)
    form = BringForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        typed = form.cleaned_data

        def act() -> object:
            return actions.bring_late_paper(
                placement=placement, data=_data(typed), reason=typed["reason"], by=request.user
            )

        if _is_taken(form, act, "file"):
            return redirect("meetings:supplement", placement.item.meeting_id)
    meeting = placement.item.meeting
    return _page(request, meeting, form, "The paper has come", placement.paper.title, "Bring it in")


@signed_in
def paper_newer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a newer version in the place of an issued paper."""
    placement = _placement(request, pk, policies.may_supplement)
    form = NewerForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        typed = form.cleaned_data

        def act() -> object:
            return actions.replace_issued_paper(
                placement=placement, data=_data(typed), note=typed["note"], by=request.user
            )

        if _is_taken(form, act, "file"):
            return redirect("meetings:supplement", placement.item.meeting_id)
    meeting = placement.item.meeting
    lead = f"“{placement.paper}”: the issued version stays reachable, and says that it was replaced."
    return _page(request, meeting, form, "Replace a paper", lead, "Replace it")


@require_POST
@signed_in
def paper_leave_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave a paper out of the next supplement."""
    placement = _placement(request, pk, policies.may_supplement)
    actions.take_back_paper(placement=placement, by=request.user)
    return redirect("meetings:supplement", placement.item.meeting_id)


@signed_in
def paper_file(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Record a paper that was tabled at the meeting, or filed with the minutes afterwards."""
    item = draft_item(request.user, pk, item_pk)
    require(policies.may_file_papers(request.user, item.meeting))
    form = FiledPaperForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        typed = form.cleaned_data
        at = timezone.make_aware(datetime.combine(typed["day"], typed["time"]))

        def act() -> object:
            return actions.file_paper(
                item=item,
                title=typed["title"],
                data=_data(typed),
                received_at=at,
                is_tabled=typed["how"] == "tabled",
                by=request.user,
            )

        if _is_taken(form, act, "file"):
            return redirect("meetings:supplement", pk)
    return _page(request, item.meeting, form, "Record a tabled paper", item.title, "Record it")


def _placement(request: SignedInRequest, pk: int, policy: Callable[[Any, Meeting], Finding]) -> Placement:
    """A paper on an agenda this user keeps; refused in a sentence while the act is not open."""
    placements = Placement.objects.visible_to(request.user).select_related("paper", "item__meeting__body")
    placement = get_object_or_404(placements, pk=pk)
    require(policy(request.user, placement.item.meeting))
    return placement


def _is_taken(form: forms.Form, act: Callable[[], object], field: str) -> bool:
    """Carry out an act that takes in a file; what cannot be used is said beside the field."""
    try:
        return is_done(form, act, field)
    except uploads.NotAccepted as error:
        form.add_error("file", error.sentence)
        return False


def _data(typed: dict[str, Any]) -> bytes | None:
    return typed["file"].read() if typed.get("file") else None


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
    context = {
        "meeting": meeting,
        "form": form,
        "title": title,
        "lead": lead,
        "save": save,
        "is_warning": is_warning,
        "is_too_late": is_urgent and not is_in_time(meeting),
    }
    return render(request, "meetings/supplement_form.html", context)
