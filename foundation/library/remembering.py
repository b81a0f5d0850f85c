"""Pieces of public pages kept in the process: what they are made of never changes, so neither do they."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Piece = TypeVar("Piece")


class Remembered(Generic[Piece]):
    """The pieces asked for last, by a key that names everything they were made of."""

    def __init__(self, most: int = 128) -> None:
        self.most = most
        self._pieces: OrderedDict[Hashable, Piece] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Piece]) -> Piece:
        """The piece of this key, made when it is not known."""
        try:
            # Two steps in one: another thread may drop the key in between.
            piece = self._pieces.pop(key)
        except KeyError:
            piece = make()
        self._pieces[key] = piece
        while len(self._pieces) > self.most:
            self._pieces.popitem(last=False)
        return piece
