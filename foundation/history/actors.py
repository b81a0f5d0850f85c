"""Who acted, as plain values: history imports no user model."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@runtime_checkable
class Actor(Protocol):
    """Anyone with an id and a name to print: a user, a personal link, the system itself."""

    @property
    def pk(self) -> object:
        """The actor's id at the time."""

    @property
    def printed_name(self) -> str:
        """The actor's name as it is printed at the time."""


@dataclass(frozen=True, slots=True)
class System:
    """The worker acting by itself, for instance when a job publishes at a set time."""

    pk: str = "system"
    printed_name: str = "Panelbook"


SYSTEM = System()
