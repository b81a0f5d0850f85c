"""The panel of the tests of this room, and its secretary at a browser."""

import pytest

from panels.models import Body
from tests.builders.panels import make_panel, make_secretary
from tests.going_on import Browser


@pytest.fixture
def body() -> Body:
    return make_panel()


@pytest.fixture
def clerk(client: Browser, body: Body) -> Browser:
    client.force_login(make_secretary(body))
    return client
