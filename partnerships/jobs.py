"""What the worker does for partnerships."""

from django.utils import timezone

from foundation.history import clock
from foundation.jobs import queue
from partnerships.actions import chase

FIRST_HOUR = 8


@queue.every(600)
def remind_partnerships_in_the_morning() -> None:
    """Remind whoever has a briefing note whose day it is, from eight o'clock in London on."""
    now = timezone.localtime(clock.now())
    if now.hour >= FIRST_HOUR:
        chase(today=now.date())
