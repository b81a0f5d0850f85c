"""The votes and elections of a meeting as pages show them, and what the clerk's screen includes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, stopped
from foundation.ui.rows import Fact
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Attendance, Election, Meeting, MinuteItem, Vote
from meetings.restricted.kept import Kept
from meetings.votes.actions.electing import electorate_of, nominees_of, rounds_of
from meetings.votes.actions.voting import findings_of
from meetings.votes.check import vote_points
from meetings.votes.documents import VoteBlock, amendments_first, block_of, election_said, office_name
from meetings.votes.facts import facts_of
from meetings.votes.forms import VoteForm
from meetings.votes.rules.elections import elected, open_sentence
from meetings.votes.rules.voters import Voters
from meetings.votes.rules.votes import (
    CHIEF_CONSTABLE_VETO,
    FIGURES,
    PRECEPT_VETO,
    settled,
    threshold_line,
    threshold_source,
    two_thirds_needed,
    veto_outlook,
)
from meetings.votes.rules.words import counted_so_far, election_written, vote_sentences
from meetings.votes.vetoes import decision_words, no_veto_left
from meetings.votes.voters import voters_of
from meetings.wording.facts import Words
from meetings.wording.house import house_words

ELECTING = {"election_chair": Election.Office.CHAIR, "election_deputy": Election.Office.DEPUTY}


@dataclass(frozen=True)
class VoteRow:
    """One vote: what was voted on, what the record says of it, how far a threshold is reached."""

    vote: Vote
    what: str
    block: VoteBlock
    threshold: Finding | None


@dataclass(frozen=True)
class ElectionRow:
    """One election: the office, what the record says so far, who is elected or what comes next."""

    election: Election
    office: str
    sentences: Sequence[str]
    next_step: str


@dataclass(frozen=True)
class ItemVotes:
    """What was voted on under one item, or under a minute that has no item."""

    label: str
    title: str
    item: AgendaItem | None
    votes: Sequence[VoteRow]
    elections: Sequence[ElectionRow]
    elects: str = ""

    @property
    def is_empty(self) -> bool:
        """True while nothing is recorded here."""
        return not self.votes and not self.elections


@dataclass(frozen=True)
class VotesPage:
    """Every item of a meeting with its votes, and what a vote needs today."""

    facts: Sequence[Fact]
    outlook: Sequence[Finding]
    points: Sequence[Finding]
    rows: Sequence[ItemVotes]

    @classmethod
    def of(cls, meeting: Meeting, kept: Kept) -> "VotesPage":
        """The page of one meeting, without what is kept from its reader, in a fixed number of queries."""
        voters = voters_of(meeting)
        words = house_words(meeting, meeting.settings)
        votes = amendments_first([vote for vote in meeting.votes.whole() if not kept.has_vote(vote)])
        elections = [
            election_row(each, words, voters)
            for each in meeting.elections.whole().select_related("item")
            if not kept.has(each.item_id)
        ]
        every = kept.lines(meeting.items.all())
        names = labels(every)
        rows = [
            ItemVotes(
                names.get(item.pk, ""),
                item.title,
                item,
                vote_rows((vote for vote in votes if vote.item_id == item.pk), words),
                [row for row in elections if row.election.item_id == item.pk],
                ELECTING.get(item.standing, ""),
            )
            for item in every
            if item.is_item
        ]
        loose = {vote.minute_id: vote.minute for vote in votes if vote.minute}
        rows += [
            ItemVotes("", minute.title, None, vote_rows((v for v in votes if v.minute_id == pk), words), [])
            for pk, minute in loose.items()
        ]
        minutes = MinuteItem.objects.filter(minute__minutes__meeting=meeting).values_list(
            "item_id", flat=True
        )
        points = vote_points(meeting, votes, voters, names, set(minutes) or None)
        return cls(voting_facts(voters), outlook_of(meeting, voters), points, rows)

    @property
    def used(self) -> Sequence[ItemVotes]:
        """The items under which something is recorded."""
        return [row for row in self.rows if not row.is_empty]


def vote_rows(votes: Iterable[Vote], words: Words) -> list[VoteRow]:
    """Votes as rows; an amendment says so."""
    rows = []
    for vote in votes:
        needed = two_thirds_needed(vote.in_post)
        is_two_thirds = vote.threshold == Vote.Threshold.TWO_THIRDS
        rows.append(
            VoteRow(
                vote,
                _what(vote),
                block_of(facts_of(vote), words),
                threshold_line(
                    vote.votes_for or 0, needed, source=threshold_source(vote.purpose), is_over=True
                )
                if is_two_thirds
                else None,
            )
        )
    return rows


def _what(vote: Vote) -> str:
    """What was voted on: the decision's words, or the motion's."""
    if vote.decision:
        return f"{vote.decision.get_kind_display()}: {decision_words(vote.decision)}"
    start = "Amendment: " if vote.parent_id else ""
    return (
        f"{start}{vote.motion}"
        if vote.motion
        else _("{start}a motion whose decision was removed").format(start=start)
    )


def election_row(election: Election, words: Words, voters: Voters) -> ElectionRow:
    """An election as a row: what was said so far, and what comes next."""
    said = election_written(election_said(election, words))
    able = len(electorate_of(election, voters).counted)
    open_words = open_sentence(
        nominees_of(election), rounds_of(election), able=able, majority=election.majority
    )
    if election.declared_at is not None:
        open_words = ""
    elif not open_words:
        open_words = _("The result is clear. Declare it.")
    return ElectionRow(election, office_name(election, words), said.opening, open_words)


def can_declare(election: Election, voters: Voters) -> bool:
    """True when somebody is elected and nobody has declared it yet."""
    able = len(electorate_of(election, voters).counted)
    found = elected(nominees_of(election), rounds_of(election), able=able, majority=election.majority)
    return election.declared_at is None and found is not None


def voting_facts(voters: Voters) -> list[Fact]:
    """How many can vote and what a majority is, from the roll."""
    able = len(voters.counted)
    if not voters.is_recorded:
        return [
            Fact(
                _("Votes"),
                _("No one is recorded as present"),
                _("Attendance shows who can vote"),
                mood="warn",
            )
        ]
    out = [each for each in voters.people if each.is_here and each.why_not]
    reason = "; ".join(f"{each.name} {each.why_not}" for each in out)
    majority = _("{able} is a majority when all vote").format(able=able // 2 + 1)
    return [
        Fact(
            _("Votes"),
            _("{able} can vote").format(able=able),
            f"{majority}. {reason}".strip().rstrip(".") + ".",
        )
    ]


def outlook_of(meeting: Meeting, voters: Voters) -> list[Finding]:
    """What a veto needs and how many can be reckoned with; only for a panel that has members."""
    if meeting.body.kind != "panel" or not voters.in_post:
        return []
    away = sum(row.mark == Attendance.Mark.APOLOGIES for row in meeting.attendances.all())
    are_here = voters.is_recorded
    expected = len(voters.counted) if are_here else voters.in_post - away
    return [veto_finding(meeting, voters.in_post, expected, are_here=are_here)]


def veto_finding(meeting: Meeting, in_post: int, able: int, *, are_here: bool) -> Finding:
    """What a veto of what this meeting decides on needs, and whether so many can be reckoned with."""
    if (left := no_veto_left(meeting)) is not None:
        return left
    hearing = meeting.kind == Meeting.Kind.CONFIRMATION_HEARING
    source = (CHIEF_CONSTABLE_VETO if hearing else PRECEPT_VETO).source
    return veto_outlook(two_thirds_needed(in_post), in_post, able, are_here=are_here, source=source)


@dataclass(frozen=True)
class Preview:
    """The sentences the minutes would print, how far a threshold is reached, and what stands against it."""

    sentences: list[str]
    findings: list[Finding]


def preview(form: VoteForm, words: Words) -> Preview | None:
    """What was typed so far, counted as far as it can be read; nothing while nothing that counts is typed."""
    wrong = form.errors
    facts, voters = form.facts(), form.desk.voters
    if facts.is_counted and not (facts.is_begun or wrong.keys() & set(FIGURES)):
        return None
    # What cannot be read is said in the words of its field; what is under no item yet amends nothing there.
    unread = {*wrong, *(["amends"] if "place" in wrong else [])}
    has_reason = bool(facts.reason.strip())
    against = [stopped(f"{error}.", code=name) for name in wrong for error in wrong[name]]
    against += [
        found
        for found in findings_of(form.desk.meeting, facts, voters, vote=form.vote)
        if not (found.is_met or found.code in unread or (found.needs_reason and has_reason))
    ]
    is_open = any(found.code == "purpose" for found in against)
    is_for_known = facts.is_result_known or facts.votes_for is not None
    if facts.needs_two_thirds and facts.is_counted and voters.in_post and is_for_known:
        against.insert(
            0,
            threshold_line(
                facts.figures[0], two_thirds_needed(voters.in_post), source=threshold_source(facts.purpose)
            ),
        )
    vote = settled(facts, voters)
    if not facts.is_result_known:
        return Preview(counted_so_far(facts), against)
    if not vote.result or is_open or (facts.needs_two_thirds and not voters.in_post):
        return Preview([], against)
    return Preview(vote_sentences(vote, words), against)
