"""The votes of a meeting: all of them on one page, one recorded, changed or taken away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import require
from foundation.ui.acts import is_done, outcome
from foundation.ui.said import say_done
from foundation.ui.words import whole_number
from meetings.common import policies
from meetings.models import Ballot, Election, Meeting, Nomination, Vote
from meetings.restricted.kept import Kept
from meetings.restricted.views import MeetingForm, readable_or_404, visible_meeting
from meetings.votes.actions import electing, voting
from meetings.votes.choices import VoteDesk
from meetings.votes.election_page import ElectionPage
from meetings.votes.forms import BallotForm, ElectionForm, NominationForm, VoteForm
from meetings.votes.pages import ELECTING, VotesPage, preview, vote_rows
from meetings.votes.rules.votes import two_thirds_needed
from meetings.wording.house import house_words


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
    return render(request, "meetings/votes/votes.html", context)


@signed_in
def vote_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record one more vote; “Check the result” shows what it would come to and records nothing."""
    meeting = record_meeting(request, pk)
    require(policies.may_write_minutes(request.user, meeting))
    desk = _desk(request, meeting)
    data = request.POST if request.method == "POST" else None
    form = VoteForm(desk, data)
    if "look" not in request.POST and is_done(
        form,
        lambda: voting.record_vote(
            meeting=meeting, facts=form.facts(), form_key=form.cleaned_data["form_key"], by=request.user
        ),
    ):
        say_done(request, _("Vote recorded"))
        return _back(request, meeting, desk)
    return vote_page(request, form, _("Record a vote"))


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
                lambda: voting.change_vote(vote=vote, facts=form.facts(), based_on=based_on, by=request.user),
            ):
                say_done(request, _("Vote changed"))
                return _back(request, meeting, desk)
        except NewerVersion as conflict:
            newer = conflict
            data["vote-based_on"] = str(conflict.number)
    return vote_page(request, form, _("Change a vote"), vote=vote, newer=newer)


@require_POST
@signed_in
def vote_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away a vote recorded by mistake."""
    vote = get_object_or_404(Vote.objects.visible_to(request.user), pk=pk)
    voting.remove_vote(vote=vote, by=request.user)
    say_done(request, _("Vote removed"))
    return redirect("meetings:votes", vote.meeting_id)


def _desk(request: SignedInRequest, meeting: Meeting, vote: Vote | None = None) -> VoteDesk:
    """What the form offers, for the item chosen in it, or asked for in the address."""
    kind, __, typed = request.POST.get("vote-place", "").partition("-")
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


def vote_page(
    request: SignedInRequest,
    form: VoteForm,
    title: str,
    *,
    vote: Vote | None = None,
    newer: NewerVersion | None = None,
) -> HttpResponse:
    """The whole form of a vote, with what it would come to and what somebody else has saved since."""
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
        "preview": preview(form, words) if newer or "look" in request.POST else None,
        "able": len(desk.voters.counted),
        "unmarked": desk.voters.unmarked,
        "needed": two_thirds_needed(desk.voters.in_post),
        "back": "day" if "day" in (request.POST.get("back"), request.GET.get("back")) else "",
    }
    return render(request, "meetings/votes/vote_form.html", context)


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
    if made := outcome(form, lambda: _opened(request, desk, form.cleaned_data)):
        say_done(request, _("Election opened"))
        return redirect("meetings:election", made.pk)
    page = MeetingForm(
        _("Open an election"), _("Open the election"), resolve_url("meetings:votes", pk), tab="minutes"
    )
    return page.show(request, form, meeting=meeting)


def _opened(request: SignedInRequest, desk: VoteDesk, data: dict[str, Any]) -> Election:
    return electing.open_election(
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
    return _election_page(
        request, page, NominationForm(page.voters), BallotForm(page.in_next_round, page.voters)
    )


@require_POST
@signed_in
def election_nominate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a nomination."""
    found = _visible(request, pk)
    require(policies.may_write_minutes(request.user, found.meeting))
    page = ElectionPage.of(found)
    form = NominationForm(page.voters, request.POST)
    if is_done(form, lambda: electing.nominate(election=found, line=form.line(), by=request.user)):
        say_done(request, _("Nomination recorded"))
        return redirect("meetings:election", pk)
    return _election_page(request, page, form, BallotForm(page.in_next_round, page.voters))


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
        lambda: electing.record_ballot(
            election=found, line=form.line(), form_key=form.cleaned_data["form_key"], by=request.user
        ),
    ):
        say_done(request, _("Round of voting recorded"))
        return redirect("meetings:election", pk)
    return _election_page(request, page, NominationForm(page.voters), form)


@require_POST
@signed_in
def election_declare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare who is elected."""
    electing.declare_elected(election=_visible(request, pk), by=request.user)
    say_done(request, _("Result recorded"))
    return redirect("meetings:election", pk)


@require_POST
@signed_in
def election_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away an election opened by mistake."""
    found = _visible(request, pk)
    electing.remove_election(election=found, by=request.user)
    say_done(request, _("Election removed"))
    return redirect("meetings:votes", found.meeting_id)


@require_POST
@signed_in
def nomination_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that somebody does not stand."""
    visible = Election.objects.visible_to(request.user)
    nomination = get_object_or_404(Nomination.objects.of_elections(visible), pk=pk)
    electing.withdraw_nomination(nomination=nomination, by=request.user)
    say_done(request, _("Nomination withdrawn"))
    return redirect("meetings:election", nomination.election_id)


@require_POST
@signed_in
def ballot_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away the last round."""
    visible = Election.objects.visible_to(request.user)
    ballot = get_object_or_404(Ballot.objects.of_elections(visible), pk=pk)
    electing.remove_ballot(ballot=ballot, by=request.user)
    say_done(request, _("Round of voting removed"))
    return redirect("meetings:election", ballot.election_id)


def _visible(request: SignedInRequest, pk: int) -> Election:
    """An election whose record this user may read, with its meeting."""
    found = get_object_or_404(Election.objects.visible_to(request.user).whole(), pk=pk)
    found.meeting = Meeting.objects.with_settings().get(pk=found.meeting_id)
    return found


def _election_page(
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
    return render(request, "meetings/votes/election.html", context)
