"""Setting a time for a publication, and calling it off."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from meetings import actions, policies
from meetings.forms.scheduling import SetTimeForm
from meetings.models import Pack, ScheduledPublication
from meetings.notice import last_publication_moment
from meetings.views.pages import MeetingForm, draft_meeting, is_done


@signed_in
def publication_schedule(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Choose day and time at which a pack that was read becomes public."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_publish(request.user, meeting))
    packs = meeting.packs.select_related("file")
    pack = get_object_or_404(packs, number=number, status=Pack.Status.WHOLE, issued_at=None)
    pack.meeting = meeting
    last = last_publication_moment(meeting)
    initial = {"proof": request.GET.get("proof", ""), "day": last.date(), "time": ""}
    form = SetTimeForm(request.POST or None, initial=initial)

    def act() -> object:
        at, proof = form.cleaned_data["at"], form.cleaned_data["proof"]
        return actions.schedule_publication(pack=pack, at=at, proof=proof, by=request.user)

    if is_done(form, act, "time"):
        return redirect("meetings:pack", pk)
    page = MeetingForm(
        heading="Publish at a set time",
        lead="Nothing becomes public before that time. If anything changes until then, or something stands "
        "in the way, nothing goes out and you get a message.",
        button="Publish at this time",
        back=resolve_url("meetings:proof", pk),
        back_words="Back to the proof",
        unsaved="No time is set yet",
        tab="pack",
        is_dated=True,
        template="meetings/publication_schedule.html",
    )
    return page.show(request, form, meeting=meeting, pack=pack, last=last)


@require_POST
@signed_in
def publication_call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the set time pass without publishing."""
    waiting = ScheduledPublication.objects.visible_to(request.user).select_related("pack__meeting__body")
    scheduled = get_object_or_404(waiting, pk=pk)
    actions.call_off_publication(scheduled=scheduled, by=request.user)
    return redirect("meetings:pack", scheduled.pack.meeting_id)
