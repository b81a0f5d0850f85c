"""First run: from an empty installation to a panel with its members."""

from foundation.accounts.models import User
from panels.models import Body


def needed() -> bool:
    """True while nobody at all can sign in: the front page then leads to the setting-up."""
    return not User.objects.exists()


def is_unfinished() -> bool:
    """True when somebody can sign in but no body has been set up yet."""
    return not Body.objects.exists()
