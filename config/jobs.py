"""What the worker does for the whole site again and again."""

from config import reactions
from foundation.jobs import queue


@queue.every(5)
def react() -> None:
    """Let events have their effects in other rooms."""
    reactions.react()
