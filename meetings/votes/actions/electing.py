"""Elections at a meeting: opened, people nominated, votes taken in rounds, somebody declared elected."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from meetings.common.locks import lock_record
from meetings.models import AgendaItem, Ballot, BallotCast, BallotCount, Election, Nomination
from meetings.votes.rules.elections import (
    CASTING,
    LOT,
    Nominee,
    Round,
    elected,
    nomination_findings,
    open_sentence,
    round_findings,
)
from meetings.votes.rules.voters import Voters
from meetings.votes.voters import voters_of
from panels import actions as panel_actions
from panels.models import Office, Person
from panels.models.dated import days


@dataclass(frozen=True, slots=True)
class NominationLine:
    """One nomination as typed; people by their keys."""

    person: int
    proposer: int | None = None
    seconder: int | None = None
    is_willing: bool = True
    came_before: bool = False


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One round as typed: votes by the key of the nomination, or who voted for whom."""

    votes: tuple[tuple[int, int], ...] = ()
    abstained: int | None = None
    casts: tuple[tuple[int, int | None], ...] = ()
    tie_broken_by: str = ""
    tie_broken_for: int | None = None


@transaction.atomic
def open_election(
    *,
    item: AgendaItem,
    office: str,
    by: User,
    title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    form_key: str = "",
) -> Election:
    """Open an election under an item, by the body's rules of the day; the same form opens it once."""
    meeting = item.meeting
    lock_record(meeting, by)
    known = Election.objects.filter(meeting=meeting, form_key=form_key).first() if form_key else None
    if known is not None:
        return known
    title = " ".join(title.split()) if office == Election.Office.OTHER else ""
    starts_on = starts_on or meeting.day
    require(_office(item, office, title), _term(starts_on, ends_on))
    settings = meeting.settings
    is_chair = office == Election.Office.CHAIR
    election = Election.objects.create(
        meeting=meeting,
        item=item,
        office=office,
        title=title,
        electorate=settings.chair_electorate if is_chair else Election.Members.ALL,
        eligibility=settings.chair_eligibility if is_chair else Election.Members.ALL,
        majority=settings.election_majority,
        **days(starts_on, ends_on),
        position=meeting.elections.count(),
        form_key=form_key,
    )
    record("election opened", election, by=by, scope=meeting.scope, data={"office": office})
    return election


@transaction.atomic
def nominate(*, election: Election, line: NominationLine, by: User) -> Nomination:
    """Record a nomination; naming the same person again by the same people changes nothing."""
    locked, voters = _lock(election, by)
    require(_not_declared(locked), _no_votes_yet(locked))
    known = locked.nominations.filter(person=line.person).first()
    if known is not None and _content(known) == line:
        return known
    names = {voter.person: voter.name for voter in voters.people}
    nominee = Nominee(
        0, line.person, names.get(line.person, ""), line.proposer, line.seconder, line.is_willing
    )
    require(
        *nomination_findings(nominee, nominees_of(locked), voters, eligibility=locked.eligibility),
    )
    member = voters.of(line.person)
    nomination = Nomination.objects.create(
        election=locked,
        person_id=line.person,
        printed_name=nominee.name,
        proposer_id=line.proposer,
        proposer_name=names.get(line.proposer or 0, ""),
        seconder_id=line.seconder,
        seconder_name=names.get(line.seconder or 0, ""),
        is_willing=line.is_willing,
        is_absent=member is not None and not member.is_here,
        came_before=line.came_before,
        position=locked.nominations.count(),
    )
    record("nomination recorded", nomination, by=by, scope=locked.meeting.scope)
    return nomination


@transaction.atomic
def withdraw_nomination(*, nomination: Nomination, by: User) -> None:
    """Record that somebody nominated does not stand, or stands no more."""
    locked, __ = _lock(nomination.election, by)
    require(_not_declared(locked))
    if Nomination.objects.filter(pk=nomination.pk, is_willing=True).update(is_willing=False):
        record("nomination withdrawn", nomination, by=by, scope=locked.meeting.scope)


