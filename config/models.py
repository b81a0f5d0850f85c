"""How far the reactions have read the event log, and whether this installation is a restored copy."""

from django.db import models
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by


class ReactionCursor(models.Model):
    """The number of the last event whose effects elsewhere are done; one row."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"Events up to {self.number} have had their effects"


class RestoredCopyQuerySet(models.QuerySet["RestoredCopy"]):
    """Ways to ask for restorations."""

    def waiting(self) -> "RestoredCopyQuerySet":
        """Those that nobody has released yet, the newest first."""
        return self.filter(released_at__isnull=True).order_by("-restored_at", "-pk")


class RestoredCopy(models.Model):
    """This installation was restored from a backup: it says so and sends no mail until it is released."""

    taken_at = models.DateTimeField(help_text=gettext_lazy("When the backup was taken"))
    restored_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.CharField(max_length=200, blank=True)

    objects = RestoredCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-restored_at"]
        verbose_name_plural = gettext_lazy("restored copies")
        constraints = [at_and_by("released", name="released_at_and_by_together")]

    def __str__(self) -> str:
        return f"Restored {self.restored_at:%-d %B %Y}"
