"""The year of the world: a pre-election period, and a work programme of which not a word is public."""

from datetime import date
from typing import Any

from meetings import actions
from meetings.models import WorkProgrammeItem
from tests.sweep.world import World


def the_year(world: World) -> None:
    """An item that waits, one on a draft agenda, one dropped, and one kept within."""
    clerk, body, draft = world.secretary, world.body, world.meeting("draft")

    def entry(name: str, **facts: Any) -> WorkProgrammeItem:
        title = f"Item {world.secret(f'the title of an item of the work programme, {name}')}"
        return actions.add_programme_item(body=body, title=title, by=clerk, **{"year": 2026, **facts})

    waiting = entry(
        "waiting",
        meeting=draft,
        purpose=world.secret("the purpose of an item of the work programme"),
        presenter=world.secret("who presents an item of the work programme"),
        source_words=world.secret("where an item of the work programme comes from"),
    )
    placed, dropped = entry("placed"), entry("dropped")
    actions.place_programme_item(entry=placed, meeting=draft, by=clerk)
    reason = world.secret("why an item of the work programme was dropped")
    actions.drop_programme_item(entry=dropped, reason=reason, by=clerk)
    entry("kept within", is_private=True)
    world.things |= {
        "entry": waiting,
        "placed_entry": placed,
        "dropped_entry": dropped,
        "period": actions.save_period(
            body=body,
            name="Elections of the county",
            starts_on=date(2027, 3, 22),
            ends_on=date(2027, 5, 6),
            by=clerk,
        ),
    }
