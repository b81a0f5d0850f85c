"""How a meeting went follows from its moments, whatever their order when they were written down."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from meetings.attendance.rules import day
from meetings.attendance.rules.day import Moment, OnRoll, QuorumRule, contradiction, quorum_changes, replay
from tests.builders.day import today

PEOPLE = [OnRoll(n, f"Cllr {n}", is_counted=True, authority=n) for n in range(1, 6)]
START, END = today(9), today(11)


def at(kind: str, minute: int, **about: object) -> Moment:
    return Moment(kind, START + timedelta(minutes=minute), key=minute, **about)  # type: ignore[arg-type]


def refused(*moments: Moment, ended: datetime | None = END) -> str:
    return contradiction(PEOPLE, moments, started=START, ended=ended).sentence


def test_somebody_who_came_was_not_there_before() -> None:
    moments = [at("came", 20, person=2), at("left", 30, person=1), at("returned", 40, person=1)]
    assert replay(PEOPLE, moments, until=today(9, 10)).here == {1, 3, 4, 5}
    assert replay(PEOPLE, moments, until=today(9, 35)).here == {2, 3, 4, 5}
    assert replay(PEOPLE, moments).here == {1, 2, 3, 4, 5}


def test_items_are_taken_in_the_order_in_which_they_began() -> None:
    moments = [
        at("began", 1, item=1),
        at("began", 10, item=7),
        at("began", 20, item=2),
        at("deferred", 25, item=3),
    ]
    state = replay(PEOPLE, moments, ended=END)
    assert state.order == [1, 7, 2]
    assert [span.ended for span in state.taken] == [today(9, 10), today(9, 20), END]
    assert (state.current, set(state.deferred), state.done) == (None, {3}, {1, 2, 7})


def test_the_public_goes_out_and_comes_back() -> None:
    moments = [at("public_out", 30), at("public_in", 50)]
    assert [replay(PEOPLE, moments, until=today(9, m)).is_public for m in (29, 31, 51)] == [True, False, True]


def test_what_cannot_be_is_said_in_a_sentence() -> None:
    assert refused(at("left", -5, person=1)) == "8.55 am is before the meeting started at 9 am."
    assert refused(at("left", 125, person=1)) == "11.05 am is after the meeting ended at 11 am."
    assert (
        refused(at("returned", 5, person=1))
        == "Cllr 1 was already present at 9.05 am, so cannot arrive again."
    )
    assert refused(at("left", 5, person=1), at("left", 6, person=1)) == (
        "Cllr 1 was not present at 9.06 am, so cannot leave."
    )
    assert refused(at("ended", 5, item=1, label="7")) == "Item 7 was not in progress at 9.05 am."
    assert refused(at("public_in", 5)) == "The public was already present at 9.05 am."
    assert refused(at("adjourned", 5), at("began", 6, item=1)) == (
        "The meeting was adjourned at 9.06 am. Resume it before you begin an item."
    )
    assert refused(at("left", 5, person=1), at("presides", 6, person=1)) == (
        "Cllr 1 was not present at 9.06 am, so cannot preside."
    )
    assert contradiction(PEOPLE, [at("left", 5, person=1)], started=None).sentence == (
        "The meeting has not started yet. Start it first."
    )


def test_a_clerk_who_is_on_no_roll_can_preside_for_an_election() -> None:
    assert refused(at("presides", 1, person=99, name="Ellen Marsh")) == ""


def test_the_loss_of_the_quorum_has_a_time_and_so_has_its_return() -> None:
    moments = [
        at("left", 30, person=1),
        at("left", 40, person=2),
        at("lost", 41, person=3),
        at("rejoined", 50, person=3),
    ]
    changes = quorum_changes(PEOPLE, moments, QuorumRule(), in_post=6, started=START)
    assert [(c.at, c.is_quorate, c.here, c.needed) for c in changes] == [
        (today(9, 41), False, 2, 3),
        (today(9, 50), True, 3, 3),
    ]


def test_a_meeting_that_starts_with_too_few_has_lost_its_quorum_at_the_start() -> None:
    few = [OnRoll(1, "Cllr 1", is_counted=True), OnRoll(2, "Cllr 2", is_present=False, is_counted=True)]
    (change,) = quorum_changes(few, [], QuorumRule(), in_post=6, started=START)
    assert (change.at, change.is_quorate, change.here) == (START, False, 1)


MOVES = st.lists(
    st.tuples(st.sampled_from(["came", "left", "returned", "lost", "rejoined"]), st.integers(1, 5)),
    max_size=25,
)


@given(MOVES)
def test_a_record_that_passes_moves_nobody_in_twice_or_out_twice(moves: list[tuple[str, int]]) -> None:
    """Each move is kept only when it contradicts nothing; who is here then is who a simple count says."""
    kept: list[Moment] = []
    for minute, (kind, person) in enumerate(moves, start=1):
        tried = [*kept, at(kind, minute, person=person)]
        if contradiction(PEOPLE, tried, started=START, ended=END).is_met:
            kept = tried
    for person in range(1, 6):
        own = [moment.kind in day.COMING for moment in kept if moment.person == person]
        assert all(a != b for a, b in zip(own, own[1:], strict=False))
        is_here = own[-1] if own else True
        assert (person in replay(PEOPLE, kept).here) == is_here
