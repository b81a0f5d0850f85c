"""Patterns of meetings, the precept timetable, and months and seasons as they are typed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.common.rules.precept import precept_day_findings, timetable, trap_findings
from meetings.common.rules.year import (
    EveryWeeks,
    Listed,
    Monthly,
    Period,
    Surroundings,
    choose,
    day_findings,
    deadline_findings,
    election_day,
    usual_period,
    year_of,
    year_span,
    year_words,
)
from meetings.models.when import When, read_when
from panels.calendar import bank_holidays, christmas_break, holiday_names
from panels.rules import clear_days, is_counted

FRIDAYS = Monthly(2, 4, frozenset({3, 6, 9, 12}))
HOLIDAYS = holiday_names("england", 2026) | holiday_names("england", 2027)
MAY_2027 = usual_period(2027)


def excluded(*years: int) -> frozenset[date]:
    return frozenset().union(*(bank_holidays("england", year) for year in years))


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30)


def said(findings) -> list[str]:
    return [each.code for each in findings]


def test_a_municipal_year_runs_from_may_to_april() -> None:
    assert year_span(2026) == (date(2026, 5, 1), date(2027, 4, 30))
    assert [year_of(date(2027, 4, 30)), year_of(date(2027, 5, 1))] == [2026, 2027]
    assert [year_words(2026), year_words(1999)] == ["2026/27", "1999/00"]


def test_the_second_friday_of_four_months() -> None:
    assert FRIDAYS.days(2026) == [
        date(2026, 6, 12),
        date(2026, 9, 11),
        date(2026, 12, 11),
        date(2027, 3, 12),
    ]


def test_the_last_thursday_of_a_month_may_be_its_fourth_or_its_fifth() -> None:
    assert Monthly(5, 3, frozenset({7, 8})).days(2026) == [date(2026, 7, 30), date(2026, 8, 27)]


def test_every_six_weeks_begins_in_the_year_even_when_the_first_day_lies_before() -> None:
    days = EveryWeeks(date(2026, 3, 6), 6).days(2026)
    assert (days[0], days[-1], len(days)) == (date(2026, 5, 29), date(2027, 4, 30), 9)
    assert EveryWeeks(date(2027, 4, 2), 6).days(2026) == [date(2027, 4, 2)]


def test_typed_days_are_sorted_once_each_and_kept_within_the_year() -> None:
    typed = Listed((date(2026, 9, 11), date(2026, 6, 12), date(2026, 9, 11), date(2027, 6, 11)))
    assert typed.days(2026) == [date(2026, 6, 12), date(2026, 9, 11)]


def test_a_bank_holiday_and_a_pre_election_period_are_left_out_by_name() -> None:
    fridays = Monthly(5, 4, frozenset({12, 4}))
    chosen = choose(fridays, 2026, HOLIDAYS, [MAY_2027])
    assert chosen.days == []
    assert chosen.left_out == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2027, 4, 30), "Elections of Thursday 6 May 2027"),
    ]


@given(st.integers(2020, 2090), st.integers(1, 5), st.integers(0, 6), st.sets(st.integers(1, 12)))
def test_a_monthly_pattern_gives_one_such_weekday_for_each_month(year, week, weekday, months) -> None:
    days = Monthly(week, weekday, frozenset(months)).days(year)
    assert sorted(day.month for day in days) == sorted(months)
    assert {day.weekday() for day in days} <= {weekday}
    assert days == sorted(days)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 60), st.integers(2020, 2090))
def test_every_so_many_weeks_keeps_its_step_and_its_year(first, every, year) -> None:
    days = EveryWeeks(first, every).days(year)
    start, last = year_span(year)
    assert all(start <= day <= last and (day - first).days % (7 * every) == 0 for day in days)
    assert len(days) == len(set(days))


def test_ordinary_elections_are_on_the_first_thursday_in_may() -> None:
    assert [election_day(year) for year in (2026, 2027, 2028)] == [
        date(2026, 5, 7),
        date(2027, 5, 6),
        date(2028, 5, 4),
    ]
    assert (MAY_2027.first, MAY_2027.last, MAY_2027.is_kept) == (date(2027, 3, 25), date(2027, 5, 6), False)


def test_a_day_is_held_against_everything_around_it() -> None:
    around = Surroundings(
        HOLIDAYS,
        [MAY_2027],
        [(at(date(2026, 9, 11)), "Ordinary meeting"), (at(date(2026, 9, 12), 14), "Briefing")],
    )
    assert said(day_findings(at(date(2026, 9, 11)), around)) == ["clash"]
    assert said(day_findings(at(date(2026, 9, 12)), around)) == ["weekend", "same_day"]
    assert said(day_findings(at(date(2026, 12, 28)), around)) == ["holiday"]
    assert said(day_findings(at(date(2027, 4, 2)), around)) == ["period"]
    assert said(day_findings(at(date(2027, 3, 26)), around)) == ["holiday", "period"]
    assert day_findings(at(date(2026, 9, 18)), around) == []


def test_the_pre_election_period_tells_the_reader_to_check() -> None:
    (found,) = day_findings(at(date(2027, 4, 2)), Surroundings({}, [MAY_2027]))
    assert found.source.endswith("; check with your monitoring officer")
    assert "These are the usual dates" in found.sentence
    kept = Period("By-election", date(2027, 4, 1), date(2027, 4, 8))
    (found,) = day_findings(at(date(2027, 4, 2)), Surroundings({}, [kept]))
    assert found.sentence == "It falls in the pre-election period, By-election."


def test_deadlines_in_the_christmas_break_and_on_holidays_are_seen() -> None:
    breaks = christmas_break("england", 2026)
    found = deadline_findings(date(2026, 12, 24), date(2026, 12, 25), HOLIDAYS, breaks)
    assert [each.sentence for each in found] == [
        "The last day to publish, Thursday 24 December 2026, is in the Christmas break.",
        "Papers are due on Friday 25 December 2026: Christmas Day.",
    ]
    assert deadline_findings(date(2026, 11, 26), date(2026, 11, 19), HOLIDAYS, breaks) == []


def test_the_precept_of_2027_is_the_trap() -> None:
    drawn = timetable(2027, 5, excluded(2026, 2027))
    assert [step.day for step in drawn.steps] == [
        date(2027, 2, 1),
        date(2027, 2, 8),
        date(2027, 2, 15),
        date(2027, 2, 22),
        date(2027, 3, 1),
    ]
    assert (drawn.earliest, drawn.reserve_from) == (date(2027, 2, 9), date(2027, 2, 16))
    assert (drawn.first.day, drawn.first.publish_by) == (date(2027, 2, 5), date(2027, 1, 28))
    assert (drawn.reserve.day, drawn.reserve.publish_by) == (date(2027, 2, 22), date(2027, 2, 12))


def test_the_trap_is_told_in_words_with_its_sources() -> None:
    first, reserve = trap_findings(timetable(2027, 5, excluded(2026, 2027)))
    assert first.sentence.replace("\xa0", " ") == (
        "The proposed precept may be received as late as Monday 1 February 2027. If it is "
        "published that day, 5 clear days "
        "lead to Tuesday 9 February 2027, 1 day after the panel’s report is due."
    )
    assert first.remedy == (
        "Meet on Friday 5 February 2027 and publish that agenda by Thursday 28 January 2027, "
        "with the report to follow."
    )
    assert "SI 2012/2271, regulation 4" in first.source
    assert "publish its agenda by Friday 12 February 2027" in reserve.remedy
    assert reserve.source.endswith("check with your monitoring officer")


def test_three_clear_days_are_no_trap() -> None:
    first, _ = trap_findings(timetable(2027, 3, excluded(2026, 2027)))
    assert (first.is_met, first.remedy) == (True, "")
    assert "in time for the panel’s report" in first.sentence


@given(st.integers(2013, 2099), st.integers(1, 10))
def test_every_spring_both_meetings_are_working_days_with_their_clear_days(year, days) -> None:
    closed = excluded(year - 1, year)
    drawn = timetable(year, days, closed)
    for kept in (drawn.first, drawn.reserve):
        assert is_counted(kept.day, closed)
        assert clear_days(kept.publish_by, kept.day, closed) == days
    assert drawn.first.day < drawn.report_by
    assert drawn.reserve_from <= drawn.reserve.day <= drawn.second_by
    assert clear_days(drawn.notified, drawn.earliest, closed) >= days


@pytest.mark.parametrize(
    ("day", "met", "code"),
    [
        (date(2027, 2, 5), True, ""),
        (date(2027, 2, 12), False, "precept"),
        (date(2027, 2, 19), True, "precept"),
        (date(2027, 2, 26), False, "precept"),
    ],
)
def test_a_precept_meeting_is_held_against_the_panels_two_reports(day, met, code) -> None:
    (found,) = precept_day_findings(day)
    assert (found.is_met, found.code) == (met, code)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("September", "September 2026"),
        ("march", "March 2027"),
        ("Sept 2027", "September 2027"),
        ("autumn", "autumn 2026"),
        ("spring", "spring 2027"),
        ("Winter 2026", "winter 2026/27"),
        ("September to November 2026", "autumn 2026"),
        ("nov to january", "November 2026 to January 2027"),
        ("Nov to January 2027", "November 2026 to January 2027"),
        ("September or October", "September or October 2026"),
    ],
)
def test_months_and_seasons_are_read_as_they_are_typed(text, words) -> None:
    assert str(read_when(text, 2026)) == words


@pytest.mark.parametrize(
    "text",
    ["", "soon", "Ma", "31 February", "13/2026", "September 20266", "May to June to July", "to", "June 1"],
)
def test_what_is_no_month_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_when(text, 2026)


@given(st.integers(2020, 2090), st.integers(0, 30), st.integers(0, 11))
def test_months_read_back_from_their_own_words(year, start, length) -> None:
    first = date(year + start // 12, start % 12 + 1, 1)
    end = first.month - 1 + length
    when = When(first, date(first.year + end // 12, end % 12 + 1, 1))
    words = str(when).replace("/", " ").split(" ")
    typed = " ".join(words[:2]) if words[0] == "winter" else str(when)
    assert read_when(typed, 1950) == when
