"""Dates, times, counts and small words."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from foundation.ui import dates, words
from foundation.ui.fields import read_time


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(13, 30), "1.30 pm"),
        (time(10), "10 am"),
        (time(0, 5), "12.05 am"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (datetime(2026, 7, 1, 12, 30, tzinfo=UTC), "1.30 pm"),
    ],
)
def test_a_time_is_said_as_people_say_it(moment: time | datetime, said: str) -> None:
    assert dates.clock_time(moment) == said


def test_days_are_said_in_full_and_short_and_in_london() -> None:
    assert dates.long_day(date(2026, 12, 4)) == "Friday 4 December 2026"
    assert dates.short_day(date(2026, 12, 4)) == "Fri 4 Dec"
    assert dates.day_and_time(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "Thursday 2 July 2026 at 12.30 am"


@pytest.mark.parametrize(
    ("days", "said"),
    [(-2, "2 days ago"), (-1, "1 day ago"), (0, "today"), (1, "tomorrow"), (2, "in 2 days")],
)
def test_days_are_counted_as_a_person_counts(days: int, said: str) -> None:
    today = date(2026, 11, 24)
    assert dates.days_left(today + timedelta(days=days), today) == said


def test_late_days_are_counted_and_a_day_of_another_year_has_its_year() -> None:
    today = date(2026, 11, 24)
    assert [dates.days_late(date(2026, 11, day), today) for day in (22, 23, 24)] == [
        "2 days late",
        "1 day late",
        "",
    ]
    assert [dates.short_date(day, today) for day in (date(2026, 12, 4), date(2027, 2, 5))] == [
        "Fri 4 Dec",
        "Fri 5 Feb 2027",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Supt Nadia Frost", "Supt Frost"),
        ("Cllr Ruth Penhallow JP", "Cllr Penhallow"),
        ("Jo Tarrant", "Jo Tarrant"),
        ("Dr Calder", "Dr Calder"),
        ("", ""),
    ],
)
def test_someone_is_called_by_title_and_family_name(name: str, said: str) -> None:
    assert words.called(name) == said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.30 pm", time(13, 30)),
        ("1:30pm", time(13, 30)),
        ("13:30", time(13, 30)),
        ("1330", time(13, 30)),
        ("2pm", time(14)),
        ("10 a.m.", time(10)),
        ("12.15 am", time(0, 15)),
        ("Noon", time(12)),
        ("12 noon", time(12)),
        ("midnight", time(0)),
        ("1.30\u00a0pm", time(13, 30)),
        ("13 pm", None),
        ("25:00", None),
        ("half past", None),
        ("9.75", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time | None) -> None:
    assert read_time(typed) == meant


def test_lists_numbers_and_letters() -> None:
    assert [words.joined([]), words.joined("a"), words.joined("ab"), words.joined("abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [words.roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["i", "iv", "ix", "xiv", "xl", "xcix"]
    assert [words.letter(n) for n in (1, 2, 26, 27, 53)] == ["a", "b", "z", "aa", "ba"]


def test_counts_and_sizes_keep_number_and_unit_together() -> None:
    assert words.counted(1, "paper") == "1\u00a0paper"
    assert words.counted(1200, "paper") == "1,200\u00a0papers"
    assert words.counted(2, "body", "bodies") == "2\u00a0bodies"
    assert [words.file_size(n) for n in (1, 999, 640_000, 999_499, 2_400_000)] == [
        "1\u00a0byte",
        "999\u00a0bytes",
        "640\u00a0KB",
        "999\u00a0KB",
        "2.4\u00a0MB",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("To <b>agree</b> it", "To agree it"),
        ("5 < 7 and 9 > 8", "5 < 7 and 9 > 8"),
        ("a<!-- b --></p>c", "ac"),
        ("a <<b>c", "a <c"),
        ("<" * 500_000, "<" * 500_000),
        ("<!--" * 200_000 + "x", "<!--" * 200_000 + "x"),
        ("<a b='" * 200_000 + ">", "<a b='" * 199_999),
    ],
)
def test_markup_is_taken_out_in_one_pass(text: str, said: str) -> None:
    assert words.without_tags(text) == said


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("007", 7), ("999999999", 999_999_999), ("", None), ("-1", None), ("1.5", None), ("a", None)],
)
def test_a_whole_number_is_read_as_it_is_sent(typed: str, number: int | None) -> None:
    assert words.whole_number(typed) == number


@pytest.mark.parametrize("typed", ["9" * 5000, "9" * 10, "\u0663", "\u00b2"])
def test_what_no_key_looks_like_is_no_number(typed: str) -> None:
    assert words.whole_number(typed) is None
