"""Months in words, scope items without a session, and consultees not heard."""

from datetime import date

import pytest

from foundation.history.findings import Level
from scrutiny.rules import (
    agreed_where_finding,
    consultation_finding,
    parse_month,
    scope_finding,
    session_label,
    sessions_finding,
    when_words,
    without_own_numbers,
    words_finding,
)


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
def test_a_session_says_its_months_until_its_day_is_known(
    first: date, last: date | None, day: date | None, words: str
) -> None:
    assert when_words(first, last, day) == words


@pytest.mark.parametrize("typed", ["October 2026", "oct 2026", "10/2026", "2026-10", " OCTOBER,  2026 "])
def test_a_month_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_month(typed) == date(2026, 10, 1)


@pytest.mark.parametrize("typed", ["", "2026", "13/2026", "ju 2026", "Octember 2026", "October 26", "x y z"])
def test_what_is_no_month_is_refused(typed: str) -> None:
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


def test_numbers_that_came_with_pasted_paragraphs_are_taken_off() -> None:
    pasted = "1.1 Villages wait.\n\n1.2 Calls are graded.\n- by hand\n\n1.3. Few cars."
    assert without_own_numbers(pasted) == "Villages wait.\n\nCalls are graded.\n- by hand\n\nFew cars."


@pytest.mark.parametrize(
    "text", ["1.5 million people live here.", "2.1 Villages wait.\n\nMore.", "Villages wait.", "", "1.2 Late"]
)
def test_a_number_that_is_no_number_of_its_paragraph_stays(text: str) -> None:
    assert without_own_numbers(text) == text


def test_doubled_numbers_open_lead_ins_and_empty_sections_are_said_before_terms_are_agreed() -> None:
    found = words_finding(
        [
            (
                "Introduction",
                [("1.1", "1.1 Villages wait.", False), ("1.2", "1.5 million people.", False)],
            ),
            ("Scope", [("2.1", "The inquiry looks at:", False), ("2.2", "It also looks at:", True)]),
            ("Witnesses", []),
        ]
    )
    assert (found.level, found.sentence) == (
        Level.NOT_MET,
        "1.1 begins with “1.1”, so the number would be printed twice. "
        "2.1 ends with a colon and nothing follows. “Witnesses” has no text.",
    )
    assert words_finding([("Introduction", [("1.1", "Villages wait.", False)])]).level is Level.MET


def test_a_session_on_a_meeting_that_is_off_is_said() -> None:
    assert sessions_finding([("Session one", ""), ("Session two", "")]).level is Level.MET
    found = sessions_finding([("Session one", ""), ("Session two", "Ordinary meeting of 5 March 2027")])
    assert found.sentence == (
        "Session two was to be held at the Ordinary meeting of 5 March 2027, which has been cancelled."
    )


def test_terms_are_agreed_at_a_meeting_that_was_held_or_somewhere_that_is_named() -> None:
    assert agreed_where_finding(has_meeting=True, elsewhere="").level is Level.MET
    assert agreed_where_finding(has_meeting=False, elsewhere="Council").level is Level.MET
    refused = [
        agreed_where_finding(has_meeting=False, elsewhere=""),
        agreed_where_finding(has_meeting=True, elsewhere="Council"),
        agreed_where_finding(has_meeting=True, elsewhere="", is_ours=False),
        agreed_where_finding(has_meeting=True, elsewhere="", is_past=False),
        agreed_where_finding(has_meeting=True, elsewhere="", is_off=True),
    ]
    assert {found.level for found in refused} == {Level.STOPPED}
