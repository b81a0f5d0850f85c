"""Events and the head of their chain."""

from foundation.history.models.event import ChainHead, Event, EventNote

__all__ = ["ChainHead", "Event", "EventNote"]
