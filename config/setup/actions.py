"""The acts of the first run: the first administrator, and a panel with what it needs to begin."""

from typing import Any

from django.db import transaction

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.events import record
from foundation.history.findings import refuse
from foundation.history.models import ChainHead
from meetings import actions as meetings
from panels import actions as panels
from panels.models import Body


@transaction.atomic
def make_first_administrator(*, name: str, email: str, password: str) -> User:
    """Make the first user; of two people who try at once, the second is refused."""
    # The one row that always exists first serialises the two: an empty table of users cannot be locked.
    ChainHead.objects.get_or_create(pk=1)
    ChainHead.objects.select_for_update().get(pk=1)
    if User.objects.exists():
        refuse("This installation has already been set up.", remedy="Sign in instead.")
    user = User.objects.create_user(email=email, name=name, password=password, is_administrator=True)
    record("first administrator made", user, by=user)
    return user


@transaction.atomic
def begin_panel(*, name: str, venue: str, by: User, **settings: Any) -> Body:
    """Set up a panel whose secretary is `by`, with its meeting place and an agenda template of every type."""
    body = panels.set_up_body(name=name, by=by, **settings)
    panels.assign(body=body, user=by, role=Role.SECRETARIAT, by=by)
    if venue:
        place, address = _name_and_address(venue)
        panels.add_venue(name=place, address=address, by=by)
    meetings.default_templates(body=body, by=by)
    return body


def _name_and_address(venue: str) -> tuple[str, str]:
    """A place in one line, parted at its first comma outside brackets: "Hall (Room 1, 2nd floor), Street"."""
    depth = 0
    for at, sign in enumerate(venue):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth <= 0:
            return venue[:at].strip(), venue[at + 1 :].strip()
    return venue.strip(), ""
