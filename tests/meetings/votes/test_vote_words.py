"""The sentences that minutes print about votes and elections."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.votes.rules.votes import VoteFacts
from meetings.votes.rules.words import (
    ElectionSaid,
    NominationSaid,
    RoundSaid,
    election_written,
    vote_lists,
    vote_sentences,
)
from meetings.wording.facts import Words

WORDS = Words("Wessex Police and Crime Panel", "Panel", "Chair", "Vice-Chair")
NAMES = {1: "Cllr Oakley", 2: "Ms Wren", 3: "Cllr A", 4: "Cllr B", 5: "Cllr C"}
COUNTED = VoteFacts(
    method="counts", votes_for=9, votes_against=4, abstained=1, result="carried", in_post=15, names=NAMES
)
MOVED = replace(COUNTED, mover=1, seconder=2)


@pytest.mark.shows("V27")
def test_a_vote_on_a_decision_says_who_moved_it_and_how_it_went() -> None:
    assert vote_sentences(MOVED, WORDS) == [
        "Moved by Cllr Oakley and seconded by Ms Wren.",
        "The motion was put to the vote and carried: 9 for, 4 against, 1 abstention.",
    ]


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        (
            replace(MOVED, motion="That the report be deferred."),
            ["It was moved by Cllr Oakley and seconded by Ms Wren that the report be deferred."],
        ),
        (
            replace(COUNTED, motion="That the report be deferred"),
            ["A motion was put that the report be deferred."],
        ),
        (
            replace(MOVED, motion="Deferral of the report", seconder=None),
            ["It was moved by Cllr Oakley: Deferral of the report."],
        ),
        (
            replace(MOVED, motion="That “two” be “three”", parent=1),
            ["An amendment was moved by Cllr Oakley and seconded by Ms Wren, that “two” be “three”."],
        ),
    ],
)
def test_a_motion_without_a_decision_is_told_in_a_sentence(said: VoteFacts, sentences: list[str]) -> None:
    assert vote_sentences(said, WORDS)[:-1] == sentences


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (replace(COUNTED, abstained=None), "carried: 9 for, 4 against."),
        (replace(COUNTED, abstained=0), "carried: 9 for, 4 against, no abstentions."),
        (replace(COUNTED, method="unanimous"), "carried unanimously."),
        (replace(COUNTED, result="lost", votes_for=2, abstained=3), "lost: 2 for, 4 against, 3 abstentions."),
        (
            replace(COUNTED, result="tied", votes_for=4),
            "not carried, the votes being equal: 4 for, 4 against, 1 abstention.",
        ),
    ],
)
def test_the_result_follows_the_figures(said: VoteFacts, sentence: str) -> None:
    assert vote_sentences(said, WORDS)[0].endswith(f"{sentence}")


def test_an_amendment_that_was_lost_says_so() -> None:
    said = replace(COUNTED, parent=1, motion="That it be cut", result="lost", votes_for=1)
    assert vote_sentences(said, WORDS) == [
        "An amendment was put, that it be cut.",
        "The amendment was put to the vote and lost: 1 for, 4 against, 1 abstention.",
    ]


def test_a_veto_says_what_it_needed_and_what_it_came_to() -> None:
    said = replace(
        COUNTED, threshold="two_thirds", in_post=13, abstained=0, result="carried", outcome="vetoed_too_high"
    )
    assert vote_sentences(said, WORDS) == [
        "The motion needed the votes of 9 of the 13 members. It was put to the vote and carried: 9 for, "
        "4 against, no abstentions.",
        "The Panel therefore vetoed the proposed precept as too high.",
    ]


def test_a_casting_vote_is_told_with_who_gave_it() -> None:
    said = replace(COUNTED, votes_for=4, abstained=None, result="lost", casting_by=1, casting_for="against")
    assert vote_sentences(said, WORDS) == [
        "The motion was put to the vote and the votes were equal: 4 for, 4 against.",
        "Cllr Oakley, presiding, gave the casting vote against the motion, which was lost.",
    ]


def test_nothing_is_said_of_a_vote_that_nobody_recorded() -> None:
    assert vote_sentences(VoteFacts(result="carried"), WORDS) == []
    assert vote_sentences(VoteFacts(motion="That it be noted", result="carried"), WORDS) == [
        "A motion was put that it be noted.",
        "The motion was carried.",
    ]


def test_a_named_vote_lists_the_names() -> None:
    said = VoteFacts(
        method="named",
        result="carried",
        names=NAMES,
        votes_for=2,
        votes_against=1,
        abstained=0,
        casts=((3, "for"), (4, "for"), (5, "against")),
    )
    assert vote_lists(said) == [("For (2)", ["Cllr A", "Cllr B"]), ("Against (1)", ["Cllr C"])]
    assert vote_sentences(said, WORDS) == [
        "The motion was put to the vote and carried on a named vote: 2 for, 1 against, no abstentions."
    ]


@given(
    st.builds(
        VoteFacts,
        names=st.just(NAMES),
        motion=st.sampled_from(["", "That it be so.", "Another thing"]),
        parent=st.sampled_from([None, 1]),
        mover=st.sampled_from([None, 3]),
        method=st.sampled_from(["none", "unanimous", "counts", "named"]),
        votes_for=st.integers(0, 9),
        votes_against=st.integers(0, 9),
        abstained=st.one_of(st.none(), st.integers(0, 9)),
        result=st.sampled_from(["carried", "lost", "tied"]),
        threshold=st.sampled_from(["simple", "two_thirds"]),
        in_post=st.integers(1, 20),
        outcome=st.sampled_from(["", "neither", "vetoed_too_low"]),
    )
)
def test_every_sentence_begins_with_a_capital_and_ends_with_one_full_stop(said: VoteFacts) -> None:
    for sentence in vote_sentences(said, WORDS):
        assert sentence[0].isupper()
        assert sentence.endswith(".") and not sentence.endswith("..")
        assert "  " not in sentence and " ." not in sentence


SOLE = ElectionSaid(
    WORDS,
    "Chair",
    nominations=(NominationSaid("Mr Vale", "Cllr Oakley", "Cllr Gage"),),
    elected="Mr Vale",
    how="sole",
    ends_on=date(2027, 5, 20),
)


@pytest.mark.shows("V11")
def test_a_sole_nominee_is_elected_as_such() -> None:
    written = election_written(SOLE)
    assert [each.replace("\u00a0", " ") for each in written.opening] == [
        "Mr Vale was nominated by Cllr Oakley and seconded by Cllr Gage.",
        "Mr Vale, being the sole nominee, was elected Chair of the Panel until 20 May 2027.",
    ]
    assert [each.replace("\u00a0", " ") for each in written.resolved] == [
        "That Mr Vale be elected Chair of the Panel until 20 May 2027."
    ]


@pytest.mark.shows("V11")
def test_a_contested_election_tells_its_rounds_with_their_figures() -> None:
    contested = ElectionSaid(
        WORDS,
        "Vice-Chair",
        nominations=(
            NominationSaid("Cllr A", "Cllr C", came_before=True),
            NominationSaid("Cllr B", "Cllr D", is_absent=True),
            NominationSaid("Cllr E", is_willing=False),
        ),
        rounds=(RoundSaid((("Cllr A", 9), ("Cllr B", 4)), abstained=0),),
        elected="Cllr A",
        how="ballot",
        is_restricted=True,
    )
    assert election_written(contested).opening == (
        "Cllr A was nominated by Cllr C, the nomination having been received before the meeting.",
        "Cllr B was nominated by Cllr D, and had agreed in absence to stand.",
        "Cllr E was nominated, but did not stand.",
        "On being put to the vote, appointed members only, votes were cast as follows: Cllr A, 9 votes; "
        "Cllr B, 4 votes; no abstentions.",
        "Cllr A was elected Vice-Chair of the Panel.",
    )


def test_rounds_by_name_and_by_lot_say_so() -> None:
    named = RoundSaid(
        (("Cllr A", 1), ("Cllr B", 1)),
        abstained=1,
        casts=(("Cllr C", "Cllr A"), ("Cllr D", "Cllr B"), ("Cllr E", "")),
        is_named=True,
    )
    drawn = RoundSaid((("Cllr A", 1), ("Cllr B", 1)), tie_broken_by="lot", tie_broken_for="Cllr B")
    both = ElectionSaid(
        WORDS,
        "Chair for this item",
        is_of_body=False,
        nominations=(NominationSaid("Cllr A"), NominationSaid("Cllr B")),
        rounds=(named, drawn),
        elected="Cllr B",
        how="lot",
    )
    assert election_written(both).opening[2:] == (
        "In round 1 of voting, votes were cast by name as follows: Cllr A, 1 vote; Cllr B, 1 vote; "
        "1 abstention.",
        "For Cllr A: Cllr C.",
        "For Cllr B: Cllr D.",
        "Abstained: Cllr E.",
        "In round 2 of voting, votes were cast as follows: Cllr A, 1 vote; Cllr B, 1 vote.",
        "The votes being equal, lots were drawn in favour of Cllr B.",
        "Cllr B was elected Chair for this item.",
    )
