"""Events and the head of their chain; forms that were answered."""

from foundation.history.models.answered import AnsweredForm
from foundation.history.models.event import ChainHead, Event, EventNote
