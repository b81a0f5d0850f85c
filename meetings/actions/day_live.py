"""The public page of what is on now: switched on by an act of its own, and kept up from then on."""

from foundation.accounts.models import User
from meetings.models import Meeting


def refresh_live(meeting: Meeting, by: User) -> None:
    """Tell the public what is on now, where the page is switched on."""
