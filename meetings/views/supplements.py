"""The page after publication: what waits for the next supplement, its build, its proof, its publication."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout import render as rendering
from meetings import actions, policies
from meetings.kept import Kept
from meetings.models import Meeting
from meetings.supplement_page import SupplementPage, SupplementProof
from meetings.views.pages import draft_meeting


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
    return render(request, "meetings/supplement.html", context)


@require_POST
@signed_in
def supplement_build(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the next supplement built."""
    meeting = draft_meeting(request.user, pk)
    actions.ask_for_supplement(meeting=meeting, by=request.user)
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
    return render(request, "meetings/supplement_proof.html", context)


@require_POST
@signed_in
def supplement_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the supplement as the proof showed it."""
    meeting = draft_meeting(request.user, pk)
    actions.publish_supplement(meeting=meeting, by=request.user, proof=request.POST.get("proof") or "none")
    return redirect("meetings:supplement", pk)
