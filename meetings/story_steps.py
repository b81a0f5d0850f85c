"""One step of an item's life story, and the list that other parts add theirs to."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

# The order of steps on one day.
PLANNED, ITEM, PAPER, PUBLISHED, MINUTE, DECISION, FOLLOW_UP, HEARD, ENDED = range(9)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, what it is, its words and where it is read.

    `refs` are further things that belong to the story, for instance the items a programme line led to.
    A step that `is_inside` is for those who read drafts.
    """

    when: date
    kind: str
    title: str
    words: str = ""
    url: str = ""
    order: int = ITEM
    refs: Sequence[str] = ()
    is_here: bool = False
    is_inside: bool = True


# A function that gives the steps known elsewhere of things with these references, in a fixed number of
# queries: the work programme says when an item was planned and where it goes next.
story_sources: list[Callable[[Collection[str]], list[Step]]] = []
