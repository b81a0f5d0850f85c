"""What somebody still has to do, over all meetings one serves."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from meetings import actions, policies
from meetings.models import FollowUp


@signed_in
def follow_ups(request: SignedInRequest) -> HttpResponse:
    """Open follow-ups first, the longest due on top, then those that are done."""
    today = timezone.localdate()
    visible = FollowUp.objects.visible_to(request.user).with_minute()
    context = {
        "open": list(visible.outstanding()),
        "done": list(visible.discharged()[:50]),
        "served": policies.bodies_served(request.user, today),
        "today": today,
    }
    return render(request, "meetings/minute_follow_ups.html", context)


@signed_in
@require_POST
def follow_up_discharge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a follow-up was done today."""
    row = get_object_or_404(FollowUp.objects.visible_to(request.user), pk=pk)
    actions.discharge_follow_up(follow_up=row, on=timezone.localdate(), by=request.user)
    return redirect("meetings:follow_ups")
