"""What the search found: the words, both places, and overruling a false alarm."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from meetings import actions
from meetings.finds_page import FindsPage, row_of
from meetings.forms.finds import OverruleFindForm
from meetings.models import Find
from meetings.policies.finds import may_overrule
from meetings.views.pages import MeetingForm, draft_meeting


@signed_in
def found(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that was found on the ways out of one meeting."""
    meeting = draft_meeting(request.user, pk)
    page = FindsPage.of(meeting, request.user, timezone.localdate())
    return render(request, "meetings/found.html", {"meeting": meeting, "page": page})


def _find(request: SignedInRequest, ref: str) -> Find:
    return get_object_or_404(Find.objects.visible_to(request.user).with_places(), ref=ref)


@signed_in
def find_overrule(request: SignedInRequest, ref: str) -> HttpResponse:
    """Say why a find is a false alarm, or why the risk is taken."""
    find = _find(request, ref)
    require(may_overrule(request.user, find))
    form = OverruleFindForm(request.POST or None)
    each = row_of(find, request.user)
    is_risk = find.kind == "unread"
    page = MeetingForm(
        heading="Accept the risk" if is_risk else "It is a false alarm",
        title="Accept the risk" if is_risk else "A false alarm",
        lead=each.title,
        button="Ask for it" if each.needs_two else "Let it go out",
        back=resolve_url("meetings:found", find.meeting_id),
        back_words="Back to what was found",
        tab="pack",
        template="meetings/find_overrule.html",
    )
    return page.answer(
        request,
        form,
        lambda: actions.ask_to_overrule(find=find, by=request.user, **form.cleaned_data),
        "reason",
        meeting=find.meeting,
        each=each,
    )


@require_POST
@signed_in
def find_confirm(request: SignedInRequest, ref: str) -> HttpResponse:
    """Confirm what another person asked for."""
    find = _find(request, ref)
    actions.confirm_overruling(find=find, by=request.user)
    return redirect("meetings:found", find.meeting_id)


@require_POST
@signed_in
def find_stop(request: SignedInRequest, ref: str) -> HttpResponse:
    """Let a find stop publishing again, or refuse what another asked for."""
    find = _find(request, ref)
    actions.let_find_stop(find=find, by=request.user)
    return redirect("meetings:found", find.meeting_id)
