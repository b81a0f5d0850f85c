"""How far the reactions have read the event log."""

from django.db import models


class ReactionCursor(models.Model):
    """The number of the last event whose effects elsewhere are done; one row."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"Events up to {self.number} have had their effects"
