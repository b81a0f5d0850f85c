"""A thing that things happen to."""

import pytest

from foundation.accounts.models import User


@pytest.fixture
def ellen(db):
    return User.objects.create_user("ellen@wessexpcp.example", "Ellen Marsh")
