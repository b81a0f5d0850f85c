"""What becomes of minutes at later meetings: confirmed, deferred or noted; corrected; signed."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from meetings.models.restricted_business import kept_minutes
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import User


class MinutesApproval(models.Model):
    """What one later meeting did with minutes that were brought to it."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", gettext_lazy("Confirmed")
        DEFERRED = "deferred", gettext_lazy("Deferred, because they were not ready")
        NOTED = "noted", gettext_lazy("Noted only")

    minutes = models.ForeignKey("meetings.Minutes", on_delete=models.CASCADE, related_name="approvals")
    at = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=600, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["minutes", "at__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "at"], name="one_approval_per_meeting"),
            models.UniqueConstraint(
                fields=["minutes"], condition=Q(outcome="confirmed"), name="minutes_are_confirmed_once"
            ),
            models.CheckConstraint(condition=~Q(recorded_by=""), name="approval_says_who_recorded_it"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.get_outcome_display().lower()}"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Ways to ask for corrections."""

    def applied(self) -> "CorrectionQuerySet":
        """Those that stand in the confirmed minutes."""
        return self.filter(applied_at__isnull=False)

    def waiting(self) -> "CorrectionQuerySet":
        """Those written down, but not yet part of any publication."""
        return self.filter(applied_at__isnull=True)

    def visible_to(self, user: "User") -> "CorrectionQuerySet":
        """Those of minutes this user may read before publication, but what is kept from them."""
        bodies = bodies_with_drafts(user, timezone.localdate())
        found = self.filter(minutes__meeting__body_id__in=bodies)
        return found.exclude(minute__in=kept_minutes(user))


class Correction(models.Model):
    """Words of minutes that a later meeting put right: as they stood, as they should be, who asked, why.

    Without `original` words are added; without `corrected` they are left out. Without a minute it corrects
    the lists of those present.
    """

    minutes = models.ForeignKey("meetings.Minutes", on_delete=models.CASCADE, related_name="corrections")
    minute = models.ForeignKey(
        "meetings.Minute", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    at = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="+")
    original = models.TextField(blank=True)
    corrected = models.TextField(blank=True)
    reason = models.CharField(max_length=600, blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.CharField(max_length=200, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(original="", corrected=""), name="correction_changes_something"
            ),
            at_and_by("applied", name="correction_applied_at_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.minute or self.minutes}"


class SignedCopy(models.Model):
    """That minutes were signed: by whom, on which day, how; with the scan of the paper, if there is one."""

    class Manner(models.TextChoices):
        PAPER = "paper", gettext_lazy("On paper")
        ELECTRONIC = "electronic", gettext_lazy("Electronically")

    minutes = models.ForeignKey("meetings.Minutes", on_delete=models.CASCADE, related_name="signed_copies")
    manner = models.CharField(max_length=10, choices=Manner, default=Manner.PAPER)
    signed_by = models.CharField(
        max_length=200, help_text=gettext_lazy("Who presided, as printed under the minutes")
    )
    signed_on = models.DateField()
    publication_ref = models.CharField(
        max_length=12, help_text=gettext_lazy("What was signed: the confirmed publication")
    )
    file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    notes = models.JSONField(
        default=list, blank=True, help_text=gettext_lazy("What was corrected in the scan")
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["minutes", "recorded_at", "pk"]
        verbose_name_plural = gettext_lazy("signed copies")
        constraints = [
            models.CheckConstraint(
                condition=~Q(signed_by="") & ~Q(recorded_by=""), name="signed_copy_says_who"
            )
        ]

    def __str__(self) -> str:
        return f"Signed copy of {self.minutes}"
