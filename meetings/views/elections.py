"""An election at a meeting: opened, nominated for, voted on in rounds, declared."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from foundation.ui.words import whole_number
from meetings import actions, policies
from meetings.documents.minutes_facts import house_words
from meetings.election_page import ElectionPage
from meetings.forms.elections import BallotForm, ElectionForm, NominationForm
from meetings.kept import Kept
from meetings.models import Ballot, Election, Meeting, Nomination
from meetings.views.pages import MeetingForm, is_done
from meetings.views.votes import record_meeting
from meetings.vote_desk import VoteDesk
from meetings.votes_page import ELECTING


@signed_in
def election_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open an election under an item."""
    meeting = record_meeting(request, pk)
    require(policies.may_write_minutes(request.user, meeting))
    desk = VoteDesk.of(meeting, Kept.of(request.user, meeting))
    words = house_words(meeting, meeting.settings)
    asked = request.GET.get("item", "")
    item = desk.items.get(whole_number(asked) or 0)
    form = ElectionForm(
        request.POST or None,
        items=[(str(key), desk.name_of(each)) for key, each in desk.items.items()],
        names={"chair": words.chair, "deputy": words.deputy},
        initial={"item": asked, "office": ELECTING.get(item.standing, "") if item else ""},
    )
    made: list[Election] = []
    if is_done(form, lambda: made.append(_opened(request, desk, form.cleaned_data))):
        return redirect("meetings:election", made[0].pk)
    page = MeetingForm(
        "Open an election", "Open the election", resolve_url("meetings:votes", pk), tab="minutes"
    )
    return page.show(request, form, meeting=meeting)


def _opened(request: SignedInRequest, desk: VoteDesk, data: dict[str, Any]) -> Election:
    return actions.open_election(
        item=desk.items[int(data["item"])],
        office=data["office"],
        title=data["title"],
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
        form_key=data["form_key"],
        by=request.user,
    )


@signed_in
def election(request: SignedInRequest, pk: int) -> HttpResponse:
    """The election as it stands: nominations, rounds, and what comes next."""
    found = _visible(request, pk)
    page = ElectionPage.of(found)
    return _page(request, page, NominationForm(page.voters), BallotForm(page.in_next_round, page.voters))


@require_POST
@signed_in
def election_nominate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a nomination."""
    found = _visible(request, pk)
    require(policies.may_write_minutes(request.user, found.meeting))
    page = ElectionPage.of(found)
    form = NominationForm(page.voters, request.POST)
    if is_done(form, lambda: actions.nominate(election=found, line=form.line(), by=request.user)):
        return redirect("meetings:election", pk)
    return _page(request, page, form, BallotForm(page.in_next_round, page.voters))


@require_POST
@signed_in
def election_ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record one round of voting."""
    found = _visible(request, pk)
    require(policies.may_write_minutes(request.user, found.meeting))
    page = ElectionPage.of(found)
    form = BallotForm(page.in_next_round, page.voters, request.POST)
    if is_done(
        form,
        lambda: actions.record_ballot(
            election=found, line=form.line(), form_key=form.cleaned_data["form_key"], by=request.user
        ),
    ):
        return redirect("meetings:election", pk)
    return _page(request, page, NominationForm(page.voters), form)


@require_POST
@signed_in
def election_declare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare who is elected."""
    actions.declare_elected(election=_visible(request, pk), by=request.user)
    return redirect("meetings:election", pk)


@require_POST
@signed_in
def election_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away an election opened by mistake."""
    found = _visible(request, pk)
    actions.remove_election(election=found, by=request.user)
    return redirect("meetings:votes", found.meeting_id)


@require_POST
@signed_in
def nomination_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that somebody does not stand."""
    visible = Election.objects.visible_to(request.user)
    nomination = get_object_or_404(Nomination.objects.of_elections(visible), pk=pk)
    actions.withdraw_nomination(nomination=nomination, by=request.user)
    return redirect("meetings:election", nomination.election_id)


@require_POST
@signed_in
def ballot_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away the last round."""
    visible = Election.objects.visible_to(request.user)
    ballot = get_object_or_404(Ballot.objects.of_elections(visible), pk=pk)
    actions.remove_ballot(ballot=ballot, by=request.user)
    return redirect("meetings:election", ballot.election_id)


def _visible(request: SignedInRequest, pk: int) -> Election:
    """An election whose record this user may read, with its meeting."""
    found = get_object_or_404(Election.objects.visible_to(request.user).whole(), pk=pk)
    found.meeting = Meeting.objects.with_settings().get(pk=found.meeting_id)
    return found


def _page(
    request: SignedInRequest, page: ElectionPage, nomination: NominationForm, ballot: BallotForm
) -> HttpResponse:
    meeting = page.election.meeting
    context = {
        "meeting": meeting,
        "page": page,
        "nomination_form": nomination,
        "ballot_form": ballot,
        "may_write": policies.may_write_minutes(request.user, meeting),
        "votes_url": reverse("meetings:votes", args=[meeting.pk]),
    }
    return render(request, "meetings/election.html", context)
