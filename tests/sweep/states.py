"""Every state of a meeting and of what belongs to it, reached through actions from the world of the sweep."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

import time_machine
from django.core.cache import cache
from django.core.exceptions import FieldError
from django.db import transaction
from django.db.models import Model
from django.urls import reverse

from foundation.library.models import Publication
from meetings import actions
from meetings.models import FollowUp, Meeting, Minutes, Paper, PublicQuestion
from panels.models import Body, Person
from partnerships.models import BriefingNote
from tests.builders.meetings import london
from tests.conftest import NOW
from tests.sweep import addresses
from tests.sweep.addresses import PLAIN
from tests.sweep.table import TABLE
from tests.sweep.world import World, add, plan

# From what belongs to a meeting to the meeting.
PATHS = (
    "meeting", "item__meeting", "minutes__meeting", "minute__minutes__meeting", "placement__item__meeting",
    "placements__item__meeting", "round__meeting", "election__item__meeting", "round__minutes__meeting",
)  # fmt: skip
_ASKED_DAY = london(2027, 2, 19, 14, 0)
Reach = Callable[[World], Meeting]


@dataclass(frozen=True)
class State:
    """How a meeting comes into a state, and what the clock says then."""

    reach: Reach
    now: datetime | str = NOW


def _as_built(name: str) -> Reach:
    return lambda world: world.meeting(name)


def _then(name: str, act: Callable[[Meeting, World], object]) -> Reach:
    def reach(world: World) -> Meeting:
        act(world.meeting(name), world)
        return world.meeting(name)

    return reach


def _act(do: Callable[..., object], **facts: Any) -> Callable[[Meeting, World], object]:
    return lambda meeting, world: do(meeting=meeting, by=world.secretary, **facts)


def _new(**facts: Any) -> Reach:
    return lambda world: plan(world, "new", london(2027, 4, 16), **facts)


def _private(meeting: Meeting, world: World) -> None:
    at = partial(london, 2026, 12, 4)
    actions.start_meeting(meeting=meeting, at=at(13, 30), by=world.secretary)
    actions.exclude_public(meeting=meeting, at=at(13, 40), by=world.secretary, words="That they leave.")


def _held_without_minutes(world: World) -> Meeting:
    found = plan(world, "new", london(2026, 10, 23))
    add(world, found, "Performance")
    actions.hold_meeting(meeting=found, by=world.secretary)
    return found


def _decisions_first(meeting: Meeting, world: World) -> None:
    entry = meeting.minutes.entries.all()[0]
    actions.decide(minute=entry, limbs=["That the report be noted."], by=world.secretary)
    actions.publish_decisions(minutes=Minutes.objects.get(meeting=meeting), by=world.secretary)


def _adjourned(world: World) -> Meeting:
    meeting = world.meeting("asked_meeting")
    actions.start_meeting(meeting=meeting, at=london(2027, 2, 19), by=world.secretary)
    actions.adjourn_to_day(
        meeting=world.meeting("asked_meeting"), reason="The room flooded.", by=world.secretary, at=_ASKED_DAY
    )
    return world.meeting("asked_meeting")


def _reconvened(world: World) -> Meeting:
    adjourned = _adjourned(world)
    found = actions.reconvene(meeting=adjourned, starts_at=london(2027, 3, 12), by=world.secretary)
    return found if isinstance(found, Meeting) else Meeting.objects.latest("pk")


def _past(world: World, **facts: Any) -> Meeting:
    found = plan(world, "new", london(2019, 6, 21), announce=False, **facts)
    add(world, found, "Performance")
    return found


_DAY, _AFTER = london(2026, 12, 4, 14, 0), london(2026, 12, 8, 10, 0)
STATES: dict[str, State] = {
    "draft": State(_as_built("draft")),
    "without a line": State(_new(announce=False)),
    "day to be confirmed": State(_new(announce=False, is_to_be_confirmed=True)),
    "announced": State(_as_built("asked_meeting")),
    "confirmed day": State(_then("asked_meeting", _act(actions.confirm_meeting))),
    "with the Chair": State(_then("draft", _act(actions.send_to_chair))),
    "agreed and set for a time": State(_as_built("ready")),
    "moved": State(
        _then("published", _act(actions.move_meeting, starts_at=london(2026, 12, 11), reason="Snow."))
    ),
    "cancelled as a draft": State(_then("draft", _act(actions.cancel_meeting, reason="No business."))),
    "cancelled": State(_then("published", _act(actions.cancel_meeting, reason="Snow."))),
    "published": State(_as_built("published")),
    "published with restricted business": State(_as_built("closed")),
    "agenda withdrawn": State(_then("published", _act(actions.withdraw_agenda, reason="A wrong name."))),
    "past its hour": State(_as_built("published"), _DAY),
    "in progress": State(_then("published", _act(actions.start_meeting, at=london(2026, 12, 4))), _DAY),
    "in private session": State(_then("published", _private), _DAY),
    "never held": State(_as_built("published"), _AFTER),
    "not quorate": State(_then("published", _act(actions.end_inquorate, at=_DAY)), _AFTER),
    "without business": State(
        _then("asked_meeting", _act(actions.end_without_business, verb="find_no_business")),
        london(2027, 2, 20),
    ),
    "adjourned": State(_adjourned, _ASKED_DAY),
    "reconvened": State(_reconvened, _ASKED_DAY),
    "held": State(_held_without_minutes),
    "minutes in draft": State(_as_built("held")),
    "decisions published": State(_then("held", _decisions_first)),
    "minutes published": State(_as_built("minuted")),
    "minutes confirmed": State(_as_built("confirmed")),
    "private": State(_as_built("private")),
    "of long ago": State(_past),
}  # fmt: skip


# What has a state of its own besides its meeting: its field, and where it stands in the world.
OTHERS: dict[str, tuple[str, list[str]]] = {
    "paper": ("preparation", Paper.Preparation.values),
    "uploaded": ("preparation", Paper.Preparation.values),
    "word_paper": ("preparation", Paper.Preparation.values),
    "question": ("status", PublicQuestion.Status.values),
    "follow_up": ("state", FollowUp.State.values),
    "entry": ("status", ["idea", "planned", "dropped"]),
    "placed_entry": ("status", ["placed", "done"]),
    "note": ("status", BriefingNote.Status.values),
    "waiting_note": ("status", BriefingNote.Status.values),
}
# What the database asks of a state besides its name.
DECIDED: dict[str, Any] = {"decided_at": NOW, "decided_by": "Ellen Marsh"}
ASKED_OF: dict[tuple[str, str], dict[str, Any]] = {
    ("question", "accepted"): DECIDED,
    ("question", "rejected"): DECIDED | {"ground": "other"},
    ("question", "redirected"): DECIDED | {"redirected_to": "the constabulary"},
    ("entry", "dropped"): {"dropped_reason": "It is out of date."},
    ("note", "approved"): {"approved_at": NOW, "approved_by": "Ada Roe"},
    ("waiting_note", "approved"): {"approved_at": NOW, "approved_by": "Ada Roe"},
    ("follow_up", "discharged"): {"discharged_on": date(2026, 11, 24), "discharged_by": "Ellen Marsh"},
    ("follow_up", "dropped"): {
        "dropped_on": date(2026, 11, 24), "dropped_by": "Ellen Marsh", "dropped_reason": "It is out of date.",
    },
}  # fmt: skip


@contextmanager
def in_state(world: World, name: str, state: str) -> Iterator[list[tuple[str, str]]]:
    """One thing of the world put into a state: gives the pages that are about it. Undone afterwards."""
    field, _ = OTHERS[name]
    thing = world[name]
    with transaction.atomic():
        cache.clear()
        facts = {field: state} | ASKED_OF.get((name, state), {})
        type(thing)._base_manager.filter(pk=thing.pk).update(**facts)
        yield [
            (address, addresses.of(world, address))
            for address, row in TABLE.items()
            if any(each.partition(".")[0] == name for each in row.at)
        ]
        transaction.set_rollback(True)


@contextmanager
def at_state(world: World, name: str, kind: str = Meeting.Kind.ORDINARY) -> Iterator[Meeting]:
    """A meeting of this kind in this state, as long as this lasts; then everything is as it was."""
    state = STATES[name]
    with transaction.atomic(), time_machine.travel(state.now, tick=False):
        cache.clear()
        meeting = state.reach(world)
        Meeting.objects.filter(pk=meeting.pk).update(kind=kind)
        yield Meeting.objects.get(pk=meeting.pk)
        transaction.set_rollback(True)
    world.things.pop("new", None)


def addresses_of(world: World, meeting: Meeting) -> Iterator[tuple[str, str]]:
    """The name and address of every page about this meeting, or about what belongs to it."""
    for name, row in TABLE.items():
        found = [_value(world, meeting, each) for each in row.at]
        if row.at and None not in found and any(each not in PLAIN for each in row.at):
            yield name, reverse(name, args=found)


def _value(world: World, meeting: Meeting, path: str) -> object:
    """What stands in an address in place of an object of the world; None where this meeting has none."""
    if path in PLAIN:
        return PLAIN[path]
    name, _, part = path.partition(".")
    thing = world[name]
    if isinstance(thing, Meeting):
        own: object = meeting
    elif isinstance(thing, Body | Person):
        own = thing
    else:
        own = _first_of(type(thing), meeting)
    return None if own is None else getattr(own, part or "pk")


def _first_of(model: type[Model], meeting: Meeting) -> Model | None:
    if model is Publication:
        return Publication.objects.filter(meeting__ref=meeting.ref).order_by("pk").first()
    for path in PATHS:
        try:
            found = model._default_manager.filter(**{path: meeting}).order_by("pk").first()
        except (FieldError, ValueError):
            continue
        if found is not None:
            return found
    return None
