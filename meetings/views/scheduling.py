"""Setting a time for a publication, and calling it off."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from meetings import actions, policies
from meetings.forms.scheduling import SetTimeForm
from meetings.models import Pack, ScheduledPublication
from meetings.notice import last_publication_moment
from meetings.views.pages import draft_meeting, is_done


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
    if form.is_valid():
        data = form.cleaned_data
        if is_done(
            form,
            lambda: actions.schedule_publication(
                pack=pack, at=data["at"], proof=data["proof"], by=request.user
            ),
            "time",
        ):
            return redirect("meetings:pack", pk)
    context = {"meeting": meeting, "pack": pack, "form": form, "last": last}
    return render(request, "meetings/publication_schedule.html", context)


@require_POST
@signed_in
def publication_call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the set time pass without publishing."""
    waiting = ScheduledPublication.objects.visible_to(request.user).select_related("pack__meeting__body")
    scheduled = get_object_or_404(waiting, pk=pk)
    actions.call_off_publication(scheduled=scheduled, by=request.user)
    return redirect("meetings:pack", scheduled.pack.meeting_id)
