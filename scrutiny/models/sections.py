"""The sections of the terms: heading, typed paragraphs, and which records they also print."""

from django.db import models
from django.utils.translation import gettext_lazy

from scrutiny.models.inquiry import Inquiry


class Section(models.Model):
    """One numbered section. Its paragraphs are typed; its number follows from its place."""

    class Shows(models.TextChoices):
        """The records a section prints besides its text."""

        NOTHING = "", gettext_lazy("Its text only")
        SCOPE = "scope", gettext_lazy("The scope items")
        OUTCOMES = "outcomes", gettext_lazy("The desired outcomes")
        CONSULTEES = "consultees", gettext_lazy("Who was consulted, and what they said")
        SESSIONS = "sessions", gettext_lazy("The sessions, as numbered paragraphs")
        SESSION_TABLE = "session_table", gettext_lazy("The sessions, as a table")
        WITNESSES = "witnesses", gettext_lazy("The witnesses, as a list")
        WITNESS_TABLE = "witness_table", gettext_lazy("The witnesses, as a table")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField(default=0)
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    shows = models.CharField(max_length=14, choices=Shows, blank=True, default=Shows.NOTHING)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["inquiry", "position", "pk"]

    def __str__(self) -> str:
        return self.heading


class SectionVersion(models.Model):
    """One saved state of a section: who, when, and the whole of it."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["section", "-number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="one_section_per_version")]

    def __str__(self) -> str:
        return f"{self.section}, version {self.number}"
