"""By when draft minutes are wanted, and how many days are left. Pure."""

from datetime import date, timedelta

from foundation.ui.dates import long_day
from foundation.ui.words import counted

DRAFT_MINUTES_AFTER = timedelta(days=14)  # A custom of secretaries, not a rule of law.


def due_words(due: date, today: date) -> str:
    """When the draft is due, and how many days that leaves as a person counts them."""
    days = (due - today).days
    if days < 0:
        left = f"{counted(-days, 'day')} late"
    else:
        left = {0: "today", 1: "tomorrow"}.get(days, f"{counted(days, 'day')} left")
    return f"Draft due {long_day(due)}, {left}."
