"""A practice meeting, and its pages as its clerk opens them."""

from collections.abc import Iterator
from contextlib import contextmanager

from foundation.accounts.models import User
from foundation.history import clock
from meetings.models import Meeting
from meetings.practice.places import Practice, practice_of
from panels.models import Body
from tests.going_on import Browser


def begun(client: Browser, body: Body, user: User) -> Practice:
    """The practice that this person began by the button."""
    client.post(f"/practise/{body.pk}/")
    return found(user)


def found(user: User) -> Practice:
    """The practice of this person."""
    practice = practice_of(user, clock.now())
    assert practice is not None
    return practice


@contextmanager
def practising(user: User) -> Iterator[Meeting]:
    """What is asked meanwhile is asked of the practice; gives its meeting."""
    with found(user).opened():
        yield Meeting.objects.get()
