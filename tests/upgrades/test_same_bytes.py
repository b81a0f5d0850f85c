"""Two versions are compared byte by byte, and only a change that somebody wanted may pass."""

import zlib

from tests.upgrades.alike import Chance
from tests.upgrades.same_bytes import Difference, Wanted, differences, told


def page(*lines: str) -> tuple[str, bytes]:
    return "200", zlib.compress("\n".join(lines).encode())


def test_only_what_differs_is_named_with_the_lines_that_do() -> None:
    before = {"/": page("Meetings", "Clerk"), "/a/": page("A"), "/b/": page("B")}
    after = {"/": page("Meetings", "the Clerk"), "/a/": page("A"), "/c/": page("C")}
    assert differences(before, after) == [
        Difference("/", ("-Clerk", "+the Clerk")),
        Difference("/b/", ("- only before",)),
        Difference("/c/", ("+ only after",)),
    ]


def test_bytes_that_are_no_words_count_too() -> None:
    found = differences({"/": page("Clerk", "")}, {"/": page("Clerk")})
    assert found == [Difference("/", ("± other bytes from byte 5 on, of 6 before and 5 after",))]


def test_a_wanted_change_explains_its_address_only_where_it_explains_every_line() -> None:
    wanted = [Wanted("^/meeting/", "Clerk", "posts have one article")]
    lines = ("-Clerk", "+the Clerk")
    found = [
        Difference("/meeting/1/", lines),
        Difference("/panel/1/", lines),
        Difference("/meeting/1/", (*lines, "+Chair")),
    ]
    assert [each.is_wanted(wanted) for each in found] == [True, False, False]


def test_what_differs_alike_is_told_once() -> None:
    found = [Difference("/a/", ("-A", "+B")), Difference("/b/", ("-A", "+B"))]
    assert list(told(found)) == ["\n/a/ and 1 more, such as /b/", "-A", "+B"]


def test_one_token_more_leaves_the_references_that_follow() -> None:
    first, second = Chance(), Chance()
    for chance in (first, second):
        chance.begin("the demo")
    first.urandom(16)
    assert [first.urandom(1) for _ in range(9)] == [second.urandom(1) for _ in range(9)]
