"""Public questions by the rules of real panels: until when, how long, how many."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.public.rules import (
    Rules,
    deadline_sentence,
    in_time_finding,
    last_day,
    length_finding,
    months_before,
    number_finding,
    repeat_finding,
    rule_sentences,
    word_count,
)
from panels.rules import clear_days, is_counted

LONDON = ZoneInfo("Europe/London")
FRIDAY = date(2026, 12, 4)
WEDNESDAY = date(2026, 12, 9)
RULES = Rules(
    kinds=["question"],
    addressees=["panel"],
    days=5,
    unit="clear_working",
    at=time(17, 0),
    per_person=2,
    per_organisation=2,
    words=100,
    session_minutes=30,
    speaker_minutes=3,
    supplementaries=1,
    repeat_months=6,
)


@pytest.mark.shows("V19")
@pytest.mark.parametrize(
    ("meeting", "days", "unit", "last"),
    [
        (FRIDAY, 3, "clear_working", date(2026, 11, 30)),  # Cheshire, Avon and Somerset
        (FRIDAY, 7, "calendar", date(2026, 11, 27)),  # Surrey
        (FRIDAY, 3, "working", date(2026, 12, 1)),  # Thames Valley
        (FRIDAY, 5, "clear_working", date(2026, 11, 26)),  # Devon and Cornwall
        (FRIDAY, 5, "working", date(2026, 11, 27)),  # South Yorkshire
        (FRIDAY, 14, "calendar", date(2026, 11, 20)),  # Sussex
        (FRIDAY, 15, "clear_working", date(2026, 11, 12)),  # Hampshire
        (FRIDAY, 10, "clear_working", date(2026, 11, 19)),  # South Wales
        (WEDNESDAY, 3, "clear_working", date(2026, 12, 3)),  # Wiltshire: Thursday for a Wednesday
        (FRIDAY, 1, "working", date(2026, 12, 3)),
    ],
)
def test_the_deadline_of_real_panels(meeting: date, days: int, unit: str, last: date) -> None:
    assert last_day(meeting, days, unit, frozenset()) == last


def test_bank_holidays_do_not_count_as_working_days() -> None:
    christmas = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
    found = [
        last_day(date(2027, 1, 5), 3, unit, christmas) for unit in ("clear_working", "working", "calendar")
    ]
    assert found == [date(2026, 12, 29), date(2026, 12, 30), date(2027, 1, 2)]


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 20))
def test_clear_working_days_lie_between_the_deadline_and_the_meeting(meeting: date, days: int) -> None:
    last = last_day(meeting, days, "clear_working", frozenset())
    assert (clear_days(last, meeting, ()), is_counted(last, ())) == (days, True)


def test_the_deadline_is_said_with_its_rule() -> None:
    at = datetime(2026, 11, 26, 17, 0, tzinfo=LONDON)
    assert deadline_sentence(at, 5, "clear_working", ["question", "petition"]).replace("\xa0", " ") == (
        "Questions and petitions must reach us by 5 pm on Thursday 26 November 2026, "
        "5 clear working days before the meeting."
    )
    assert deadline_sentence(at, 0, "calendar") == "Questions can be submitted until the meeting begins."


def test_the_rules_are_said_in_sentences() -> None:
    assert [line.replace("\xa0", " ") for line in rule_sentences(RULES)] == [
        "Each can have up to 100 words.",
        "One person can submit 2, and one organisation 2 to one meeting.",
        "30 minutes are allowed for all of them, 3 for each speaker.",
        "At the meeting you can ask 1 supplementary question about the answer.",
        "The same question is not accepted again within 6 months.",
    ]


def test_words_are_counted_as_a_person_counts_them() -> None:
    assert [word_count(text) for text in ("", "Don’t stop", "A well-known 2.5 % of £3,000 – more")] == [
        0,
        2,
        6,
    ]


def test_a_long_question_is_refused_with_its_count() -> None:
    assert length_finding("word " * 100, 100).sentence == ""
    assert length_finding("word " * 101, 100).sentence.replace("\xa0", " ") == (
        "It can have up to 100 words. This has 101."
    )
    assert length_finding("word " * 5000, 0).is_met


def test_a_late_question_is_told_when_the_time_ended() -> None:
    deadline = datetime(2026, 11, 26, 17, 0, tzinfo=LONDON)
    in_time = [
        in_time_finding(datetime(2026, 11, 26, 17, 0, s, tzinfo=LONDON), deadline).is_met for s in (0, 1)
    ]
    assert in_time == [True, False]
    assert in_time_finding(datetime(2026, 11, 27, tzinfo=LONDON), deadline).sentence == (
        "The deadline for this meeting was 5 pm on Thursday 26 November 2026."
    )


def test_nobody_puts_more_than_the_rules_allow() -> None:
    codes = [number_finding(mine, ours, RULES).code for mine, ours in ((1, 1), (2, 0), (0, 2))]
    assert codes == ["", "email", "organisation"]


def test_nearly_the_same_question_is_pointed_out() -> None:
    earlier = [(date(2026, 9, 4), "How many police officers work in Ambermere today?")]
    same = repeat_finding("How many police officers work in Ambermere today, please?", earlier)
    assert same.sentence == "Almost the same was submitted to the meeting of Friday 4 September 2026."
    assert repeat_finding("When will the front desk in Cranmere open again?", earlier).sentence == ""


def test_months_are_counted_back_to_the_same_day_or_the_last_of_the_month() -> None:
    assert [months_before(date(2026, 8, 31), n) for n in (6, 12, 2)] == [
        date(2026, 2, 28),
        date(2025, 8, 31),
        date(2026, 6, 30),
    ]
