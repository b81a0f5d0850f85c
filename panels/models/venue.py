"""Places where bodies meet."""

from django.db import models


class Venue(models.Model):
    """A room or building, with its address and how to get in."""

    name = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=300, blank=True)
    access_note = models.TextField(blank=True, help_text="Step-free entrance, hearing loop")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.address]))
