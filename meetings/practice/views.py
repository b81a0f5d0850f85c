"""Beginning a practice, finding it again, and throwing it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history import clock
from meetings.models import Meeting
from meetings.practice import actions
from meetings.practice.places import practice_of
from panels.models import Body

WITHIN = "/practice/practise/"


@signed_in
@require_POST
def practise(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Go on with the practice meeting of this body, or begin one; "again" begins anew."""
    bodies = Body.objects.visible_to(request.user, timezone.localdate())
    body = get_object_or_404(bodies.prefetch_related("dated_settings"), pk=body_pk)
    known = practice_of(request.user, clock.now())
    if known is None or known.body != body.pk or "again" in request.POST:
        actions.begin_practice(body=body, by=request.user)
    return redirect(_within(request))


@signed_in
@require_POST
def throw_away(request: SignedInRequest) -> HttpResponse:
    """Delete the practice with all that was recorded in it."""
    actions.throw_practice_away(by=request.user)
    messages.success(request, _("The practice meeting has been deleted."))
    return redirect("meetings:meetings")


@signed_in
def practice(request: SignedInRequest) -> HttpResponse:
    """Within a practice: its meeting, on the page of the day. Outside there is none."""
    if not hasattr(request, "practice"):
        return render(request, "meetings/practice/over.html", status=404)
    meeting = get_object_or_404(Meeting.objects.order_by("pk")[:1])
    return redirect("meetings:day", meeting.pk)


def _within(request: SignedInRequest) -> str:
    return f"{request.META.get('SCRIPT_NAME', '')}{WITHIN}"
