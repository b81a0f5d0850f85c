"""Themes, lateness and missing people."""

from datetime import date

import pytest

from foundation.history.findings import Level
from partnerships.rules import THEMES, days_late, late_words, number_word, people_finding, themes_finding


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
