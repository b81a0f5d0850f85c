"""Follow-ups of the world of the sweep: every word somebody says of them is a canary."""

from datetime import date

from meetings import actions
from meetings.models import Minute
from tests.sweep.world import World


def ledger(world: World, minute: Minute) -> None:
    """One follow-up with all that can be said of it, answered, and one that was closed."""
    clerk = world.secretary
    row = actions.add_follow_up(
        minute=minute, text=world.secret("a recommendation among follow-ups"), kind="recommendation", by=clerk
    )
    actions.update_follow_up(
        follow_up=row, text=world.secret("an update of a follow-up"), based_on=1, by=clerk
    )
    actions.settle_follow_up(
        follow_up=row,
        answerer_name=world.secret("who answers for a follow-up"),
        answerer_email=f"{world.secret('the address for a follow-up')}@office.example",
        is_public=True,
        based_on=2,
        by=clerk,
    )
    actions.ask_for_response(
        follow_up=row,
        asked_of=world.secret("of whom a response to a follow-up is asked"),
        asked_on=date(2026, 10, 1),
        by=clerk,
    )
    actions.record_answer(
        follow_up=row,
        received_on=date(2026, 11, 2),
        text=world.secret("the response to a follow-up"),
        by=clerk,
    )
    actions.discharge_follow_up(
        follow_up=row, on=date(2026, 11, 3), evidence=world.secret("evidence for a follow-up"), by=clerk
    )
    world.things["closed_follow_up"] = row
