"""The shared cache: plain values come back, and what somebody else wrote into its table runs nothing."""

import base64
import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from foundation.accounts.shared_cache import SharedCache

pytestmark = pytest.mark.django_db


@pytest.fixture
def cache() -> Iterator[SharedCache]:
    """The cache in its table, as an installation has it."""
    made = SharedCache("shared_cache", {})
    made.clear()
    yield made


class Program:
    """What runs a command when it is read as a pickle."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.mark),)


def write(key: str, kept: str) -> None:
    """Somebody with the database alone changes a row."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shared_cache SET value = %s WHERE cache_key LIKE %s", [kept, f"%{key}"])
        assert cursor.rowcount == 1


@pytest.mark.parametrize("value", [7, True, "2026-11-24", [1.5, 2.5], None, {"a": [1]}, (1, 2)])
def test_a_plain_value_comes_back_as_it_was_kept(cache: SharedCache, value: Any) -> None:
    cache.set("x", value, 60)
    assert (cache.get("x", "nothing"), cache.get_many(["x", "y"])) == (value, {"x": value})


def test_counting_goes_on_and_what_is_over_is_gone(cache: SharedCache) -> None:
    cache.add("count", 0, 60)
    assert (cache.add("count", 5, 60), cache.incr("count"), cache.incr("count")) == (False, 1, 2)
    cache.set("over", 1, -1)
    assert (cache.get("over"), cache.get_many([])) == (None, {})


def test_whoever_can_write_into_the_database_runs_nothing_on_the_server(
    cache: SharedCache, tmp_path: Path
) -> None:
    mark = tmp_path / "run"
    kept = base64.b64encode(pickle.dumps(Program(mark))).decode()
    cache.set("count", 1, 60)
    write("count", kept)
    assert (cache.get("count"), mark.exists()) == (None, False)
    cache.set("count", 1, 60)
    write("count", kept)
    # The same row read by the cache that Django brings: the test would find what it looks for.
    DatabaseCache("shared_cache", {}).get("count")
    assert mark.exists() is True


@pytest.mark.parametrize("kept", ["", "%%%", "gASV", base64.b64encode(b"cos\nsystem\n.").decode()])
def test_a_damaged_row_counts_as_not_there(cache: SharedCache, kept: str) -> None:
    cache.set("count", 1, 60)
    write("count", kept)
    assert cache.get("count", 0) == 0
    assert cache.add("count", 3, 60) is True


def test_an_installation_uses_it() -> None:
    from config import settings as ours

    assert ours.CACHES["default"]["BACKEND"] == f"{SharedCache.__module__}.{SharedCache.__qualname__}"
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"
