"""Facts of one act that stand together in a row: when it was done, and by whom."""

from django.db.models import CheckConstraint, Q


def at_and_by(act: str, *, name: str) -> CheckConstraint:
    """The constraint that `{act}_at` and `{act}_by` are both there, or neither is."""
    at, by = f"{act}_at__isnull", f"{act}_by"
    return CheckConstraint(condition=Q(**{at: True, by: ""}) | (Q(**{at: False}) & ~Q(**{by: ""})), name=name)
