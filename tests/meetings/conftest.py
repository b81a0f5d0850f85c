"""The panel of most tests of this room, its secretary and their meeting; some files make others."""

import pytest

from foundation.accounts.models import User
from meetings.models import Meeting
from panels.models import Body
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.restricted import Private, make_private
from tests.going_on import Browser


@pytest.fixture
def body() -> Body:
    return make_panel()


@pytest.fixture
def ellen(body: Body) -> User:
    return make_secretary(body)


@pytest.fixture
def meeting(body: Body, ellen: User) -> Meeting:
    return make_meeting(body, ellen)


@pytest.fixture
def web(ellen: User) -> Browser:
    return signed_in(ellen)


@pytest.fixture
def world() -> Private:
    """A meeting with business kept from the public, and everybody who may or may not read it."""
    return make_private()
