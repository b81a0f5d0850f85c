"""What the page of minutes says first, and what it folds away."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pytest
from django.test import Client

from meetings import actions
from meetings.minutes.pages.folding import blocks_of, stretches_of
from meetings.minutes.reworded import as_printed_now
from meetings.minutes.rules.due import due_words
from meetings.models import Minute, Minutes
from meetings.votes.rules.votes import VoteFacts
from tests.builders.life import words
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll


@dataclass(frozen=True)
class ARow:
    label: str
    state: str = "From the record"
    name: str = "Apologies"
    anchor: str = "minute-1"
    item_numbers: tuple[str, ...] = ("1",)
    is_plain: bool = True
    is_kept: ClassVar[bool] = False


def test_minutes_straight_from_the_record_are_one_line_and_a_written_one_stays() -> None:
    rows = [ARow("45"), ARow("46"), ARow("47"), ARow("48", "Written", is_plain=False), ARow("49")]
    folded = [(block.numbers, block.names, block.is_folded) for block in blocks_of(rows)]
    assert folded == [
        ("45 to 47", "Apologies; Apologies; Apologies", True),
        ("48", "Apologies", False),
        ("49", "Apologies", True),
    ]
    assert [block.is_folded for block in blocks_of(rows, is_folded=False)] == [False] * 5


def test_minutes_that_are_equally_far_are_one_row_and_unnumbered_ones_say_so() -> None:
    rows = [
        ARow("45", item_numbers=("1",)),
        ARow("46", item_numbers=("2", "3")),
        ARow("", item_numbers=()),
        ARow("47", "Not written", item_numbers=("4",)),
    ]
    assert [(each.numbers, each.items, each.state) for each in stretches_of(rows)] == [
        ("45 and 46", "1 to 3", "From the record"),
        ("No number", "none", "From the record"),
        ("47", "4", "Not written"),
    ]


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 12, 7), "11 days left"),
        (date(2026, 12, 17), "tomorrow"),
        (date(2026, 12, 18), "today"),
        (date(2026, 12, 20), "2 days late"),
    ],
)
def test_the_days_left_are_counted_as_a_person_counts_them(today: date, left: str) -> None:
    said = due_words(date(2026, 12, 18), today).replace("\xa0", " ")
    assert said == f"Draft due Friday 18 December 2026, {left}."


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("would be held on 8 June at 12.00\xa0pm.", "would be held on 8 June at 12.00 noon."),
        ("1.00 - 2.50\xa0pm", "1.00 - 2.50 pm"),
    ],
)
def test_times_that_were_printed_in_an_earlier_style_are_no_change_of_a_fact(before: str, now: str) -> None:
    assert as_printed_now(before) == now


def written() -> tuple[Held, Minutes]:
    """Two apologies and one report with words of its own."""
    held = held_meeting()
    actions.add_item(meeting=held.meeting, title="Apologies", standing="apologies", by=held.secretary)
    add_items(held, 1)
    take_roll(held)
    minutes = minuted(held)
    last = minutes.entries.all()[1]
    actions.save_minute(minute=last, text="<p>They asked why.</p>", based_on=1, by=held.secretary)
    return held, minutes


def page(client: Client, held: Held, query: str = "") -> str:
    client.force_login(held.secretary)
    return words(client.get(f"/meetings/{held.meeting.pk}/minutes/{query}").content.decode())


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_page_folds_what_the_record_wrote_and_shows_it_in_full_when_asked(client: Client) -> None:
    held, _ = written()
    html = page(client, held)
    assert html.count('<details class="app-folded"><summary><span class="app-folded__no">1</span>') == 1
    assert (html.count('id="minute-'), "They asked why." in html) == (2, True)
    assert "app-folded" not in page(client, held, "?all=1")
    assert "Draft due" in html


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_minute_changed_after_publication_is_said_first_with_both_ways_on(client: Client) -> None:
    held, minutes = written()
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert "changed since publication" not in page(client, held)
    minute = Minute.objects.get(pk=minutes.entries.all()[1].pk)
    was = minute.version
    actions.save_minute(minute=minute, text="<p>They asked how.</p>", based_on=was, by=held.secretary)
    html = page(client, held)
    assert "<strong>Minute 2 has changed since publication.</strong>" in html
    compare = f"/minutes/{minute.pk}/history/?from={was}&amp;to={was + 1}#changes"
    assert [html.count(compare), html.count("Publish again")] == [1, 1]
    assert html.index("has changed since publication") < html.index("They asked how.")
    shown = client.get(compare.replace("&amp;", "&")).content.decode()
    assert [shown.count("<ins>how</ins>"), shown.count("<ins>why</ins>")] == [1, 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_vote_is_read_before_what_was_resolved_on_the_page_and_in_print(client: Client) -> None:
    held, minutes = written()
    minute = minutes.entries.all()[1]
    decision = actions.decide(minute=minute, limbs=["That it be noted."], by=held.secretary)
    item = held.items[0].pk
    facts = VoteFacts(method="unanimous", item=item, decision=decision.pk, motion="That it be noted")
    actions.record_vote(meeting=held.meeting, facts=facts, by=held.secretary)
    html = page(client, held)
    assert html.index("unanimously") < html.index("RESOLVED:")
