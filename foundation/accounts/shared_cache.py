"""The cache that every process shares, read without running what it holds.

Django's own keeps pickles, and reading a pickle runs whatever its writer wants. The table lies in the
database, so that whoever can write there, and nowhere else, would run programs on the web server: read the
key of the history beside it, and forge all that this key proves. Here only plain values are read.
"""

import base64
import binascii
import io
import pickle
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, models, router
from django.utils import timezone

DAMAGED = (
    pickle.UnpicklingError, binascii.Error, ValueError, EOFError, LookupError, TypeError, AttributeError,
    OverflowError, MemoryError,
)  # fmt: skip


class _Plain(pickle.Unpickler):
    """Reads numbers, words, lists and the like; whatever names a class or a function is refused."""

    def find_class(self, module: str, name: str) -> Any:
        """Nothing is found: without a callable no pickle can run anything."""
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def plain_value(kept: str) -> Any:
    """The value of a row. Raises one of `DAMAGED` for what this cache did not write."""
    return _Plain(io.BytesIO(base64.b64decode(kept.encode(), validate=True))).load()


class SharedCache(DatabaseCache):
    """The cache in the database; a row that holds anything but a plain value counts as not there."""

    _table: str

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """The values that are there and not over, by their keys."""
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        found, gone, now = {}, [], timezone.now()
        for name, kept, until in self._rows(list(names)):
            try:
                value = plain_value(kept)
            except DAMAGED:
                gone.append(name)
                continue
            if until < now:
                gone.append(name)
            else:
                found[names[name]] = value
        self._base_delete_many(gone)  # type: ignore[attr-defined]
        return found

    def _rows(self, names: list[str]) -> list[tuple[str, str, Any]]:
        """Key, value and last moment of each row that there is."""
        if not names:
            return []
        connection = connections[router.db_for_read(self.cache_model_class)]
        quoted = connection.ops.quote_name
        columns = ", ".join(map(quoted, ("cache_key", "value", "expires")))
        marks = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns} FROM {quoted(self._table)} WHERE {quoted('cache_key')} IN ({marks})",  # noqa: S608
                names,
            )
            rows = cursor.fetchall()
        moment = models.Expression(output_field=models.DateTimeField())
        converters = [*connection.ops.get_db_converters(moment), *moment.get_db_converters(connection)]

        def read(until: Any) -> Any:
            for converter in converters:
                until = converter(until, moment, connection)
            return until

        return [(name, kept, read(until)) for name, kept, until in rows]
