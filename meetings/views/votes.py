"""The votes of a meeting: all of them on one page, one recorded, changed or taken away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import require
from foundation.ui.words import whole_number
from meetings import actions, policies
from meetings.documents.minutes_facts import house_words
from meetings.forms.votes import VoteForm
from meetings.kept import Kept
from meetings.models import Meeting, Vote
from meetings.rules.votes import two_thirds_needed
from meetings.views.pages import is_done, readable_or_404, visible_meeting
from meetings.vote_desk import VoteDesk
from meetings.votes_page import VotesPage, vote_rows
from meetings.votes_preview import preview


def record_meeting(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting whose record this user may read, or a page that does not exist."""
    meeting = visible_meeting(request.user, pk)
    readable_or_404(request.user, meeting)
    return meeting


@signed_in
def votes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every vote and election of the meeting, item by item, and what a veto would need."""
    meeting = record_meeting(request, pk)
    may_write = policies.may_write_minutes(request.user, meeting)
    context = {
        "meeting": meeting,
        "page": VotesPage.of(meeting, Kept.of(request.user, meeting)),
        "may_write": may_write,
    }
    return render(request, "meetings/votes.html", context)


@signed_in
def vote_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record one more vote; “Work it out” shows what it would come to and records nothing."""
    meeting = record_meeting(request, pk)
    require(policies.may_write_minutes(request.user, meeting))
    desk = _desk(request, meeting)
    data = request.POST if request.method == "POST" else None
    form = VoteForm(desk, data)
    if "look" not in request.POST and is_done(
        form,
        lambda: actions.record_vote(
            meeting=meeting, facts=form.facts(), form_key=form.cleaned_data["form_key"], by=request.user
        ),
    ):
        return _back(request, meeting, desk)
    return _page(request, form, "Record a vote")


@signed_in
def vote_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a recorded vote; over a newer version both are shown, and saving again keeps what was typed."""
    vote = get_object_or_404(Vote.objects.visible_to(request.user).whole(), pk=pk)
    meeting = record_meeting(request, vote.meeting_id)
    require(policies.may_write_minutes(request.user, meeting))
    data = request.POST.copy() if request.method == "POST" else None
    desk = _desk(request, meeting, vote)
    form, newer = VoteForm(desk, data, vote=vote), None
    if data is not None and form.is_valid() and "look" not in data:
        try:
            based_on = form.cleaned_data["based_on"] or 0
            if is_done(
                form,
                lambda: actions.change_vote(
                    vote=vote, facts=form.facts(), based_on=based_on, by=request.user
                ),
            ):
                return _back(request, meeting, desk)
        except NewerVersion as conflict:
            newer = conflict
            data["vote-based_on"] = str(conflict.number)
    return _page(request, form, "Change a vote", vote=vote, newer=newer)


@require_POST
@signed_in
def vote_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away a vote recorded by mistake."""
    vote = get_object_or_404(Vote.objects.visible_to(request.user), pk=pk)
    actions.remove_vote(vote=vote, by=request.user)
    return redirect("meetings:votes", vote.meeting_id)


def _desk(request: SignedInRequest, meeting: Meeting, vote: Vote | None = None) -> VoteDesk:
    """What the form offers, for the item chosen in it, or asked for in the address."""
    kind, _, typed = request.POST.get("vote-place", "").partition("-")
    asked = typed if kind == "item" else request.GET.get("item", "")
    if request.method != "POST" and vote is not None:
        asked = str(vote.item_id or "")
    return VoteDesk.of(meeting, Kept.of(request.user, meeting), whole_number(asked))


def _back(request: SignedInRequest, meeting: Meeting, desk: VoteDesk) -> HttpResponse:
    """To the clerk's screen where the form stood, or to the votes at this item."""
    if request.POST.get("back") == "day":
        return redirect("meetings:day", meeting.pk)
    address = reverse("meetings:votes", args=[meeting.pk])
    return redirect(f"{address}#item-{desk.item.pk}" if desk.item else address)


def _page(
    request: SignedInRequest,
    form: VoteForm,
    title: str,
    *,
    vote: Vote | None = None,
    newer: NewerVersion | None = None,
) -> HttpResponse:
    desk = form.desk
    meeting = desk.meeting
    words = house_words(meeting, meeting.settings)
    context = {
        "meeting": meeting,
        "form": form,
        "title": title,
        "vote": vote,
        "newer": newer,
        "rows": vote_rows([vote], words) if vote else [],
        "preview": preview(form, words) if form.is_bound else None,
        "able": len(desk.voters.counted),
        "unmarked": desk.voters.unmarked,
        "needed": two_thirds_needed(desk.voters.in_post),
        "back": "day" if "day" in (request.POST.get("back"), request.GET.get("back")) else "",
    }
    return render(request, "meetings/vote_form.html", context)
