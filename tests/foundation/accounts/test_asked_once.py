"""A page that is read asks a question once; an act asks it each time."""

from foundation.accounts.asked_once import asked_once, reading

asked: list[int] = []


@asked_once
def doubled(number: int) -> set[int]:
    """A question that notes how often it was asked."""
    asked.append(number)
    return {number * 2}


def test_a_page_asks_once_and_its_end_forgets() -> None:
    asked.clear()
    with reading():
        first = doubled(2)
        first.add(99)
        assert (doubled(2), doubled(3)) == ({4}, {6})
    assert asked == [2, 3]
    assert (doubled(2), asked) == ({4}, [2, 3, 2])


def test_an_act_asks_each_time() -> None:
    asked.clear()
    assert (doubled(1), doubled(1), asked) == ({2}, {2}, [1, 1])
