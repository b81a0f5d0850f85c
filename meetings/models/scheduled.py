"""Publishing at a set time."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from panels.policies import bodies_served

if TYPE_CHECKING:
    from foundation.accounts.models import User


class ScheduledQuerySet(models.QuerySet["ScheduledPublication"]):
    """Ways to ask for what waits for its time."""

    def waiting(self) -> "ScheduledQuerySet":
        """What was neither done nor called off nor stopped."""
        return self.filter(done_at__isnull=True, cancelled_at__isnull=True, failure="")

    def due(self, now: datetime) -> "ScheduledQuerySet":
        """What should be public by now."""
        return self.waiting().filter(at__lte=now)

    def visible_to(self, user: "User") -> "ScheduledQuerySet":
        """What waits at the bodies whose secretariat this user serves in."""
        return self.filter(pack__meeting__body_id__in=bodies_served(user, timezone.localdate()))


class ScheduledPublication(models.Model):
    """A pack as the proof showed it, to be public at a set time: never early, once, and said when late."""

    pack = models.ForeignKey("meetings.Pack", on_delete=models.CASCADE, related_name="scheduled")
    proof = models.CharField(max_length=64, help_text=gettext_lazy("The hash of the pack that was read"))
    at = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    failure = models.TextField(
        blank=True, help_text=gettext_lazy("Why it could not be published, in sentences")
    )

    objects = ScheduledQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True, failure=""),
                name="one_waiting_publication_per_pack",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=models.F("at")),
                name="nothing_is_published_early",
            ),
            at_and_by("cancelled", name="called_off_at_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"{self.pack} at {self.at:%-d %B %Y %H:%M}"
