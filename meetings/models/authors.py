"""Which papers somebody is an author of, as a question to the database."""

from datetime import date

from django.db.models import Q

from foundation.accounts.models import User
from panels.policies import has_role_for


def own_papers(user: User, on: date, path: str = "") -> Q:
    """The papers this user is an author of on the day (meetings.common.authorship); `path` leads to it."""
    if not user.is_active:
        return Q(pk__in=[])
    dated = Q(**{f"{path}author_until__gte": on})
    return Q(**{f"{path}author": user}) & (dated | has_role_for(user, on, f"{path}body"))
