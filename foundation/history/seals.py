"""Whether the seals of a chain hold, told while it is walked from its first event to its last."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC

from foundation.history import keys
from foundation.history.keys import Key
from foundation.history.models import Event

# Events that say something about seals: the history of before there were any, another key, a lost key.
SEALED = "history sealed"
KEY_CHANGED = "history key changed"
KEY_LOST = "history key lost"


@dataclass(slots=True)
class Run:
    """Events one after another, by their numbers."""

    first: int
    last: int

    def __str__(self) -> str:
        is_one = self.first == self.last
        return f"Event {self.first}" if is_one else f"Events {self.first} to {self.last}"


@dataclass
class Seals:
    """What was seen so far. What carries no seal, or one of a key that is not here, may be settled later on.

    An event that is sealed with a key that is here vouches for all before it, since its hash covers them. But
    the program itself seals whatever it is asked to record; so only the three verbs above settle anything.
    """

    here: dict[str, Key] = field(default_factory=keys.by_name)
    unsealed: Run | None = None
    unknown: dict[str, Run] = field(default_factory=dict)
    retired: dict[str, int] = field(default_factory=dict)
    taken_over: list[str] = field(default_factory=list)
    has_sealed: bool = False

    def fault_of(self, event: Event) -> str:
        """What is wrong with the seal of the next event, or nothing as yet."""
        if not event.seal:
            return self._without(event)
        self.has_sealed = True
        if event.key_name in self.retired:
            change = self.retired[event.key_name]
            return f"Event {event.number} is sealed with a key that event {change} had replaced."
        if event.key_name not in self.here:
            run = self.unknown.setdefault(event.key_name, Run(event.number, event.number))
            run.last = event.number
            return ""
        if not is_sealed(event, self.here[event.key_name]):
            return f"Event {event.number} was not sealed with the key of this installation."
        self._settle(event)
        return ""

    def faults_at_the_end(self) -> Iterator[str]:
        """What no later event settled."""
        if self.unsealed:
            yield f"{self.unsealed}: no seal, and no event says that there was none in those days."

    def unproven(self) -> Iterator[str]:
        """What can be proved by nobody who has only the keys that are here; a restored copy may be so."""
        for name, run in self.unknown.items():
            yield (
                f"{run} cannot be proved: sealed with the key {name}, which is not here. Bring that key; "
                "if it is lost, see manage.py history_key --lost."
            )

    def _without(self, event: Event) -> str:
        if self.has_sealed:
            return f"Event {event.number} carries no seal, though events before it do."
        self.unsealed = self.unsealed or Run(event.number, event.number)
        self.unsealed.last = event.number
        return ""

    def _settle(self, event: Event) -> None:
        if event.verb == SEALED and self.unsealed:
            self.unsealed = None
        elif event.verb == KEY_CHANGED:
            self.retired |= dict.fromkeys(event.data["replaced"], event.number)
        elif event.verb == KEY_LOST:
            for name in event.data["lost"]:
                if run := self.unknown.pop(name, None):
                    self.taken_over.append(
                        f"{run}: proved by their chain only. Their key was lost, and event {event.number} "
                        f"by {event.actor_name} accepted them as they were."
                    )


def is_sealed(event: Event, key: Key) -> bool:
    """True when this event was sealed with this key."""
    return event.seal == key.seal_of_event(event.number, event.hash)


def is_forged(event: Event) -> bool:
    """True when an event says it was sealed with a key that is here, and was not."""
    key = keys.by_name().get(event.key_name)
    return key is not None and not is_sealed(event, key)


# What a settling event vouches for, by its hash: the hash of each event before it, as far as they lead to it.
_vouched: dict[str, dict[int, str]] = {}


def is_proved(event: Event) -> bool:
    """True when this very event is sealed with a key that is here, or vouched for by one that settles it.

    For looking at one event without walking the chain: an entry without a seal, or under the name of a key
    that nobody has, proves nothing by itself, however well its hash fits.
    """
    key = keys.by_name().get(event.key_name)
    if key is not None:
        return is_sealed(event, key)
    later = Event.objects.after(event.number).filter(verb__in=(SEALED, KEY_LOST))
    settling = next((each for each in later if _settles(each, event)), None)
    return settling is not None and is_proved(settling) and _before(settling).get(event.number) == event.hash


def _settles(later: Event, event: Event) -> bool:
    if later.verb == SEALED:
        return not event.seal
    return event.key_name in later.data["lost"]


def _before(settling: Event) -> dict[int, str]:
    """The events that truly lead to this one, back to the first that does not."""
    if settling.hash in _vouched:
        return _vouched[settling.hash]
    found: dict[int, str] = {}
    leads_on = settling.previous_hash if _fits(settling) else ""
    for event in (
        Event.objects.filter(number__lt=settling.number).order_by("-number").iterator(chunk_size=500)
    ):
        if event.hash != leads_on or not _fits(event):
            return found
        found[event.number], leads_on = event.hash, event.previous_hash
    _vouched.clear()
    _vouched[settling.hash] = found
    return found


def _fits(event: Event) -> bool:
    event.happened_at = event.happened_at.astimezone(UTC)
    return event.hash == event.computed_hash()
