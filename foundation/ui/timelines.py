"""A line of dots from due dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.ui.rows import DuePoint

_WORDS = {"done": "Done:", "late": "Late:", "todo": "To come:", "meeting": "", "now": ""}


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot: its day, words, state, and the word that says the state to someone who does not see it."""

    day: date
    label: str
    note: str
    state: str
    word: str


def dots(points: Iterable[DuePoint], today: date | None = None) -> list[Dot]:
    """The points in time order, with a dot for today where it is asked for and something is before it."""
    shown = [Dot(p.day, p.label, p.note, p.state, _WORDS[p.state]) for p in points]
    if today and any(dot.day <= today for dot in shown):
        shown.append(Dot(today, "Today", "", "now", ""))
    return sorted(shown, key=lambda dot: (dot.day, dot.state == "now"))
