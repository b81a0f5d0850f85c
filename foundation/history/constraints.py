"""Facts of one act that stand together in a row: when it was done, and by whom."""

from django.db.models import CheckConstraint, Q


def at_and_by(act: str, *more: str, name: str) -> CheckConstraint:
    """The constraint that `{act}_at`, `{act}_by` and `more` texts are all there, or none is."""
    at, words = f"{act}_at__isnull", (f"{act}_by", *more)
    is_done = Q(**{at: False})
    for each in words:
        is_done &= ~Q(**{each: ""})
    return CheckConstraint(condition=Q(**{at: True}, **dict.fromkeys(words, "")) | is_done, name=name)
