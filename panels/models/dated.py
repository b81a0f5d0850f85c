"""What several dated records share: from a day, until a day, and the question who was current when."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

M = TypeVar("M", bound=models.Model)


class DatedQuerySet(models.QuerySet[M]):
    """Records that hold from `starts_on` up to and including `ends_on` (open when empty)."""

    def current_on(self, day: date) -> Self:
        """Those that hold on this day."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day)))


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """The constraint that a dated record cannot end before it starts."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message="It cannot end before it starts",
    )
