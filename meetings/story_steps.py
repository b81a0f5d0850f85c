"""One step of an item's life story."""

from dataclasses import dataclass
from datetime import date

# The order of steps on one day.
PLANNED, ITEM, PAPER, PUBLISHED, MINUTE, DECISION, FOLLOW_UP, HEARD, ENDED = range(9)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, what it is, its words and where it is read."""

    when: date
    kind: str
    title: str
    words: str = ""
    url: str = ""
    order: int = ITEM
    is_here: bool = False
