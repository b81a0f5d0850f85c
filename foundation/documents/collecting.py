"""Lets a piece of work that makes very many objects and no circles of them run without looking for such."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Python looks for idle circles of objects again after the block, whatever happens in it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
