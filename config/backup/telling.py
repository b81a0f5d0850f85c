"""Progress in words: a line for every tenth of the way."""

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Protocol, TypeVar

Tell = Callable[[str], object]
Thing = TypeVar("Thing", covariant=True)


class Counted(Iterable[Thing], Sized, Protocol[Thing]):
    """Things whose number is known."""


def told(tell: Tell, what: str, things: Counted[Thing]) -> Iterator[Thing]:
    """The same things, one after another; says "Stored files: 40 of 400" from time to time."""
    total, said = len(things), -1
    for done, thing in enumerate(things, 1):
        yield thing
        if done * 10 // total > said:
            said = done * 10 // total
            tell(f"{what}: {done:,} of {total:,}")
