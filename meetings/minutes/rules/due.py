"""By when draft minutes are wanted, and how many days are left. Pure."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from foundation.ui.dates import long_day
from foundation.ui.words import counted

DRAFT_MINUTES_AFTER = timedelta(days=14)  # A custom of secretaries, not a rule of law.


def due_words(due: date, today: date) -> str:
    """When the draft is due, and how many days that leaves as a person counts them."""
    days = (due - today).days
    if days < 0:
        left = _("{days} late").format(days=counted(-days, "day"))
    else:
        left = {0: "today", 1: "tomorrow"}.get(days, _("{days} left").format(days=counted(days, "day")))
    return _("Draft due {day}, {left}.").format(day=long_day(due), left=left)
