"""The quorum: every body's own rule, over the members in post."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.attendance.presence import here_at, here_now
from meetings.attendance.rules.day import QuorumRule, quorum_finding
from tests.builders.day import coopted, day_meeting, roll_of, second_seat, today

pytestmark = pytest.mark.on("postgresql")


THIRD = QuorumRule()


def said(rule: QuorumRule, in_post: int, here: int, authorities: int = 9) -> tuple[str, str, str]:
    found = quorum_finding(rule, in_post=in_post, here=here, authorities=authorities)
    return found.level.value, found.sentence, found.source.replace("\u00a0", " ")


def test_a_fraction_is_rounded_up() -> None:
    assert said(THIRD, 13, 5) == (
        "Met",
        "Quorate: 5 here, 5 needed.",
        "The panel’s own rule. One third of the 13 current members, rounded up.",
    )
    assert said(THIRD, 13, 4)[:2] == ("Reason needed", "Not quorate: 4 here, 5 needed.")


def test_a_fraction_comes_to_no_less_than_the_least() -> None:
    assert said(THIRD, 7, 3)[1:] == (
        "Quorate: 3 here, 3 needed.",
        "The panel’s own rule. One third of the 7 current members, rounded up, and at least 3.",
    )


def test_a_number_does_not_follow_the_members_in_post() -> None:
    rule = QuorumRule(kind="number", least=4)
    assert [rule.needed(in_post) for in_post in (5, 13, 20)] == [4, 4, 4]
    assert said(rule, 20, 4)[2] == "The panel’s own rule. 4 members."


def test_a_rule_can_ask_for_several_councils() -> None:
    rule = QuorumRule(authorities=3)
    assert said(rule, 13, 6, authorities=2)[:2] == (
        "Reason needed",
        "Not quorate: 6 here from 2\u00a0councils, 3 needed.",
    )


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 60), st.integers(0, 5))
def test_what_is_needed_is_never_less_than_the_fraction_and_at_most_one_more(
    numerator: int, denominator: int, in_post: int, least: int
) -> None:
    needed = QuorumRule("fraction", numerator, denominator, least).needed(in_post)
    assert needed >= least
    assert needed * denominator >= in_post * numerator
    assert needed == least or (needed - 1) * denominator < in_post * numerator


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
class TestPresence:
    def test_vacancies_do_not_count_and_absent_members_do(self) -> None:
        held = day_meeting()
        roll_of(held, Stannard="apologies", Gage="absent")
        found = here_now(held.meeting)
        assert found.in_post == 5
        assert found.quorum.sentence == "Quorate: 3 here, 3 needed."

    @pytest.mark.shows("V12")
    def test_a_remote_member_is_heard_and_does_not_count(self) -> None:
        held = day_meeting()
        roll_of(held, Stannard="remote", Gage="apologies")
        found = here_now(held.meeting)
        assert [each.name for each in found.remote] == ["Cllr Owen Stannard"]
        assert len(found.counted) == 3

    def test_a_remote_member_counts_where_the_rules_of_the_body_say_so(self) -> None:
        held = day_meeting(remote_counts=True)
        roll_of(held, Stannard="remote", Gage="apologies")
        found = here_now(held.meeting)
        assert found.remote == ()
        assert len(found.counted) == 4

    def test_members_of_one_council_are_one_council(self) -> None:
        held = day_meeting(quorum_authorities=2)
        held.people["Twin"] = second_seat(held.body, "Oakley District Council", "Twin")
        held.people["Vale"] = coopted(held.body)
        roll_of(held, Bellweather="absent", Carrow="absent", Gage="absent", Stannard="absent")
        found = here_at(held.meeting, today(9, 30))
        assert found.quorum.sentence == "Not quorate: 3 here from 1\u00a0council, 2 needed."