@transaction.atomic
def record_ballot(*, election: Election, line: BallotLine, by: User, form_key: str = "") -> Ballot:
    """Record one round of voting; the same form sent twice records it once. Raises `Refused`."""
    locked, voters = _lock(election, by)
    known = locked.ballots.filter(form_key=form_key).first() if form_key else None
    if known is not None:
        return known
    require(_not_declared(locked))
    nominees, earlier = nominees_of(locked), rounds_of(locked)
    this = _round(line, nominees, voters)
    has_casting = locked.meeting.settings.has_casting_vote
    require(*round_findings(this, nominees, voters, earlier=earlier, has_casting=has_casting))
    names = {voter.person: voter.name for voter in voters.people}
    ballot = Ballot.objects.create(
        election=locked,
        number=len(earlier) + 1,
        is_named=bool(line.casts),
        abstained=this.abstained,
        tie_broken_by=this.tie_broken_by,
        tie_broken_for_id=this.tie_broken_for,
        casting_by_id=this.casting_by,
        casting_by_name=names.get(this.casting_by or 0, ""),
        form_key=form_key,
    )
    BallotCount.objects.bulk_create(
        [BallotCount(ballot=ballot, nomination_id=key, votes=votes) for key, votes in this.votes.items()]
    )
    BallotCast.objects.bulk_create(
        [
            BallotCast(
                ballot=ballot, person_id=person, printed_name=names[person], nomination_id=choice, position=n
            )
            for n, (person, choice) in enumerate(this.casts)
        ]
    )
    record("ballot recorded", ballot, by=by, scope=locked.meeting.scope, data={"round": ballot.number})
    return ballot


@transaction.atomic
def remove_ballot(*, ballot: Ballot, by: User) -> None:
    """Take away the last round, recorded by mistake."""
    locked, __ = _lock(ballot.election, by)
    require(_not_declared(locked))
    last = locked.ballots.order_by("-number").first()
    if last is None or last.pk != ballot.pk:
        refuse(_("Only the last round can be removed."))
    record("ballot removed", ballot, by=by, scope=locked.meeting.scope, data={"round": ballot.number})
    ballot.delete()


@transaction.atomic
def declare_elected(*, election: Election, by: User) -> Election:
    """Declare who is elected; the chair and the deputy take their office with the first day of the term.

    Declaring it twice changes nothing.
    """
    locked, voters = _lock(election, by)
    if locked.declared_at is not None:
        return locked
    nominees, rounds = nominees_of(locked), rounds_of(locked)
    able = len(voters.counted)
    found = elected(nominees, rounds, able=able, majority=locked.majority)
    if found is None:
        refuse(open_sentence(nominees, rounds, able=able, majority=locked.majority))
        raise AssertionError("an open election says why")
    winner = locked.nominations.select_related("person").get(pk=found.nomination)
    Nomination.objects.filter(pk=winner.pk).update(is_elected=True)
    locked.declared_how, locked.declared_by = found.how, by.printed_name
    locked.declared_at = timezone.now()
    locked.taken = _take_office(locked, winner.person, by)
    locked.save(update_fields=["declared_how", "declared_by", "declared_at", "taken"])
    data = {"how": found.how, "office": locked.office}
    record("election declared", locked, by=by, scope=locked.meeting.scope, data=data)
    return locked


@transaction.atomic
def remove_election(*, election: Election, by: User) -> None:
    """Take away an election opened by mistake; once somebody was declared elected it stays."""
    locked, __ = _lock(election, by)
    require(_not_declared(locked))
    record("election removed", locked, by=by, scope=locked.meeting.scope)
    locked.ballots.all().delete()
    locked.delete()


def nominees_of(election: Election) -> list[Nominee]:
    """The nominations as the rules look at them, in their order."""
    return [
        Nominee(
            each.pk, each.person_id, each.printed_name, each.proposer_id, each.seconder_id, each.is_willing
        )
        for each in election.nominations.all()
    ]


def rounds_of(election: Election) -> list[Round]:
    """The rounds of voting as the rules look at them, the first first."""
    return [
        Round(
            {count.nomination_id: count.votes for count in ballot.counts.all()},
            ballot.abstained,
            tuple((cast.person_id, cast.nomination_id) for cast in ballot.casts.all()),
            ballot.tie_broken_by,
            ballot.tie_broken_for_id,
            ballot.casting_by_id,
        )
        for ballot in election.ballots.all()
    ]


