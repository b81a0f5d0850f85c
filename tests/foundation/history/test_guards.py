"""The database refuses to change what is on record."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from foundation.accounts.models import User
from foundation.history.checks import guards_are_laid
from foundation.history.events import record
from foundation.history.guards import lift_guards, missing_guards
from foundation.history.models import Event, EventNote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_event(ellen: User) -> None:
    record("agenda published", ellen, by=ellen, note="A name")


@pytest.mark.parametrize(
    "act",
    [
        lambda: Event.objects.update(verb="x"),
        lambda: Event.objects.all()._raw_delete("default"),
        lambda: (
            Event.objects.filter(pk=-1).update(verb="x")
            or connection.cursor().execute("UPDATE history_event SET verb = 'x'")
        ),
        lambda: EventNote.objects.update(text="x"),
    ],
    ids=["change", "delete", "raw change", "reword a note"],
)
def test_the_record_refuses(act: Callable[..., Any]) -> None:
    with pytest.raises(DatabaseError, match="are never changed"), transaction.atomic():
        act()
    assert (Event.objects.get().verb, EventNote.objects.get().text) == ("agenda published", "A name")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_emptying_a_table_is_refused() -> None:
    with pytest.raises(DatabaseError, match="are never changed"), transaction.atomic():
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        connection.cursor().execute("TRUNCATE history_event CASCADE")


def test_a_missing_guard_is_named_and_laid_again() -> None:
    lift_guards(connection)
    named = [warning.msg for warning in guards_are_laid(None, databases=["default"])]
    assert len(named) == len(missing_guards(connection))
    assert "The database does not refuse changes to the record: the trigger" in named[0]
    call_command("lay_guards", verbosity=0)
    assert guards_are_laid(None, databases=["default"]) == []
