"""What somebody still has to do, over all meetings one serves; and one follow-up with its whole life."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.models import Event
from meetings import actions, policies
from meetings.forms.follow_ups import UpdateForm
from meetings.ledger import SHOWS, ledger_page, ledger_rows
from meetings.models import FollowUp
from meetings.on_agenda import place_on_agenda
from meetings.policies.follow_ups import may_reopen


def follow_up_or_404(request: SignedInRequest, pk: int) -> FollowUp:
    """The follow-up, if this user may read it."""
    return get_object_or_404(FollowUp.objects.visible_to(request.user).whole(), pk=pk)


@signed_in
def follow_ups(request: SignedInRequest) -> HttpResponse:
    """The ledger: what is outstanding, the longest due on top, or what was asked for."""
    today = timezone.localdate()
    page = ledger_page(request.user, today, request.GET.dict())
    context = {"page": page, "shows": SHOWS, "kinds": FollowUp.Kind.choices, "today": today}
    return render(request, "meetings/ledger.html", context)


@signed_in
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """One follow-up: where it came from, who answers, what was heard, what came back, how it ended."""
    row = follow_up_or_404(request, pk)
    shown = ledger_rows([row], request.user, timezone.localdate())[0]
    drafts = policies.may_read_drafts(request.user, row.meeting).is_met
    context = {
        "shown": shown,
        "row": row,
        "response": row.response_or_none,
        "updates": list(row.updates.all()),
        "arising": [
            (each.meeting.day, place_on_agenda(each.meeting, each.item_id, reads_drafts=drafts))
            for each in row.arising.select_related("meeting")
        ],
        "events": list(Event.objects.of(row).with_notes()) if shown.may_keep else [],
        "form": UpdateForm(initial={"based_on": row.version}),
        "may_reopen": may_reopen(request.user, row),
    }
    return render(request, "meetings/follow_up.html", context)


@signed_in
@require_POST
def follow_up_discharge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a follow-up was done today."""
    row = follow_up_or_404(request, pk)
    actions.discharge_follow_up(follow_up=row, on=timezone.localdate(), by=request.user)
    return redirect("meetings:follow_ups")
