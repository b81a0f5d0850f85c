"""Minutes to confirm come to the agenda as a paper by themselves."""

from datetime import datetime

import pytest

from meetings import actions
from meetings.models import Paper
from tests.builders.meetings import add_items
from tests.builders.minutes import LONDON, held_meeting
from tests.builders.papers import agree, build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def make_two_meetings() -> tuple:
    """A meeting held in March with minutes, and the meeting of December that confirms them."""
    held = held_meeting()
    add_items(held.meeting, held.secretary, "Knife crime")
    minutes = actions.start_minutes(meeting=held.meeting, by=held.secretary)
    later = actions.create_meeting(
        body=held.body,
        kind="ordinary",
        starts_at=datetime(2026, 12, 4, 13, 30, tzinfo=LONDON),
        by=held.secretary,
    )
    item = actions.add_item(
        meeting=later, title="", business="minutes", minutes_of=[held.meeting], by=held.secretary
    )
    return held, minutes, later, item


def test_unpublished_minutes_stay_out_of_the_pack() -> None:
    held, _, later, item = make_two_meetings()
    build(later, held.secretary)
    assert item.placements.count() == 0


def test_published_minutes_are_placed_by_building_and_follow_what_is_published() -> None:
    held, minutes, later, item = make_two_meetings()
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    pack = build(later, held.secretary)
    placement = item.placements.get()
    assert (placement.paper.origin, placement.paper.preparation) == (
        Paper.Origin.DOCUMENT,
        Paper.Preparation.CLEARED,
    )
    assert [e.placement for e in pack.entries.filter(kind="paper")] == [placement]
    build(later, held.secretary)
    assert placement.paper.versions.count() == 1


def test_the_minutes_are_published_with_the_agenda() -> None:
    held, minutes, later, item = make_two_meetings()
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    agree(later, held.secretary)
    build(later, held.secretary, "agenda")
    kinds = [p.data["kind"] for p in actions.publish_agenda(meeting=later, by=held.secretary)]
    assert kinds == ["agenda", "minutes", "pack"]
