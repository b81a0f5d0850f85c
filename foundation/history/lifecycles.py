"""Lifecycles: a table of moves per kind of thing; the only way to change its status."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from foundation.history.models import Event


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed change: the verb, the states it may start from, where it ends, and the past tense of it.

    `past` names the event in the history for ever; `said` is what readers are told where it differs.
    """

    verb: str
    start: tuple[str, ...]
    end: str
    past: str
    said: str = ""


class Lifecycle:
    """The moves of one kind of thing, e.g. a meeting: scheduled → held."""

    def __init__(self, name: str, moves: Sequence[Move], *, field: str = "status") -> None:
        self.name = name
        self.field = field
        self.moves = {move.verb: move for move in moves}

    def allows(self, thing: models.Model, verb: str) -> bool:
        """True when the thing's present status lets it make this move."""
        return getattr(thing, self.field) in self.moves[verb].start

    def finding(self, thing: models.Model, verb: str) -> Finding:
        """May the thing make this move as it stands? A page that leads to the move asks before it shows."""
        if self.allows(thing, verb):
            return met()
        move = self.moves[verb]
        return stopped(
            _("This {name} is {word}, so it cannot be {said}.").format(
                name=self.name, word=self.word(thing), said=move.said or move.past
            ),
            remedy=_("Reload the page to see the current status."),
        )

    def move(
        self,
        thing: models.Model,
        verb: str,
        *,
        by: Actor,
        scope: str = "",
        note: str = "",
        data: dict[str, Any] | None = None,
        writes: dict[str, Any] | None = None,
    ) -> Event:
        """Lock the thing, change its status, write one event; raise `Refused` when the move is not open.

        `writes` are fields that a constraint ties to the status: when, and by whom.
        """
        move = self.moves[verb]
        with transaction.atomic():
            locked = type(thing)._base_manager.select_for_update().get(pk=thing.pk)
            status = getattr(locked, self.field)
            require(self.finding(locked, verb))
            values = {self.field: move.end, **(writes or {})}
            type(thing)._base_manager.filter(pk=thing.pk).update(**values)
            for name, value in values.items():
                setattr(thing, name, value)
            return record(
                f"{self.name} {move.past}",
                thing,
                by=by,
                scope=scope,
                note=note,
                data={"from": status, "to": move.end, **(data or {})},
            )

    def word(self, thing: models.Model) -> str:
        """The present status as a reader would say it."""
        shown = getattr(thing, f"get_{self.field}_display", None)
        return str(shown() if shown else getattr(thing, self.field)).lower()
