"""What a meeting decided, limb by limb."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField

if TYPE_CHECKING:
    from foundation.accounts.models import User


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Ways to ask for decisions."""

    def visible_to(self, user: "User") -> "DecisionQuerySet":
        """Those under minutes this user may read before they are published."""
        from meetings.models.minutes import Minute

        return self.filter(minute__in=Minute.objects.visible_to(user))

    def waiting_for_others(self, bodies: Collection[int], today: date) -> "DecisionQuerySet":
        """Those of meetings held that somebody else has still to confirm, the oldest first."""
        found = self.exclude(confirmation_by="").filter(
            confirmed_on__isnull=True,
            minute__minutes__meeting__body_id__in=bodies,
            minute__minutes__meeting__starts_at__date__lte=today,
        )
        found = found.select_related("minute__minutes__meeting")
        return found.order_by("minute__minutes__meeting__starts_at", "minute__position", "position", "pk")


class Decision(models.Model):
    """One decision under a minute; the words printed above it are the body's own."""

    class Kind(models.TextChoices):
        RESOLVED = "resolved", gettext_lazy("Resolved")
        NOTED = "noted", gettext_lazy("Noted")
        RECOMMENDED = "recommended", gettext_lazy("Recommended")
        AGREED = "agreed", gettext_lazy("Agreed")
        DECIDED = "decided", gettext_lazy("Decided")
        UNANIMOUS = "unanimous", gettext_lazy("Unanimously resolved")
        REFERRED = "referred", gettext_lazy("Referred elsewhere")
        RECOMMENDATIONS = "recommendations", gettext_lazy("Recommendations, numbered")
        FINDINGS = "findings", gettext_lazy("Findings, numbered")

    ref = ReferenceField()
    minute = models.ForeignKey("meetings.Minute", on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.RESOLVED)
    position = models.PositiveIntegerField(default=0)
    stands = models.CharField(
        max_length=40,
        blank=True,
        help_text=gettext_lazy("Blank: at the end; start; or the paragraph it follows"),
    )
    confirmation_by = models.CharField(
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Who has to confirm it elsewhere, such as each council"),
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("Who recorded it"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["minute", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="") & ~Q(confirmation_by="")),
                name="decision_confirmed_on_and_by_together",
                violation_error_message=gettext_lazy(
                    "Only a decision that needs ratifying is ratified elsewhere"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.minute}"


class Limb(models.Model):
    """One limb of a decision; labelled (a), (b) only when there are several."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="limbs")
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    condition = models.CharField(max_length=300, blank=True, help_text=gettext_lazy("If it agrees (a)"))
    public_text = models.TextField(
        blank=True,
        help_text=gettext_lazy("What the public reads instead, where the business was taken in private"),
    )

    class Meta:
        ordering = ["decision", "position", "pk"]

    def __str__(self) -> str:
        return self.text
