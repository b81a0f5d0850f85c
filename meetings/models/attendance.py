"""Who was there, who was not, and what they declared. Typed once: the minutes are written from it."""

from django.db import models
from django.db.models import Q


class Attendance(models.Model):
    """One person at one meeting, with the name and post as printed that day."""

    class Capacity(models.TextChoices):
        MEMBER = "member", "Member"
        SUBSTITUTE = "substitute", "Substitute"
        IN_ATTENDANCE = "in_attendance", "In attendance"

    class Mark(models.TextChoices):
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey("panels.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=14, choices=Capacity, default=Capacity.MEMBER)
    mark = models.CharField(max_length=10, choices=Mark, default=Mark.PRESENT)
    is_in_chair = models.BooleanField(default=False)
    substitute_for = models.ForeignKey(
        "panels.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    printed_name = models.CharField(max_length=300)
    printed_post = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="one_attendance_per_person",
                violation_error_message="This person is on the list already",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_in_chair=True), name="one_person_in_the_chair"
            ),
            models.CheckConstraint(
                condition=Q(is_in_chair=False) | Q(mark="present"),
                name="the_chair_is_present",
                violation_error_message="Somebody who is not present cannot be in the chair",
            ),
            models.CheckConstraint(
                condition=Q(capacity="substitute") | Q(substitute_for__isnull=True),
                name="only_a_substitute_stands_in",
                violation_error_message="Only a substitute stands in for somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.get_mark_display().lower()}"


class Interest(models.Model):
    """A declaration of interest: who, of which kind, in which items, and why."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey("panels.Person", on_delete=models.PROTECT, related_name="+")
    printed_name = models.CharField(max_length=300)
    kind = models.CharField(max_length=80, default="personal")
    covers_all_items = models.BooleanField(default=False)
    items = models.ManyToManyField("meetings.AgendaItem", blank=True, related_name="+")
    nature = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.printed_name}: {self.kind} interest"
