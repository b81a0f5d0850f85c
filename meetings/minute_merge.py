"""Bringing together what two people wrote from one state of a minute, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from foundation.documents.saving.merging_texts import Stretch, merged
from meetings import minute_content
from meetings.minute_content import EMPTY, NAMES, Content


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one field; `key` names the choice when both sides changed it."""

    name: str
    key: str
    stretch: Stretch[Any]

    @property
    def is_open(self) -> bool:
        """True when somebody must choose."""
        return self.stretch.settled is None


@dataclass(frozen=True, slots=True)
class Merge:
    """What was brought together: the whole when nothing is left to choose, and every part of it."""

    content: Content | None
    parts: tuple[Part, ...]

    @property
    def open(self) -> list[Part]:
        """What both sides changed, in the order of the page."""
        return [part for part in self.parts if part.is_open]


def merge(base: Content, theirs: Content, yours: Content, choices: Mapping[str, str] | None = None) -> Merge:
    """The minute that holds what both sides changed since `base`."""
    given, parts, content = choices or {}, [], dict(EMPTY)
    is_whole = True
    for name in NAMES:
        if any(minute_content.is_same_in(name, yours[name], side[name]) for side in (theirs, base)):
            content[name] = theirs[name]
        elif minute_content.is_same_in(name, theirs[name], base[name]):
            content[name] = yours[name]
        else:
            found = minute_content.stretches(name, base, theirs, yours)
            keys = [f"{name}-{place}" for place in range(len(found))]
            parts += [Part(name, key, stretch) for key, stretch in zip(keys, found, strict=True)]
            chosen = {place: given[key] for place, key in enumerate(keys) if key in given}
            whole = merged(found, chosen)
            is_whole = is_whole and whole is not None
            content[name] = minute_content.joined(name, whole or [])
    return Merge(content if is_whole else None, tuple(parts))
