"""Clear days agree with the worked examples and with an independent count over ten years."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from foundation.history.findings import Level
from panels.calendar import bank_holidays, christmas_break, easter_break, excluded_around, excluded_days
from panels.models import BodySettings
from panels.rules import clear_days, counted_days, latest_publication, notice_finding, publication_day
from tests.panels.independent_count import closed_days, count_by_walking, easter_day, last_day_by_walking

LONDON = ZoneInfo("Europe/London")
YEARS = range(2018, 2029)
ENGLAND = BodySettings(jurisdiction="england", clear_days=5)
WALES = BodySettings(jurisdiction="wales", clear_days=3)
CAUTIOUS = BodySettings(jurisdiction="england", clear_days=5, excludes_s243_breaks=True)


def last_day(meeting: date, settings: BodySettings = ENGLAND) -> date:
    return latest_publication(meeting, settings.clear_days, excluded_around(settings, meeting))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("jurisdiction", ["england", "wales"])
def test_bank_holidays_on_working_days_are_those_of_the_independent_list(
    year: int, jurisdiction: str
) -> None:
    on_working_days = {day for day in bank_holidays(jurisdiction, year) if day.weekday() < 5}
    assert on_working_days == {day for day in closed_days(year) if day.year == year}


@pytest.mark.parametrize("year", range(2012, 2040))
def test_the_easter_break_runs_from_thursday_to_tuesday_round_easter_day(year: int) -> None:
    found = sorted(easter_break("england", year))
    assert (found[0], found[-1], len(found)) == (
        easter_day(year) - timedelta(days=3),
        easter_day(year) + timedelta(days=2),
        6,
    )


# A meeting every eighth day from 2018 to 2028 falls on every weekday and near every holiday.
MEETINGS = [date(2018, 1, 10) + timedelta(days=8 * n) for n in range(500)]


@pytest.mark.parametrize("rules", [ENGLAND, WALES], ids=["England", "Wales"])
@pytest.mark.parametrize("year", YEARS)
def test_the_last_day_to_publish_agrees_with_an_independent_count(rules: BodySettings, year: int) -> None:
    cases = [meeting for meeting in MEETINGS if meeting.year == year]
    found = {meeting: last_day(meeting, rules) for meeting in cases}
    assert found == {meeting: last_day_by_walking(meeting, rules.clear_days) for meeting in cases}


@pytest.mark.parametrize("distance", [1, 2, 5, 7, 8, 11, 14, 20])
@pytest.mark.parametrize("rules", [ENGLAND, WALES], ids=["England", "Wales"])
def test_clear_days_agree_with_an_independent_count(rules: BodySettings, distance: int) -> None:
    pairs = [(meeting - timedelta(days=distance), meeting) for meeting in MEETINGS[::3]]
    found = {pair: clear_days(*pair, excluded_around(rules, *pair)) for pair in pairs}
    assert found == {pair: count_by_walking(*pair) for pair in pairs}


def test_there_are_at_least_five_hundred_cases_over_ten_years() -> None:
    assert (len(MEETINGS) * 2, MEETINGS[-1] - MEETINGS[0] > timedelta(days=3653)) == (1000, True)


WORKED = [
    ("ordinary", date(2026, 12, 4), date(2026, 11, 26)),
    ("Easter", date(2026, 4, 9), date(2026, 3, 30)),
    ("Christmas and New Year", date(2027, 1, 5), date(2026, 12, 23)),
    ("bank holiday Monday", date(2027, 6, 4), date(2027, 5, 26)),
    ("a meeting of 2018", date(2018, 6, 8), date(2018, 5, 31)),
]


@pytest.mark.parametrize(("meeting", "expected"), [c[1:] for c in WORKED], ids=[c[0] for c in WORKED])
def test_worked_examples(meeting: date, expected: date) -> None:
    assert last_day(meeting) == expected


def test_worked_example_of_the_precept() -> None:
    excluded = excluded_around(ENGLAND, date(2027, 2, 1))
    counts = [clear_days(date(2027, 2, 1), date(2027, 2, day), excluded) for day in (8, 9)]
    assert counts == [4, 5]


def test_the_cautious_switch_drops_the_easter_break() -> None:
    meeting = date(2026, 4, 9)
    last = last_day(meeting, CAUTIOUS)
    assert last == date(2026, 3, 26)
    assert counted_days(last, meeting, excluded_around(CAUTIOUS, meeting)) == [
        date(2026, 3, 27),
        date(2026, 3, 30),
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2026, 4, 8),
    ]


def test_the_christmas_break_runs_from_the_last_weekday_before_to_the_first_open_weekday_after() -> None:
    assert sorted(christmas_break("england", 2026)) == [date(2026, 12, day) for day in range(24, 30)]
    assert sorted(christmas_break("england", 2027)) == [date(2027, 12, day) for day in range(24, 30)]
    assert sorted(christmas_break("england", 2024)) == [date(2024, 12, day) for day in range(24, 28)]


def test_a_body_s_own_days_do_not_count() -> None:
    own = BodySettings(jurisdiction="england", clear_days=5, extra_excluded_days=["2026-11-30"])
    assert last_day(date(2026, 12, 4), own) == date(2026, 11, 25)


def test_excluded_days_hold_only_what_the_body_excludes() -> None:
    assert excluded_days(ENGLAND, [2026]) == bank_holidays("england", 2026)


MEETING = date(2026, 12, 4)
AROUND = excluded_around(ENGLAND, MEETING)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("published", "counts_from"),
    [
        (at(26, 17), date(2026, 11, 26)),
        (at(26, 17, 1), date(2026, 11, 27)),
        (at(27, 18), date(2026, 11, 30)),
        (at(28, 9), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (at(26, 23, 30), date(2026, 11, 27)),
    ],
)
def test_publication_after_the_cut_off_or_when_offices_are_closed_counts_as_the_next_working_day(
    published: date, counts_from: date
) -> None:
    assert publication_day(published, ENGLAND, AROUND) == counts_from


def test_the_cut_off_is_the_body_s_own() -> None:
    late = BodySettings(jurisdiction="england", clear_days=5, notice_cutoff=time(23, 59))
    assert publication_day(at(26, 23, 30), late, AROUND) == date(2026, 11, 26)


def test_the_cut_off_is_read_on_a_london_clock_in_summer() -> None:
    summer = datetime(2026, 7, 1, 16, 30, tzinfo=ZoneInfo("UTC"))
    assert publication_day(summer, ENGLAND, AROUND) == date(2026, 7, 2)


def test_enough_notice_is_met_and_lists_the_days() -> None:
    found = notice_finding(MEETING, at(26, 9), ENGLAND, AROUND)
    assert (found.level, found.sentence, found.source) == (
        Level.MET,
        "Publication on Thursday 26 November 2026 leaves 5 clear days: "
        "Fri 27, Mon 30 November, Tue 1, Wed 2 and Thu 3 December. 5 needed.",
        "Local Government Act 1972, sections 100A(6) and 100B(3); five days by SI 2002/715",
    )


def test_short_notice_is_not_met_and_may_go_on_with_a_reason() -> None:
    found = notice_finding(MEETING, date(2026, 11, 27), ENGLAND, AROUND)
    assert (found.level, found.sentence, found.remedy) == (
        Level.NOT_MET,
        "Publication on Friday 27 November 2026 leaves 4 clear days of the 5 needed: "
        "Mon 30 November, Tue 1, Wed 2 and Thu 3 December.",
        "The last day that leaves 5 is Thursday 26 November 2026. You can continue with a reason, which is "
        "printed. Short notice can make the meeting unlawful: check with your monitoring officer.",
    )


def test_a_late_hour_is_said_in_the_sentence() -> None:
    found = notice_finding(MEETING, at(26, 18), ENGLAND, AROUND)
    assert found.sentence.startswith(
        "Publication on Thursday 26 November 2026, which counts as Friday 27 November 2026, leaves 4 clear"
    )


def test_wales_says_whom_to_ask_about_its_source() -> None:
    found = notice_finding(MEETING, date(2026, 11, 30), WALES, excluded_around(WALES, MEETING))
    assert (found.level, found.source[-36:]) == (Level.MET, "; check with your monitoring officer")


def test_a_longer_notice_is_named_as_the_panel_s_own_rule() -> None:
    own = BodySettings(jurisdiction="england", clear_days=7)
    found = notice_finding(MEETING, date(2026, 11, 24), own, AROUND)
    assert (found.level, found.source[:38]) == (Level.MET, "The panel’s own rule of 7 clear days; ")


@pytest.mark.parametrize("published", [MEETING, MEETING + timedelta(days=3)])
def test_publication_on_or_after_the_meeting_leaves_no_clear_days(published: date) -> None:
    found = notice_finding(MEETING, published, ENGLAND, AROUND)
    assert found.sentence.endswith("leaves no clear days of the 5 needed.")
