"""Votes recorded, changed and taken away: once each, never more than can have been."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions
from meetings.attendance.rules.roll import RollLine
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.models import Vote
from meetings.votes.rules.votes import VoteFacts
from meetings.votes.voters import voters_of
from panels.models import Person
from tests.builders.day import day_meeting, roll_of, today
from tests.builders.minutes import MEMBERS, Held, add_items, minuted
from tests.builders.panels import add_vacancy, make_user, seat_member
from tests.builders.votes import MOTION, casts, key, vote, voting_meeting

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def shut_out(held: Held, name: str = "Gage", kind: str = "prejudicial", consequence: str = "left") -> None:
    """A member who left for an interest in the first item."""
    actions.record_interest(
        meeting=held.meeting,
        person=held.people[name],
        nature="as a trustee",
        kind=kind,
        consequence=consequence,
        items=[held.items[0]],
        by=held.secretary,
    )


def test_who_votes_and_how_many_are_in_post_comes_from_the_roll() -> None:
    held = voting_meeting()
    add_vacancy(held.body, "Kennetside District Council")
    found = voters_of(held.meeting, held.items[0])
    assert (found.in_post, len(found.counted), found.presiding) == (5, 4, key(held, "Oakley"))


@pytest.mark.shows("V15")
def test_a_substitute_votes_in_the_members_place() -> None:
    held = voting_meeting()
    ann = Person.objects.create(title="Cllr", given_name="Ann", family_name="Vale")
    lines = [
        RollLine(key(held, name), mark="apologies" if name == "Stannard" else "present")
        for name, _, _ in MEMBERS
    ]
    lines.append(RollLine(ann.pk, "substitute", substitute_for=key(held, "Stannard")))
    actions.record_attendance(meeting=held.meeting, roll=lines, by=held.secretary)
    found = voters_of(held.meeting)
    assert (found.in_post, len(found.counted)) == (5, 5)
    assert vote(held, votes_for=5, votes_against=0).result == "carried"


def test_a_member_who_left_for_an_interest_stays_in_the_total_and_cannot_vote() -> None:
    held = voting_meeting()
    shut_out(held)
    found = voters_of(held.meeting, held.items[0])
    assert (found.in_post, len(found.counted)) == (5, 3)
    with pytest.raises(Refused, match="only 3 who are here may vote"):
        vote(held)
    with pytest.raises(Refused, match="Cllr Rosalind Gage cannot vote: left for a prejudicial interest"):
        vote(held, method="named", casts=casts(held, Oakley="for", Gage="for"))
    # On another item the same member votes.
    assert vote(held, item=1).result == "carried"


def test_a_personal_interest_keeps_nobody_from_voting() -> None:
    held = voting_meeting()
    shut_out(held, kind="personal", consequence="stayed")
    assert vote(held).result == "carried"


def test_a_pecuniary_interest_without_a_dispensation_keeps_a_member_who_stays_from_voting() -> None:
    held = voting_meeting()
    shut_out(held, kind="disclosable pecuniary", consequence="stayed")
    with pytest.raises(Refused, match="has a disclosable pecuniary interest and no dispensation"):
        vote(held, method="named", casts=casts(held, Gage="for"))
    held.meeting.interests.update(dispensation="Dispensation of 3 March 2026")
    assert vote(held, method="named", casts=casts(held, Gage="for")).result == "carried"


@pytest.mark.parametrize(("remote_counts", "able"), [(False, 3), (True, 4)])
def test_a_remote_member_votes_only_where_the_rules_say_so(remote_counts: bool, able: int) -> None:
    held = day_meeting(remote_counts=remote_counts)
    add_items(held, 2)
    roll_of(held, Gage="remote", Stannard="apologies")
    assert len(voters_of(held.meeting, held.items[0]).counted) == able
    if not remote_counts:
        with pytest.raises(Refused, match="Cllr Rosalind Gage cannot vote: attends remotely"):
            vote(held, method="named", casts=casts(held, Gage="for"))


def test_who_left_cannot_vote_while_the_item_is_on_and_who_was_there_can_be_recorded_afterwards() -> None:
    held = day_meeting()
    add_items(held, 2)
    roll_of(held, Stannard="apologies")
    given = {"meeting": held.meeting, "by": held.secretary}
    actions.begin_item(item=held.items[0], at=today(9, 5), **given)
    actions.come_or_go(person=held.people["Gage"], kind="left", at=today(9, 10), **given)
    with pytest.raises(Refused, match="Cllr Rosalind Gage cannot vote: not here"):
        vote(held, method="named", casts=casts(held, Gage="for"))
    actions.begin_item(item=held.items[1], at=today(9, 20), **given)
    counted = [len(voters_of(held.meeting, item).counted) for item in held.items]
    assert counted == [4, 3]
    # Of the first item she was there for a part: the clerk may say that she voted before she left.
    assert vote(held, method="named", casts=casts(held, Gage="for")).result == "carried"


def test_of_a_meeting_that_was_held_whoever_was_there_for_any_of_it_can_be_recorded() -> None:
    held = day_meeting()
    add_items(held, 2)
    roll_of(held, Stannard="apologies")
    given = {"meeting": held.meeting, "by": held.secretary}
    actions.come_or_go(person=held.people["Gage"], kind="left", at=today(9, 10), **given)
    assert len(voters_of(held.meeting).counted) == 3
    actions.hold_meeting(**given)
    held.meeting.refresh_from_db()
    assert [len(voters_of(held.meeting, item).counted) for item in (None, *held.items)] == [4, 4, 4]


def test_who_presides_for_an_item_has_the_casting_vote_there() -> None:
    held = day_meeting()
    add_items(held, 2)
    roll_of(held, Stannard="apologies")
    given = {"meeting": held.meeting, "by": held.secretary}
    actions.begin_item(item=held.items[0], at=today(9, 5), **given)
    actions.take_the_chair(person=held.people["Gage"], at=today(9, 6), **given)
    presiding = [voters_of(held.meeting, item).presiding for item in (held.items[0], None)]
    assert presiding == [key(held, "Gage"), key(held, "Gage")]
    tie = {"votes_for": 2, "votes_against": 2, "casting_for": "for"}
    with pytest.raises(Refused, match="Only who presides"):
        vote(held, **tie, casting_by=key(held, "Oakley"))
    assert vote(held, **tie, casting_by=key(held, "Gage")).result == "carried"


def test_a_vote_is_recorded_with_the_names_of_its_day() -> None:
    held = voting_meeting()
    made = vote(held, mover=key(held, "Oakley"), seconder=key(held, "Gage"))
    Person.objects.filter(family_name="Gage").update(family_name="Gage-Marsh")
    facts = VoteFacts(
        method="counts",
        votes_for=2,
        votes_against=1,
        mover=key(held, "Oakley"),
        seconder=key(held, "Gage"),
        item=held.items[0].pk,
        motion=MOTION,
    )
    changed = actions.change_vote(vote=made, facts=facts, based_on=1, by=held.secretary)
    assert (changed.mover_name, changed.seconder_name) == ("Cllr Margaret Oakley", "Cllr Rosalind Gage")
    assert (changed.votes_for, changed.version) == (2, 2)


def test_more_votes_than_voting_members_are_refused_and_nothing_is_recorded() -> None:
    held = voting_meeting()
    with pytest.raises(Refused, match="That is 5 votes, but only 4 who are here may vote"):
        vote(held, votes_for=4, votes_against=1)
    assert Vote.objects.count() == 0


def test_a_double_click_records_one_vote() -> None:
    held = voting_meeting()
    first = vote(held, form_key="abc")
    events = Event.objects.count()
    assert vote(held, form_key="abc") == first
    assert (Vote.objects.count(), Event.objects.count()) == (1, events)


def test_a_form_sent_again_with_other_figures_is_refused() -> None:
    held = voting_meeting()
    vote(held, form_key="abc")
    with pytest.raises(Refused, match="This form has already been sent"):
        vote(held, form_key="abc", votes_for=2)
    assert Vote.objects.get().votes_for == 3


def test_a_casting_vote_decides_a_tie_and_only_a_tie() -> None:
    held = voting_meeting()
    chair = key(held, "Oakley")
    with pytest.raises(Refused, match="only when the votes are equal"):
        vote(held, casting_for="for", casting_by=chair)
    with pytest.raises(Refused, match="Only who presides"):
        vote(held, votes_for=2, votes_against=2, casting_for="for", casting_by=key(held, "Gage"))
    made = vote(held, votes_for=2, votes_against=2, casting_for="for", casting_by=chair)
    assert (made.result, made.casting_by_name) == ("carried", "Cllr Margaret Oakley")


def test_where_the_rules_know_no_casting_vote_a_tie_stays_one() -> None:
    held = voting_meeting(has_casting_vote=False)
    with pytest.raises(Refused, match="There is no casting vote on this"):
        vote(held, votes_for=2, votes_against=2, casting_for="for", casting_by=key(held, "Oakley"))
    assert vote(held, votes_for=2, votes_against=2).result == "tied"


def test_a_veto_needs_two_thirds_of_the_members_in_post_not_of_those_here() -> None:
    held = voting_meeting()
    veto = {"purpose": "precept_veto", "outcome": "vetoed_too_high"}
    lost = vote(held, votes_for=3, votes_against=0, **veto)
    assert (lost.in_post, lost.result, lost.outcome, lost.threshold) == (5, "lost", "veto_lost", "two_thirds")
    carried = vote(held, votes_for=4, votes_against=0, **veto)
    assert (carried.result, carried.outcome) == ("carried", "vetoed_too_high")
    seat_member(held.body, "Wren", "Wren District Council")
    seat_member(held.body, "Vale", "Vale District Council")
    assert vote(held, votes_for=4, votes_against=0, **veto).result == "lost"


def test_a_change_over_a_newer_version_keeps_both() -> None:
    held = voting_meeting()
    made = vote(held)
    item = held.items[0].pk
    facts = VoteFacts(method="counts", votes_for=2, votes_against=2, item=item, motion=MOTION)
    actions.change_vote(vote=made, facts=facts, based_on=1, by=held.secretary)
    other = replace(facts, motion="That the report be noted.")
    with pytest.raises(NewerVersion) as conflict:
        actions.change_vote(vote=made, facts=other, based_on=1, by=held.secretary)
    assert (conflict.value.number, Vote.objects.get().motion) == (2, MOTION)
    # What is there already is no conflict.
    assert actions.change_vote(vote=made, facts=facts, based_on=1, by=held.secretary).version == 2


def test_an_amendment_belongs_to_a_motion_of_its_item_and_holds_it() -> None:
    held = voting_meeting()
    motion = vote(held)
    facts = VoteFacts(
        method="counts",
        votes_for=1,
        votes_against=3,
        item=held.items[1].pk,
        parent=motion.pk,
        motion="That a week be a month.",
    )
    with pytest.raises(Refused, match="is recorded under another item"):
        actions.record_vote(meeting=held.meeting, facts=facts, by=held.secretary)
    facts = replace(facts, item=held.items[0].pk)
    amendment = actions.record_vote(meeting=held.meeting, facts=facts, by=held.secretary)
    with pytest.raises(Refused, match="Choose the motion itself"):
        again = replace(facts, parent=amendment.pk)
        actions.record_vote(meeting=held.meeting, facts=again, by=held.secretary)
    with pytest.raises(Refused, match="Remove the votes on its amendments first"):
        actions.remove_vote(vote=motion, by=held.secretary)
    for _ in range(2):
        actions.remove_vote(vote=amendment, by=held.secretary)
    actions.remove_vote(vote=motion, by=held.secretary)
    assert Vote.objects.count() == 0


def test_an_item_that_was_voted_on_stays_on_the_agenda() -> None:
    held = voting_meeting()
    vote(held)
    with pytest.raises(Refused, match="A vote has been recorded on this item"):
        actions.remove_item(item=held.items[0], by=held.secretary)


def test_only_the_secretariat_records_votes() -> None:
    held = voting_meeting()
    held.secretary = make_user("Pat Visitor")
    with pytest.raises(Refused):
        vote(held)


@pytest.mark.parametrize(
    "change",
    [
        {"votes_for": None},
        {"method": "unanimous"},
        {"result": "lost"},
        {"result": "tied"},
        {"threshold": "two_thirds", "in_post": 13},
        {"purpose": "precept_veto"},
        {"outcome": "endorsed"},
        {"casting_for": "for"},
        {"mover_name": "Cllr Nobody"},
        {"item": None},
    ],
)
def test_the_database_refuses_a_vote_recorded_by_halves(change: dict[str, object]) -> None:
    held = voting_meeting()
    made = vote(held)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.filter(pk=made.pk).update(**change)


@pytest.mark.shows("V27")
def test_the_minutes_print_motions_before_decisions_and_votes_after_theirs() -> None:
    held = voting_meeting()
    minutes = minuted(held)
    entry = minutes.entries.first()
    decision = actions.decide(minute=entry, limbs=["That the report be noted."], by=held.secretary)
    motion = vote(held, votes_for=1, votes_against=3, abstained=0)
    item = held.items[0].pk
    words = "That a week be a month."
    figures = {"votes_for": 1, "votes_against": 2, "abstained": 1}
    facts = VoteFacts(method="counts", **figures, item=item, parent=motion.pk, motion=words)
    actions.record_vote(meeting=held.meeting, facts=facts, by=held.secretary)
    by_name = casts(held, Oakley="for", Carrow="for", Gage="against")
    named = VoteFacts(method="named", casts=by_name, item=item, decision=decision.pk)
    actions.record_vote(meeting=held.meeting, facts=named, by=held.secretary)
    printed = MinutesDocument.of(minutes).minutes[0]
    assert [block.sentences for block in printed.motions] == [
        [
            "An amendment was put, that a week be a month.",
            "The amendment was put to the vote and lost: 1 for, 2 against, 1 abstention.",
        ],
        [
            "A motion was put that the report be deferred.",
            "The motion was put to the vote and lost: 1 for, 3 against, no abstentions.",
        ],
    ]
    [block] = printed.decisions[0].votes
    assert block.sentences == [
        "The motion was put to the vote and carried on a named vote: 2 for, 1 against, no abstentions."
    ]
    assert [(each.label, each.names) for each in block.lists] == [
        ("For (2)", ["Cllr Margaret Oakley", "Cllr Aisha Carrow"]),
        ("Against (1)", ["Cllr Rosalind Gage"]),
    ]


def test_the_public_reads_no_words_of_a_motion_on_restricted_business() -> None:
    from foundation.documents.layout import render

    held = voting_meeting()
    actions.restrict_item(
        item=held.items[0],
        ground="exempt",
        paragraphs=[3],
        public_interest_reason="The prices would weaken the next tender.",
        by=held.secretary,
    )
    minutes = minuted(held)
    entry = minutes.entries.get(minute_items__item=held.items[0])
    decision = actions.decide(minute=entry, limbs=["That the contract be let."], by=held.secretary)
    vote(held, motion="That Zebrawood Limited be chosen.")
    item = held.items[0].pk
    facts = VoteFacts(method="counts", votes_for=4, votes_against=0, item=item, decision=decision.pk)
    actions.record_vote(meeting=held.meeting, facts=facts, by=held.secretary)
    page = render.screen(MinutesDocument.of(minutes))
    assert ["Zebrawood" in page, "carried: 4 for, 0 against." in page] == [False, True]
    actions.save_minute(
        minute=entry,
        text="<p>That Zebrawood Limited be chosen.</p>",
        based_on=entry.version,
        by=held.secretary,
    )
    with pytest.raises(Refused, match="A motion on item 1 is found in Minutes"):
        actions.publish_minutes(minutes=minutes, by=held.secretary)
