"""Rows as lines of JSON that are the same whichever database they come from."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import IO, Any

from django.db import connection, models
from django.db.models.sql import InsertQuery

from config.backup.schema import Table

AT_ONCE = 500
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and one hash over all of them in the order of their numbers."""

    count: int
    hash: str


def values_of(model: Table) -> Iterator[Values]:
    """The rows of a table as plain values by column, in the order of their numbers."""
    fields = model._meta.local_concrete_fields
    found = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in found.iterator(chunk_size=AT_ONCE):
        yield {str(field.column): _plain(value) for field, value in zip(fields, row, strict=True)}


def line_of(values: Values) -> str:
    """One row as it stands in a backup."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def content_of(rows: Iterable[Values]) -> Content:
    """Count and hash of rows, whatever the order of keys inside a row: PostgreSQL does not keep it."""
    count, whole = 0, hashlib.sha256()
    for values in rows:
        count += 1
        whole.update(json.dumps(values, sort_keys=True, separators=(",", ":")).encode() + b"\n")
    return Content(count, whole.hexdigest())


def written(model: Table, out: IO[bytes]) -> Content:
    """Write the rows of a table as lines; returns what they were."""

    def lines() -> Iterator[Values]:
        for values in values_of(model):
            out.write(line_of(values).encode() + b"\n")
            yield values

    return content_of(lines())


def read(source: IO[bytes]) -> Iterator[Values]:
    """The rows in a file of lines."""
    for line in source:
        yield json.loads(line)


def load(model: Table, rows: Iterable[Values]) -> int:
    """Put rows into an empty table exactly as they are: no default, no "changed at" is filled in."""
    fields = model._meta.local_concrete_fields
    most = max(1, connection.ops.bulk_batch_size(fields, [None] * AT_ONCE))
    count, waiting = 0, iter(rows)
    while some := list(islice(waiting, most)):
        things = [_thing(model, fields, values) for values in some]
        query = InsertQuery(model)
        query.insert_values(fields, things, raw=True)
        query.get_compiler(connection=connection).execute_sql()
        count += len(things)
    return count


def _thing(model: Table, fields: "Iterable[models.Field[Any, Any]]", values: Values) -> models.Model:
    """A row as a model holds it; a column the backup does not know keeps its default."""
    known = {f.attname: f.to_python(values[f.column]) for f in fields if f.column in values}
    return model(**known)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it without losing anything."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return value
