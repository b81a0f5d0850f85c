"""Moving one row up or down among its neighbours."""

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def moved(rows: Sequence[Row], pk: int, where: str) -> list[Row]:
    """The rows in their new order after one went "up" or "down"; unchanged at either end."""
    order = list(rows)
    at = next(n for n, row in enumerate(order) if row.pk == pk)
    to = at - 1 if where == "up" else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order
