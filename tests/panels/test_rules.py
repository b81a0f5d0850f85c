"""Membership, years, deadlines and colours."""

from datetime import date

import pytest

from foundation.history.findings import Level
from panels.models import BodySettings
from panels.rules import (
    Composition,
    colour_finding,
    csp_deadline,
    membership_findings,
    municipal_year,
    settings_findings,
)

MET, LOOK, NOT_MET = Level.MET, Level.LOOK, Level.NOT_MET


def levels(panel: Composition) -> dict[str, Level]:
    return {found.code: found.level for found in membership_findings(panel)}


def test_ten_appointed_and_two_independents_meet_every_rule() -> None:
    assert levels(Composition(10, 10, 2, 0)) == {
        "appointed": MET,
        "coopted": MET,
        "outsiders": MET,
        "total": MET,
    }


@pytest.mark.parametrize(
    ("panel", "code"),
    [
        (Composition(10, 9, 2, 0), "appointed"),
        (Composition(13, 12, 2, 0), "appointed"),
        (Composition(10, 13, 2, 0), "appointed"),
        (Composition(10, 10, 1, 0), "coopted"),
        (Composition(10, 10, 1, 1), "outsiders"),
        (Composition(18, 18, 2, 1), "total"),
    ],
)
def test_a_composition_that_the_act_does_not_allow_is_not_met(panel: Composition, code: str) -> None:
    assert levels(panel)[code] == NOT_MET


def test_a_third_co_opted_member_may_be_a_councillor() -> None:
    assert levels(Composition(10, 10, 2, 3))["outsiders"] == MET


def test_vacancies_are_worth_a_look() -> None:
    assert levels(Composition(10, 10, 2, 0, vacancies=2))["vacancies"] == LOOK


def test_a_welsh_panel_is_not_held_to_the_english_number_of_appointed_members() -> None:
    assert "appointed" not in levels(Composition(4, 10, 2, 0, is_wales=True))


def test_the_ceiling_of_twenty_says_whom_to_ask() -> None:
    total = next(f for f in membership_findings(Composition(10, 10, 2, 0)) if f.code == "total")
    assert total.source == (
        "Police Reform and Social Responsibility Act 2011, Schedule 6, paragraph 4(4); "
        "check with your monitoring officer"
    )


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2018, 6, 8), "2018/19"),
        (date(2018, 3, 28), "2017/18"),
        (date(2019, 4, 30), "2018/19"),
        (date(2019, 5, 1), "2019/20"),
        (date(2099, 5, 1), "2099/00"),
    ],
)
def test_the_municipal_year_runs_from_may_to_april(day: date, year: str) -> None:
    assert municipal_year(day) == year


def test_notes_of_partnerships_are_due_two_weeks_before_by_the_calendar() -> None:
    assert csp_deadline(date(2018, 11, 9)) == date(2018, 10, 26)
    assert csp_deadline(date(2026, 12, 4), 10) == date(2026, 11, 24)


def test_notes_due_on_a_weekend_or_holiday_are_due_on_the_working_day_before() -> None:
    assert csp_deadline(date(2026, 12, 5)) == date(2026, 11, 20)
    assert csp_deadline(date(2027, 1, 8), 14, [date(2026, 12, 25)]) == date(2026, 12, 24)


def test_a_light_colour_is_stopped_and_never_rounded_up_to_the_limit() -> None:
    found = colour_finding("#777777")
    assert (found.level, found.sentence) == (
        Level.STOPPED,
        "This colour is too light to read: its contrast on white is 4.4 to 1, and it needs 4.5 to 1.",
    )


def test_the_usual_colour_is_met() -> None:
    assert colour_finding("#4b2549").level == MET


def test_notice_shorter_than_the_law_stands_out_in_the_settings() -> None:
    settings = BodySettings(jurisdiction="england", clear_days=3, excludes_s243_breaks=True)
    assert [(f.code, f.level) for f in settings_findings(settings)] == [
        ("notice_setting", NOT_MET),
        ("s243", LOOK),
    ]


def test_usual_settings_have_nothing_that_stands_out() -> None:
    assert settings_findings(BodySettings(jurisdiction="wales", clear_days=3)) == []


def test_the_lines_of_the_letterhead_keep_the_spaces_in_front_of_them() -> None:
    settings = BodySettings(letterhead="Wessex Police  \n\n    and Crime Panel\n")
    assert settings.letterhead_lines == ["Wessex Police", "    and Crime Panel"]
