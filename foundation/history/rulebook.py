"""The registry of statutory numbers: each stands beside its source, and says whether the source was read."""

import importlib
import pkgutil
import sys
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
UNREAD = "check with your monitoring officer"
_facts: dict[tuple[str, str], "Statutory[object]"] = {}


@dataclass(frozen=True, slots=True)
class Statutory(Generic[T]):
    """One fact of the law: its value, what it says in a sentence, and where it stands."""

    value: T
    sentence: str
    authority: str
    is_checked: bool
    room: str

    @property
    def source(self) -> str:
        """The source as a page shows it; one nobody has read says whom to ask."""
        return self.authority if self.is_checked else f"{self.authority}; {UNREAD}"


def statutory(value: T, sentence: str, source: str, *, checked: bool) -> Statutory[T]:
    """Enter a statutory fact in the rulebook and hand it back, for a rule to use.

    `checked` is False where the words of the law were not seen by us: every page then says so.
    """
    module = str(sys._getframe(1).f_globals["__name__"])
    room = next(part for part in module.split(".") if part != "foundation")
    fact = Statutory(value, sentence, source, checked, room)
    _facts[module, sentence] = fact  # type: ignore[assignment]
    return fact


def gather(rooms: list[str]) -> list[Statutory[object]]:
    """Import the rules of every room and its packages, and return the facts they entered, room by room."""
    for room in rooms:
        for module in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            if "rules" in module.name.split("."):
                importlib.import_module(module.name)
    return sorted(_facts.values(), key=lambda fact: (fact.room, fact.sentence))


def as_markdown(facts: list[Statutory[object]]) -> str:
    """The rulebook as a page: a table for each room."""
    lines = [
        "# Rulebook",
        "",
        "Every number of the law that Panelbook works with, and its source. `manage.py rulebook`",
        "writes this page from the code. Where the last column says no, we have not read the words",
        f"of the law ourselves: pages that show the number add “{UNREAD}”.",
    ]
    for room in sorted({fact.room for fact in facts}):
        lines += ["", f"## {room.capitalize()}", "", "| Rule | Value | Source | Read |", "|---|---|---|---|"]
        lines += [
            f"| {fact.sentence} | {fact.value} | {fact.authority} | {'yes' if fact.is_checked else 'no'} |"
            for fact in facts
            if fact.room == room
        ]
    return "\n".join(lines) + "\n"
