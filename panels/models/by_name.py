"""The rows of a table by its name, so that tables ask about each other without a ring of imports."""

from typing import Any

from django.apps import apps


def rows(table: str) -> Any:
    """What the manager of this table of panels gives."""
    return apps.get_model("panels", table)._default_manager
