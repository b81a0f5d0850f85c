"""What carries, what a veto needs, and which votes cannot have been."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.votes.rules.elections import Elected, Nominee, Round, elected, open_sentence
from meetings.votes.rules.voters import Voter, Voters
from meetings.votes.rules.votes import (
    PRECEPT_VETO,
    VoteFacts,
    outcome_of,
    result_of,
    threshold_line,
    two_thirds_needed,
    veto_outlook,
    vote_findings,
)

FOUR = Voters(
    5,
    (
        Voter(1, "Cllr Oakley"),
        Voter(2, "Cllr Gage"),
        Voter(3, "Cllr Carrow"),
        Voter(4, "Ms Wren", is_appointed=False),
        Voter(5, "Cllr Stannard", is_here=False),
    ),
    presiding=1,
)


def sentences(
    vote: VoteFacts, voters: Voters = FOUR, *, has_casting_vote: bool = True
) -> list[tuple[str, str]]:
    if not vote.is_on_decision:
        vote = replace(vote, motion="That it be noted.")
    found = vote_findings(vote, voters, has_casting_vote=has_casting_vote)
    return [(each.sentence, each.code) for each in found]


@pytest.mark.shows("V27")
@pytest.mark.parametrize(
    ("in_post", "needed"), [(12, 8), (13, 9), (14, 10), (15, 10), (16, 11), (18, 12), (20, 14)]
)
def test_two_thirds_as_panels_count_them(in_post: int, needed: int) -> None:
    assert two_thirds_needed(in_post) == needed


@given(st.integers(1, 200))
def test_two_thirds_are_the_least_number_that_is_enough(in_post: int) -> None:
    needed = two_thirds_needed(in_post)
    assert Fraction(needed - 1, in_post) < Fraction(2, 3) <= Fraction(needed, in_post)


def test_the_outlook_of_a_veto_says_whether_one_is_possible() -> None:
    none = veto_outlook(9, 13, 8)
    assert none.sentence == "A veto needs 9 of 13 members; 8 are expected, so none is possible."
    assert none.source == PRECEPT_VETO.source
    assert veto_outlook(9, 13, 11, are_here=True).sentence == "A veto needs 9 of 13 members; 11 are here."


def test_the_line_of_a_threshold_follows_the_count() -> None:
    assert threshold_line(6, 9).sentence == "6 of 9 needed; not carried yet"
    assert threshold_line(6, 9, is_over=True).sentence == "6 of 9 needed; not carried"
    assert threshold_line(9, 9).sentence == "9 of 9 needed; carried"


counted = st.builds(
    VoteFacts,
    method=st.just("counts"),
    votes_for=st.integers(0, 30),
    votes_against=st.integers(0, 30),
    abstained=st.one_of(st.none(), st.integers(0, 30)),
    threshold=st.sampled_from(["simple", "two_thirds"]),
    casting_for=st.sampled_from(["", "for", "against"]),
)


@given(counted, st.integers(1, 30))
def test_a_counted_vote_has_one_result(vote: VoteFacts, in_post: int) -> None:
    votes_for, against, _ = vote.figures
    result = result_of(vote, in_post)
    if vote.threshold == "two_thirds":
        assert result == ("carried" if 3 * votes_for >= 2 * in_post else "lost")
    elif votes_for != against:
        assert result == ("carried" if votes_for > against else "lost")
    else:
        assert result == {"": "tied", "for": "carried", "against": "lost"}[vote.casting_for]


@given(counted)
def test_more_votes_than_voting_members_never_pass(vote: VoteFacts) -> None:
    votes_for, against, abstained = vote.figures
    too_many = votes_for + against + (abstained or 0) > 4
    said = [each for each in vote_findings(vote, FOUR, has_casting_vote=True) if each.code == "votes_for"]
    assert bool(said) == too_many


def test_more_votes_than_voting_members_are_refused_with_both_figures() -> None:
    vote = VoteFacts(method="counts", votes_for=4, votes_against=1, abstained=0)
    assert sentences(vote) == [("That is 5 votes, but only 4 who are here may vote.", "votes_for")]


def test_a_figure_that_is_missing_is_asked_for() -> None:
    assert sentences(VoteFacts(method="counts", votes_for=3)) == [
        ("Enter the votes for and against, 0 where there were none.", "votes_against")
    ]


def test_a_named_vote_is_of_those_entitled_once_each() -> None:
    gone = Voters(
        5, (Voter(1, "Cllr Oakley"), Voter(2, "Cllr Gage", why_not="left for a prejudicial interest"))
    )
    vote = VoteFacts(method="named", casts=((1, "for"), (2, "against"), (1, "for"), (9, "for")))
    assert sentences(vote, gone) == [
        ("Cllr Gage cannot vote: left for a prejudicial interest.", "cast_2"),
        ("Cllr Oakley votes only once.", "cast_1"),
        ("Someone on this list is not in the attendance.", "casts"),
    ]
    assert gone.in_post == 5


UNMARKED = tuple(Voter(number, f"Cllr {number}", is_here=False, is_unmarked=True) for number in range(1, 6))


def test_votes_counted_before_the_roll_is_taken_are_kept_up_to_the_members_in_post() -> None:
    empty = Voters(5, UNMARKED, is_recorded=False)
    assert sentences(VoteFacts(method="counts", votes_for=4, votes_against=1), empty) == []
    assert sentences(VoteFacts(method="named", casts=((1, "for"), (2, "against"))), empty) == []
    assert sentences(VoteFacts(method="counts", votes_for=5, votes_against=1), empty) == [
        (
            "That is 6 votes, but only 5 can vote, including everyone not marked in the attendance.",
            "votes_for",
        )
    ]


def test_where_nobody_is_a_member_votes_are_kept_but_two_thirds_are_not_worked_out() -> None:
    nobody = Voters(0, (), is_recorded=False)
    facts = VoteFacts(method="counts", votes_for=12, votes_against=0)
    assert sentences(facts, nobody) == []
    assert sentences(replace(facts, threshold="two_thirds"), nobody) == [
        (
            "There are no members on this date, so two-thirds cannot be worked out. Enter the members first.",
            "method",
        )
    ]


@pytest.mark.parametrize(
    ("vote", "expected"),
    [
        (VoteFacts(method="counts", votes_for=3, votes_against=1, casts=((2, "against"),)), []),
        (
            VoteFacts(method="counts", votes_for=4, votes_against=0, casts=((2, "against"),)),
            [("1 vote named, and the figure is 0.", "votes_against")],
        ),
        (VoteFacts(method="none", result="carried", casts=((2, "against"),)), []),
        (
            VoteFacts(method="none", result="carried", votes_for=3),
            [("Select “Counted” because numbers are entered, or clear them.", "method")],
        ),
        (
            VoteFacts(method="unanimous", casts=((2, "against"),)),
            [("Not all voted for it, so it was not unanimous.", "method")],
        ),
        (
            VoteFacts(method="named", votes_for=2, casts=((1, "for"), (2, "against"))),
            [
                (
                    "The names come to 1 for, 1 against and 0 abstained. Clear the figures, or correct the "
                    "names.",
                    "votes_for",
                )
            ],
        ),
    ],
)
def test_names_and_figures_that_were_given_are_kept_or_refused_never_dropped(
    vote: VoteFacts, expected: list[tuple[str, str]]
) -> None:
    assert sentences(vote) == expected


@pytest.mark.parametrize(
    ("vote", "has_casting_vote", "sentence"),
    [
        (
            VoteFacts(method="counts", votes_for=2, votes_against=1, casting_for="for", casting_by=1),
            True,
            "There is a casting vote only when the votes are equal.",
        ),
        (
            VoteFacts(method="counts", votes_for=2, votes_against=2, casting_for="for", casting_by=1),
            False,
            "There is no casting vote on this.",
        ),
        (
            VoteFacts(method="counts", votes_for=2, votes_against=2, casting_for="for", casting_by=2),
            True,
            "Only who presides has the casting vote.",
        ),
        (
            VoteFacts(
                method="counts",
                votes_for=2,
                votes_against=2,
                threshold="two_thirds",
                casting_for="for",
                casting_by=1,
            ),
            True,
            "There is no casting vote on this.",
        ),
    ],
)
def test_a_casting_vote_is_for_the_chair_on_a_tie_where_the_rules_know_it(
    vote: VoteFacts, has_casting_vote: bool, sentence: str
) -> None:
    assert sentences(vote, has_casting_vote=has_casting_vote) == [(sentence, "casting_for")]


def test_a_casting_vote_of_the_chair_decides_a_tie() -> None:
    vote = VoteFacts(method="counts", votes_for=2, votes_against=2, casting_for="against", casting_by=1)
    assert sentences(vote) == []
    assert result_of(vote, 5) == "lost"


def test_a_decision_that_stands_was_carried() -> None:
    assert sentences(VoteFacts(decision=1)) == []
    assert result_of(VoteFacts(decision=1), 5) == "carried"
    vote = VoteFacts(method="counts", votes_for=1, votes_against=2, decision=1)
    assert sentences(vote) == [
        (
            "A recorded decision was carried. If the motion was lost, enter the motion instead.",
            "decision",
        )
    ]


def test_who_was_not_here_neither_moves_nor_seconds() -> None:
    vote = VoteFacts(method="unanimous", mover=5, seconder=2)
    assert sentences(vote) == [("Cllr Stannard was not here, so cannot move it.", "mover")]
    assert sentences(VoteFacts(method="unanimous", mover=2, seconder=2)) == [
        ("Two different people move and second.", "seconder")
    ]


def test_a_veto_is_counted_and_says_which_way() -> None:
    assert sentences(VoteFacts(method="unanimous", purpose="precept_veto"))[0] == (
        "This needs two-thirds of the current members, so enter the count or the votes by name.",
        "method",
    )
    vote = VoteFacts(method="counts", votes_for=4, votes_against=0, purpose="precept_veto")
    assert sentences(vote) == [("Select which it was: vetoed too high or vetoed too low.", "outcome")]


@pytest.mark.parametrize(
    ("purpose", "votes_for", "typed", "outcome"),
    [
        ("precept_endorse", 4, "endorsed", "endorsed"),
        ("precept_endorse", 4, "endorsed_with_recommendations", "endorsed_with_recommendations"),
        ("precept_endorse", 0, "", "neither"),
        ("precept_veto", 4, "vetoed_too_low", "vetoed_too_low"),
        ("precept_veto", 3, "vetoed_too_high", "veto_lost"),
        ("precept_revised", 4, "", "revised_accepted"),
        ("precept_revised", 0, "", "revised_rejected"),
        ("", 4, "endorsed", ""),
    ],
)
def test_a_vote_on_a_precept_comes_to_what_it_can(
    purpose: str, votes_for: int, typed: str, outcome: str
) -> None:
    against = 4 - votes_for if votes_for != 3 else 0
    vote = VoteFacts(
        method="counts", votes_for=votes_for, votes_against=against, purpose=purpose, outcome=typed
    )
    assert outcome_of(vote, 5) == outcome


def nominees(*willing: bool) -> list[Nominee]:
    return [Nominee(n, n, f"Cllr {n}", is_willing=each) for n, each in enumerate(willing, 1)]


def test_the_sole_nominee_is_elected_without_a_vote() -> None:
    assert elected(nominees(True), [], able=4, majority="cast") == Elected(1, "sole")
    assert elected(nominees(True, False), [], able=4, majority="cast") == Elected(1, "sole")
    assert elected(nominees(False), [], able=4, majority="cast") is None


@pytest.mark.parametrize(("majority", "wins"), [("most", True), ("cast", False), ("present", False)])
def test_how_many_votes_elect_is_the_bodys_own_rule(majority: str, wins: bool) -> None:
    rounds = [Round({1: 4, 2: 3, 3: 3})]
    found = elected(nominees(True, True, True), rounds, able=13, majority=majority)
    assert (found == Elected(1, "ballot")) is wins


def test_a_majority_of_those_here_counts_who_abstained() -> None:
    rounds = [Round({1: 6, 2: 5}, abstained=2)]
    stand = nominees(True, True)
    assert elected(stand, rounds, able=13, majority="cast") == Elected(1, "ballot")
    assert elected(stand, rounds, able=13, majority="present") is None
    assert open_sentence(stand, rounds, able=13, majority="present") == (
        "Cllr 1 leads with 6 of the 7 votes needed. Vote again."
    )


def test_equal_votes_elect_nobody_until_the_tie_is_broken() -> None:
    stand = nominees(True, True)
    assert open_sentence(stand, [Round({1: 2, 2: 2})], able=4, majority="cast") == (
        "Cllr 1 and Cllr 2 have equal votes. Vote again, or break the tie."
    )
    drawn = Round({1: 2, 2: 2}, tie_broken_by="lot", tie_broken_for=2)
    assert elected(stand, [drawn], able=4, majority="cast") == Elected(2, "lot")


@given(st.dictionaries(st.integers(1, 5), st.integers(0, 12), min_size=2), st.integers(1, 20))
def test_who_is_elected_by_votes_had_more_than_anybody_else(votes: dict[int, int], able: int) -> None:
    stand = [Nominee(key, key, f"Cllr {key}") for key in votes]
    for majority in ("most", "cast", "present"):
        found = elected(stand, [Round(votes)], able=able, majority=majority)
        if found:
            others = [count for key, count in votes.items() if key != found.nomination]
            assert votes[found.nomination] > max(others)
