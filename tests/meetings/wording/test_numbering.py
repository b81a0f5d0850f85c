"""The numbers of minutes in every scheme."""

from datetime import date

import pytest

from meetings.wording.numbering import Numbering, clashes, next_number, provisional, span

MARCH = date(2018, 3, 28)


def scheme(name: str, day: date = MARCH, prefix: str = "") -> Numbering:
    return Numbering(name, "body23456789", "meet23456789", day, prefix)


@pytest.mark.parametrize(
    ("name", "prefix", "label", "period"),
    [
        ("municipal_year", "", "45", "body23456789:municipal_year:2017/18"),
        ("meeting", "", "45", "body23456789:meeting:meet23456789"),
        ("calendar_year", "", "45/18", "body23456789:calendar_year:2018"),
        ("prefixed", "PCP", "PCP 45.17/18", "body23456789:prefixed:2017/18"),
        ("none", "", "", "body23456789:none:"),
    ],
)
def test_each_scheme_prints_its_own_label_and_is_unique_in_its_own_period(
    name: str, prefix: str, label: str, period: str
) -> None:
    numbering = scheme(name, prefix=prefix)
    assert (numbering.label(45), numbering.period) == (label, period)


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("municipal_year", ""), ("meeting", ""), ("calendar_year", ""), ("prefixed", "PCP 2")],
)
def test_the_number_can_be_read_back_from_every_label(name: str, prefix: str) -> None:
    numbering = scheme(name, prefix=prefix)
    assert [numbering.number(numbering.label(n)) for n in (1, 39, 1234)] == [1, 39, 1234]


def test_a_label_of_no_scheme_counts_as_nothing() -> None:
    assert scheme("municipal_year").number("none") == 0


def test_the_next_number_follows_the_highest_issued_one() -> None:
    assert next_number(scheme("calendar_year"), ["38/18", "9/18"]) == 39
    assert next_number(scheme("calendar_year"), []) == 1
    assert next_number(scheme("calendar_year"), ["38/18"], first=45) == 45


def test_numbers_run_on_from_the_last_meeting_until_they_are_issued() -> None:
    assert provisional(scheme("municipal_year"), ["", "", ""], ["43", "44"], None) == ["45", "46", "47"]
    assert provisional(scheme("municipal_year"), ["", ""], ["43"], 60) == ["60", "61"]


def test_issued_numbers_stand_and_a_minute_added_later_takes_the_next() -> None:
    assert provisional(scheme("municipal_year"), ["45", "", "46"], ["47"], 45) == ["45", "48", "46"]


def test_a_body_without_numbers_prints_none() -> None:
    assert provisional(scheme("none"), ["", ""], [], None) == ["", ""]


@pytest.mark.shows("V1")
def test_the_new_municipal_year_starts_a_new_period() -> None:
    assert scheme("municipal_year").period != scheme("municipal_year", date(2018, 6, 8)).period


def test_a_clash_names_the_number() -> None:
    assert clashes(["45", "46", ""], ["46", "12", ""]) == ["46"]


def test_the_heading_says_the_span() -> None:
    assert [span(["45", "46"]), span(["45"]), span([""])] == ["Minutes 45 to 46", "Minute 45", ""]
