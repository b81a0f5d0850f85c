"""Themes, lateness and missing people."""

from datetime import date

import pytest

from foundation.history.findings import Level
from foundation.ui.dates import long_day
from partnerships.rules import (
    THEMES,
    chasing_day,
    days_late,
    late_words,
    number_word,
    people_finding,
    themes_finding,
    time_finding,
)


def test_a_set_with_all_six_themes_is_met() -> None:
    assert themes_finding(theme.key for theme in THEMES).level is Level.MET
    assert len(THEMES) == 6


@pytest.mark.shows("S1-47")
def test_a_dropped_theme_is_named() -> None:
    finding = themes_finding(theme.key for theme in THEMES if theme.key != "funding")
    assert finding.level is Level.LOOK
    assert finding.sentence == "Funding and commissioning has no question."


def test_two_dropped_themes_are_named_together() -> None:
    finding = themes_finding(["local_priorities", "police_plan", "support", "panel_help"])
    assert finding.sentence == "Funding and commissioning and Concerns to raise have no question."


@pytest.mark.parametrize(
    ("day", "days", "words"),
    [
        (date(2026, 11, 19), 0, ""),
        (date(2026, 11, 20), 0, ""),
        (date(2026, 11, 21), 1, "1 day late"),
        (date(2026, 11, 25), 5, "5 days late"),
    ],
)
def test_lateness_is_counted_in_days(day: date, days: int, words: str) -> None:
    assert (days_late(date(2026, 11, 20), day), late_words(date(2026, 11, 20), day)) == (days, words)


@pytest.mark.shows("S1-53")
def test_what_a_partnership_lacks_is_said_in_one_sentence() -> None:
    assert people_finding(True, True, True).sentence == ""
    assert people_finding(False, True, False).sentence == (
        "This partnership has no chair to approve its notes or link member."
    )


def test_counts_are_words_up_to_ten() -> None:
    assert [number_word(n) for n in (0, 4, 10, 11)] == ["No", "Four", "Ten", "11"]


@pytest.mark.parametrize(
    ("due_on", "level", "left"),
    [
        (
            date(2026, 11, 19),
            Level.MET,
            "4 working days are",
        ),
        (
            date(2026, 11, 20),
            Level.LOOK,
            "3 working days are",
        ),
        (
            date(2026, 11, 24),
            Level.LOOK,
            "1 working day is",
        ),
        (
            date(2026, 11, 25),
            Level.LOOK,
            "No working day is",
        ),
    ],
)
def test_the_working_days_between_notes_and_agenda_are_counted(due_on: date, level: Level, left: str) -> None:
    found = time_finding(due_on, date(2026, 11, 26), 4, [])
    said = f"{left} left between {long_day(due_on)} and Thursday 26 November 2026, the last day to publish."
    assert (found.level, found.sentence.replace("\xa0", " ")) == (level, said)


def test_too_few_working_days_are_met_with_an_earlier_day_that_leaves_enough() -> None:
    found = time_finding(date(2026, 11, 20), date(2026, 11, 26), 4, [date(2026, 11, 23)])
    assert found.remedy.replace("\xa0", " ") == (
        "Notes due on Wednesday 18 November 2026 would leave 4 working days."
    )


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 5), None),
        (date(2026, 11, 6), date(2026, 11, 6)),
        (date(2026, 11, 16), date(2026, 11, 6)),
        (date(2026, 11, 17), date(2026, 11, 17)),
        (date(2026, 11, 20), date(2026, 11, 17)),
        (date(2026, 11, 21), date(2026, 11, 21)),
        (date(2026, 11, 27), date(2026, 11, 21)),
        (date(2026, 11, 28), date(2026, 11, 28)),
        (date(2026, 12, 5), date(2026, 12, 5)),
    ],
)
def test_a_note_is_chased_14_and_3_days_before_the_day_after_and_then_weekly(
    today: date, day: date | None
) -> None:
    assert chasing_day(date(2026, 11, 20), date(2026, 10, 1), today) == day


def test_no_reminder_is_sent_for_a_day_on_which_the_note_was_not_yet_asked_for() -> None:
    assert chasing_day(date(2026, 11, 20), date(2026, 11, 10), date(2026, 11, 12)) is None
