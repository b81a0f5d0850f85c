"""A thing that things happen to."""

import pytest

from foundation.accounts.models import User


@pytest.fixture
def ellen(db: None) -> User:
    return User.objects.create_user("ellen@wessexpcp.example", "Ellen Marsh")
