"""What rooms above add to meetings: due dates of their own, and people who are told of what is published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from foundation.accounts.models import User
from foundation.ui.rows import DuePoint
from meetings.models import Meeting
from panels.models import Body


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of an upper room on a circulation list: name, what they are, address, key of their user."""

    name: str
    what: str
    email: str
    user: int = 0


# Upper rooms add theirs in AppConfig.ready(): a function that gives further due dates of these meetings,
# each point with the reference of its meeting, in a fixed number of queries.
# Only what the user may know of; None asks for all, for the page that moves a meeting.
deadline_providers: list[Callable[[Sequence[Meeting], User | None], list[DuePoint]]] = []


# A function that gives the people of partnerships who are told of a body's publications on a day.
circulation_providers: list[Callable[[Body, date], list[Reader]]] = []
