"""What a meeting decided, limb by limb."""

from django.db import models

from foundation.history.references import ReferenceField


class Decision(models.Model):
    """One decision under a minute; the words printed above it are the body's own."""

    class Kind(models.TextChoices):
        RESOLVED = "resolved", "Resolved"
        NOTED = "noted", "Noted"
        RECOMMENDED = "recommended", "Recommended"

    ref = ReferenceField()
    minute = models.ForeignKey("meetings.Minute", on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.RESOLVED)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["minute", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.minute}"


class Limb(models.Model):
    """One limb of a decision; labelled (a), (b) only when there are several."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="limbs")
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    condition = models.CharField(max_length=300, blank=True, help_text="If it agrees (a)")

    class Meta:
        ordering = ["decision", "position", "pk"]

    def __str__(self) -> str:
        return self.text
