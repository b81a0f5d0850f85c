"""Months in words, scope items without a session, and consultees not heard."""

from datetime import date

import pytest

from foundation.history.findings import Level
from scrutiny.rules import consultation_finding, parse_month, scope_finding, session_label, when_words


@pytest.mark.parametrize(
    ("first", "last", "day", "words"),
    [
        (date(2014, 10, 1), None, None, "October 2014"),
        (date(2014, 10, 1), date(2014, 11, 1), None, "October or November 2014"),
        (date(2014, 10, 1), date(2014, 12, 1), None, "October to December 2014"),
        (date(2014, 12, 1), date(2015, 1, 1), None, "December 2014 or January 2015"),
        (date(2014, 10, 1), date(2014, 11, 1), date(2014, 10, 23), "Thursday 23 October 2014"),
    ],
)
def test_a_session_says_its_months_until_its_day_is_known(first, last, day, words) -> None:
    assert when_words(first, last, day) == words


@pytest.mark.parametrize("typed", ["October 2026", "oct 2026", "10/2026", "2026-10", " OCTOBER,  2026 "])
def test_a_month_is_read_however_it_is_typed(typed) -> None:
    assert parse_month(typed) == date(2026, 10, 1)


@pytest.mark.parametrize("typed", ["", "2026", "13/2026", "ju 2026", "Octember 2026", "October 26", "x y z"])
def test_what_is_no_month_is_refused(typed) -> None:
    with pytest.raises(ValueError):
        parse_month(typed)


def test_scope_items_without_a_session_are_named() -> None:
    assert scope_finding(["S1", "S2"], ["S1", "S2"]).level is Level.MET
    assert scope_finding(["S1", "S2", "S4"], ["S2"]).sentence == "S1 and S4 have no session."


def test_agreeing_unheard_needs_a_reason() -> None:
    assert consultation_finding([]).level is Level.NOT_MET
    assert consultation_finding([("Director", True)]).level is Level.MET
    missing = consultation_finding([("Director", False), ("Member", True)])
    assert missing.sentence == "No response is recorded from Director."


def test_sessions_are_counted_in_words() -> None:
    assert [session_label(n) for n in (1, 12, 13)] == ["Session one", "Session twelve", "Session 13"]
