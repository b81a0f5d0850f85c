"""Tests that commit for real, and empty the guarded tables afterwards."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from foundation.history.guards import lay_guards, lift_guards


@pytest.fixture
def _guards_lie_afterwards(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        lay_guards(connection)


@pytest.fixture
def real_commits(_guards_lie_afterwards: None, transactional_db: None) -> Iterator[None]:
    """The test commits; its guards are lifted only when the tables are emptied."""
    yield
    lift_guards(connection)
