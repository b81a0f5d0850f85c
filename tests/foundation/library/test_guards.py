"""What the database itself refuses to do to a publication."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from foundation.history.guards import missing_guards
from foundation.library import publishing as library
from foundation.library.guards import FIXED, ONCE
from foundation.library.models import Publication
from tests.builders.publications import ELLEN, announced, paper

pytestmark = pytest.mark.django_db


def refused(**values: Any) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Publication.objects.update(**values)


def test_every_column_is_guarded() -> None:
    columns = {field.column for field in Publication._meta.concrete_fields}
    assert columns == {*FIXED, *(column for group in ONCE for column in group)}


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Another"},
        {"html": "<p>Another</p>"},
        {"data": {"kind": "report"}},
        {"file": None},
        {"hash": "0" * 64},
        {"version": 9},
        {"published_by": "Somebody else"},
        {"meeting": None},
    ],
)
def test_content_is_never_changed(values: dict[str, Any]) -> None:
    paper(announced())
    refused(**values)


def test_a_publication_is_never_deleted() -> None:
    paper(announced())
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        Publication.objects.all()._raw_delete("default")


def test_a_withdrawal_is_never_undone_or_reworded() -> None:
    library.withdraw(publication=paper(announced()), reason="A name", by=ELLEN)
    refused(withdrawn_at=None, withdrawn_by="", withdrawn_reason="")
    refused(withdrawn_reason="Nothing special")


def test_replaced_once_it_stays_replaced_by_the_same() -> None:
    meeting = announced()
    first, second = paper(meeting), paper(meeting)
    refused(replaced_by=None)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Publication.objects.filter(pk=first.pk).update(replaced_by=first)
    assert Publication.objects.get(pk=first.pk).replaced_by == second


def test_no_guard_is_missing_after_migrating() -> None:
    assert missing_guards(connection) == []
