"""What was found in a file that somebody sends: how good it is to read, and what it could give away."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

# The finding that says whether a screen reader can read the file.
TAGS = "tags"
Level = Literal["met", "look", "stopped"]


@dataclass(frozen=True)
class Found:
    """One thing found in a file: a sentence for its author, what to do, and the pages, counted from 1.

    `discloses` says that it is still in the file as kept and could give something away, so that somebody must
    decide before the file becomes public.
    """

    code: str
    level: Level
    sentence: str
    remedy: str = ""
    pages: list[int] = field(default_factory=list)
    discloses: bool = False


def to_data(found: Iterable[Found]) -> list[dict[str, Any]]:
    """What was found, as plain data that can be stored."""
    return [asdict(each) for each in found]


def from_data(data: Iterable[Mapping[str, Any]]) -> list[Found]:
    """What was found, out of stored data; a level that nobody knows is shown as something to look at."""
    return [
        Found(
            code=str(each["code"]),
            level=each["level"] if each["level"] in ("met", "look", "stopped") else "look",
            sentence=str(each["sentence"]),
            remedy=str(each.get("remedy", "")),
            pages=[int(page) for page in each.get("pages", [])],
            discloses=bool(each.get("discloses", False)),
        )
        for each in data
    ]


def is_accessible(data: Iterable[Mapping[str, Any]]) -> bool:
    """True when the stored findings of an uploaded file say that a screen reader can read all of it."""
    return any(each.code == TAGS and each.level == "met" for each in from_data(data))
