"""The proof before publishing, the act itself, and taking something back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from meetings import actions, policies
from meetings.fetched import TakenBack
from meetings.forms.paper_acts import AgainForm, ReasonForm
from meetings.forms.publishing import LateReasonForm
from meetings.kept import Kept
from meetings.models import Meeting, Pack, Placement
from meetings.notice import is_withdrawn
from meetings.proof import Proof
from meetings.views.agenda_acts import AgendaForm
from meetings.views.packs import draft_meeting_or_404
from meetings.views.pages import is_done


@signed_in
def proof(request: SignedInRequest, pk: int) -> HttpResponse:
    """What will be public, what is missing, what to look at, and the one button."""
    meeting = draft_meeting_or_404(request, pk)
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        return redirect("meetings:pack", pk)
    form = LateReasonForm(initial={"late_reason": meeting.late_notice_reason})
    return _proof(request, meeting, form)


def _proof(request: SignedInRequest, meeting: Meeting, form: LateReasonForm) -> HttpResponse:
    found = Proof.of(meeting, Kept.of(request.user, meeting))
    if found.search is not None:
        actions.keep_finds(meeting=meeting, way="agenda", search=found.search)
    context = {
        "meeting": meeting,
        "proof": found,
        "form": form,
        "is_withdrawn": is_withdrawn(meeting),
        "now": timezone.now(),
        "may_publish": policies.may_publish(request.user, meeting),
    }
    return render(request, "meetings/proof.html", context)


@require_POST
@signed_in
def late_reason(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the reason for publishing late, and build the pack that prints it."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_publish(request.user, meeting))
    form = LateReasonForm(request.POST)
    if not form.is_valid():
        return _proof(request, meeting, form)
    actions.give_late_reason(meeting=meeting, reason=form.cleaned_data["late_reason"], by=request.user)
    actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=request.user)
    return redirect("meetings:pack", pk)


@require_POST
@signed_in
def agenda_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish agenda and pack as the proof showed them."""
    meeting = draft_meeting_or_404(request, pk)
    actions.publish_agenda(meeting=meeting, by=request.user, proof=request.POST.get("proof") or "none")
    return redirect("meetings:pack", pk)


@signed_in
def agenda_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back the agenda, its papers and its pack, with the reason; afterwards, who had fetched it."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_publish(request.user, meeting))
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.withdraw_agenda(meeting=meeting, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("meetings:agenda_withdraw", pk)
    context: dict[str, object] = {"meeting": meeting, "form": form}
    context |= {"what": "the agenda, its papers and the pack"}
    taken = TakenBack.of_agenda(meeting)
    context |= {"taken": taken, "placement": None, "is_withdrawn": taken.is_withdrawn}
    return render(request, "meetings/paper_withdraw.html", context)


@signed_in
def agenda_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a published agenda, so that it, its papers and its pack can be published again."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_publish(request.user, meeting))
    form = AgainForm(request.POST or None)
    if is_done(
        form,
        lambda: actions.open_agenda_again(meeting=meeting, by=request.user, **form.cleaned_data),
        "reason",
    ):
        return redirect("meetings:pack", pk)
    is_open = meeting.agenda_status != Meeting.Agenda.PUBLISHED
    page = AgendaForm(
        heading="Publish again",
        lead="The agenda opens again: put right what is wrong, build the pack, read the proof, publish. "
        "Numbers of items stay. What is public now stays until then; after that its old addresses lead to "
        "the new versions, and what supplements brought stands in the new pack.",
        button="Open the agenda again",
        back=resolve_url("meetings:agenda", pk),
        nothing="This agenda is open already." if is_open else "",
    )
    return page.show(request, form, meeting=meeting)


@require_POST
@signed_in
def paper_bring_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a withdrawn paper come with the agenda again."""
    placements = Placement.objects.visible_to(request.user).select_related("paper", "item__meeting__body")
    placement = get_object_or_404(placements, pk=pk)
    actions.bring_paper_back(placement=placement, by=request.user)
    return redirect("meetings:pack", placement.item.meeting_id)


@signed_in
def paper_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back one paper, and the pack that holds it, with the reason; afterwards, who had fetched it."""
    placements = Placement.objects.visible_to(request.user).select_related("paper", "item__meeting__body")
    placement = get_object_or_404(placements, pk=pk)
    meeting = placement.item.meeting
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.withdraw_paper(placement=placement, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("meetings:paper_withdraw", pk)
    context: dict[str, object] = {"meeting": meeting, "form": form}
    context |= {"what": f"“{placement.paper}”, and the pack that holds it"}
    context |= {
        "taken": TakenBack.of_paper(placement),
        "placement": placement,
        "is_withdrawn": placement.delivery == Placement.Delivery.WITHDRAWN,
    }
    return render(request, "meetings/paper_withdraw.html", context)
