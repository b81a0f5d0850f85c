"""What happened at a meeting and when: one line a fact, from which presence, order and times follow."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import User


class DayAct(models.Model):
    """One act of whoever records a meeting, under an id of its browser: received twice, it counts once."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="day_acts")
    key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="one_act_per_key")]

    def __str__(self) -> str:
        return f"{self.key} by {self.recorded_by}"


class DayEntryQuerySet(models.QuerySet["DayEntry"]):
    """Ways to ask for what happened."""

    def standing(self) -> "DayEntryQuerySet":
        """Everything that was not struck out, in the order in which it happened."""
        return self.filter(struck_at__isnull=True).order_by("at", "pk")

    def visible_to(self, user: "User") -> "DayEntryQuerySet":
        """The records of meetings of bodies whose drafts this user reads."""
        return self.filter(meeting__body_id__in=bodies_with_drafts(user, timezone.localdate()))


class DayEntry(models.Model):
    """One thing that happened at one time. Times can be corrected; what was wrong is struck out."""

    class Kind(models.TextChoices):
        CAME = "came", gettext_lazy("Came")
        LEFT = "left", gettext_lazy("Left")
        RETURNED = "returned", gettext_lazy("Returned")
        LOST = "lost", gettext_lazy("Lost the connection")
        REJOINED = "rejoined", gettext_lazy("Rejoined")
        BEGAN = "began", gettext_lazy("Item began")
        ENDED = "ended", gettext_lazy("Item ended")
        DEFERRED = "deferred", gettext_lazy("Item deferred")
        PUBLIC_OUT = "public_out", gettext_lazy("Public excluded")
        PUBLIC_IN = "public_in", gettext_lazy("Public readmitted")
        PRESIDES = "presides", gettext_lazy("Presiding")
        ADJOURNED = "adjourned", gettext_lazy("Adjourned")
        RESUMED = "resumed", gettext_lazy("Resumed")

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="day_entries")
    act = models.ForeignKey(DayAct, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    person = models.ForeignKey(
        "panels.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    printed_name = models.CharField(max_length=300, blank=True)
    item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    interest = models.ForeignKey(
        "meetings.Interest", on_delete=models.SET_NULL, null=True, blank=True, related_name="departures"
    )
    words = models.CharField(max_length=600, blank=True, help_text=gettext_lazy("Why, or the resolution"))
    restrictions = models.ManyToManyField(
        "meetings.Restriction",
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Whose resolution excluded the public"),
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=200, blank=True)

    objects = DayEntryQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "at", "pk"]
        verbose_name_plural = gettext_lazy("day entries")
        constraints = [
            at_and_by("struck", name="day_entry_struck_at_and_by_together"),
            models.CheckConstraint(
                condition=~Q(kind__in=["came", "left", "returned", "lost", "rejoined", "presides"])
                | Q(person__isnull=False),
                name="day_entry_of_a_person_names_one",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["began", "ended", "deferred"]) | Q(item__isnull=False),
                name="day_entry_of_an_item_names_one",
            ),
        ]

    def __str__(self) -> str:
        about = self.printed_name or (self.item.title if self.item else "")
        return f"{about} {self.get_kind_display().lower()}".strip()
