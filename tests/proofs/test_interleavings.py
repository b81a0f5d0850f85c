"""Two to four people write one minute at once, over every save path: no sentence is lost."""

import os
import random

import pytest

from foundation.accounts.models import User
from meetings import actions
from tests.builders.minutes import Held, add_items, held_meeting
from tests.builders.panels import make_secretary
from tests.proofs.interleaving import Writers, everything_kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
BATCHES, EACH = (20, 100) if TRUST else (2, 25)
STEPS = 12


def make_writers(seed: int, held: Held, users: list[User]) -> Writers:
    """Writers whose number and moves follow from the seed, at a minute of their own."""
    chance = random.Random(seed)
    items = chance.sample(held.items, chance.randint(0, 2))
    minute = actions.write_minute(
        minutes=held.meeting.minutes, items=[], title=f"Minute {seed}.", text="<p>One. </p>", by=users[0]
    )
    writers = Writers(chance, minute, users[: chance.randint(2, 4)], items)
    for _ in writers.users:
        writers.open()
    return writers


@pytest.mark.long
@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_sentence_is_lost_however_several_people_write_at_once(batch: int) -> None:
    held = held_meeting()
    add_items(held, 3)
    actions.start_minutes(meeting=held.meeting, by=held.secretary)
    users = [
        held.secretary,
        *(make_secretary(held.body, name) for name in ("Owen Tate", "Ida Roe", "Jo Kerr")),
    ]
    for seed in range(batch * EACH, (batch + 1) * EACH):
        writers = make_writers(seed, held, users)
        for _ in range(STEPS):
            writers.step()
        lost = writers.said - everything_kept(writers.minute)
        assert lost == set(), f"seed {seed}"