def electorate_of(election: Election, voters: Voters) -> Voters:
    """Those who vote in this election."""
    return voters.appointed_only() if election.electorate == Election.Members.APPOINTED else voters


def _lock(election: Election, by: User) -> tuple[Election, Voters]:
    """The election, locked with its meeting, and who votes in it."""
    lock_record(election.meeting, by)
    locked = Election.objects.whole().select_for_update(of=("self",)).get(pk=election.pk)
    locked.meeting = election.meeting
    return locked, electorate_of(locked, voters_of(locked.meeting, locked.item))


def _office(item: AgendaItem, office: str, title: str) -> Finding:
    if office == Election.Office.OTHER and not title:
        return stopped(_("Enter the name of the office."), code="title")
    if office != Election.Office.OTHER:
        again = Election.objects.filter(meeting=item.meeting_id, office=office, item=item)
        if office == Election.Office.DEPUTY:
            # A body may have two vice-chairs: each is elected by a vote of their own.
            again = again.filter(declared_at__isnull=True)
        if again.exists():
            return stopped(_("This election has already been opened."), code="office")
    return met()


def _term(starts_on: date, ends_on: date | None) -> Finding:
    if ends_on is not None and ends_on < starts_on:
        return stopped(_("A term cannot end before it starts."), code="ends_on")
    return met()


def _not_declared(election: Election) -> Finding:
    if election.declared_at is None:
        return met()
    return stopped(_("Someone has already been declared elected."))


def _no_votes_yet(election: Election) -> Finding:
    if not election.ballots.all():
        return met()
    return stopped(_("Votes have been taken, so nominations are closed."))


def _content(nomination: Nomination) -> NominationLine:
    return NominationLine(
        nomination.person_id,
        nomination.proposer_id,
        nomination.seconder_id,
        nomination.is_willing,
        nomination.came_before,
    )


def _round(line: BallotLine, nominees: list[Nominee], voters: Voters) -> Round:
    """A round with its votes added up where they were taken by name."""
    votes, abstained = dict(line.votes), line.abstained
    if line.casts:
        choices = [choice for __, choice in line.casts]
        votes = {nominee.key: choices.count(nominee.key) for nominee in nominees if nominee.stands}
        votes |= {choice: choices.count(choice) for choice in choices if choice is not None}
        abstained = choices.count(None)
    is_casting = line.tie_broken_by == CASTING
    return Round(
        votes,
        abstained,
        line.casts,
        line.tie_broken_by if line.tie_broken_by in (CASTING, LOT) else "",
        line.tie_broken_for,
        voters.presiding if is_casting else None,
    )


def _elected_with(election: Election) -> list[int]:
    """The offices of the other vice-chairs elected under the same item, which go on beside this one."""
    if election.office != Election.Office.DEPUTY:
        return []
    others = Election.objects.filter(item=election.item_id, office=election.office, taken__isnull=False)
    return list(others.exclude(pk=election.pk).values_list("taken", flat=True))


def _take_office(election: Election, person: Person, by: User) -> Office | None:
    """The panel's own record of who chairs it; what was entered there already stays."""
    if election.office == Election.Office.OTHER:
        return None
    body, kind, starts_on = election.meeting.body, election.office, election.starts
    held = Office.objects.filter(body=body, kind=kind, person=person)
    known = held.current_on(starts_on).first()
    if known is not None and known.ends_on is None:
        return known
    if known is not None and known.ends is not None and election.ends is not None:
        if known.ends < timezone.localdate() <= election.ends:
            return known
        last = max(known.ends, election.ends)
        return panel_actions.end_office(office=known, ends_on=last, by=by)
    if known is not None and known.ends_on is not None:
        starts_on = known.ends_on + timedelta(days=1)
    office = panel_actions.appoint_office(
        body=body, person=person, starts_on=starts_on, by=by, kind=kind, beside=_elected_with(election)
    )
    if election.ends is not None:
        panel_actions.end_office(office=office, ends_on=election.ends, by=by)
    return office
