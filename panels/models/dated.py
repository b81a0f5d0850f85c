"""What several dated records share: from a day, until a day, and the question who was current when."""

from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from foundation.ui.dates import KnownDay, known_to

M = TypeVar("M", bound=models.Model)


class DatedQuerySet(models.QuerySet[M]):
    """Records that hold from `starts_on` up to and including `ends_on` (open when empty)."""

    def current_on(self, day: date) -> Self:
        """Those that hold on this day."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day)))


class Known(models.TextChoices):
    """How much of a first or last day is known."""

    DAY = "day", gettext_lazy("The day")
    MONTH = "month", gettext_lazy("The month")
    YEAR = "year", gettext_lazy("The year")


class Dated(models.Model):
    """From a day, until a day. A month or a year alone counts from its first day, and through its last.

    Questions ask `starts_on` and `ends_on`, which are whole days; what people read is `starts` and `ends`.
    """

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    starts_known = models.CharField(max_length=5, choices=Known, default=Known.DAY)
    ends_known = models.CharField(max_length=5, choices=Known, default=Known.DAY)

    class Meta:
        abstract = True

    @property
    def starts(self) -> date:
        """The first day, as it is known."""
        return KnownDay.of(self.starts_on, self.starts_known)

    @property
    def ends(self) -> date | None:
        """The last day, as it is known; None while it is open."""
        return KnownDay.of(self.ends_on, self.ends_known) if self.ends_on else None

    def begin(self, day: date) -> None:
        """Set the first day, and how much of it is known."""
        self.starts_on, self.starts_known = day, known_to(day)

    def end(self, day: date) -> None:
        """Set the last day, and how much of it is known."""
        self.ends_on, self.ends_known = day, known_to(day)


def days(starts_on: date, ends_on: date | None = None) -> dict[str, Any]:
    """The fields of a `Dated` thing that begins and ends so."""
    known = known_to(ends_on) if ends_on else Known.DAY
    return {
        "starts_on": starts_on, "starts_known": known_to(starts_on), "ends_on": ends_on, "ends_known": known
    }  # fmt: skip


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """The constraint that a dated record cannot end before it starts."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message=gettext_lazy("It cannot end before it starts"),
    )
