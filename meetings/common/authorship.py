"""Being the author of a paper: it lasts as long as a role for the paper's body, or until a day of its own.

An author without a role there, such as an officer of another body, is given a last day when they are asked,
as somebody by personal link is. Whoever's role ended keeps nothing: see docs/decisions/0020.
"""

from datetime import date, timedelta

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings.models import Paper
from panels.models import Body
from panels.policies import holds_one

DAYS_AFTER_DUE = 60
ANY_ROLE = frozenset(Role)


def last_day(author: User | None, body: Body, due_on: date | None, today: date) -> date | None:
    """Until when somebody without a role for the body may write; None for whoever's role decides."""
    if author is None or holds_one(author, body, ANY_ROLE, today):
        return None
    return max(due_on or today, today) + timedelta(days=DAYS_AFTER_DUE)


def holds(user: User, paper: Paper, on: date) -> bool:
    """Is this user the author of this paper on the day?"""
    if not user.is_active or paper.author_id != user.pk:
        return False
    if paper.author_until is not None and paper.author_until >= on:
        return True
    return holds_one(user, paper.body, ANY_ROLE, on)
