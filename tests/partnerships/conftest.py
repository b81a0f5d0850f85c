"""The panel of the tests of this room, on a day that stands still, and its secretary."""

import pytest

from foundation.accounts.models import User
from panels.models import Body
from tests.builders.panels import make_panel, make_secretary


@pytest.fixture
def body(clock: object) -> Body:
    return make_panel()


@pytest.fixture
def ellen(body: Body) -> User:
    return make_secretary(body)
