"""Who was there, who was not, and what they declared. Typed once: the minutes are written from it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from meetings.models.meeting import Meeting


class Attendance(models.Model):
    """One person at one meeting, with the name and post as printed that day."""

    class Capacity(models.TextChoices):
        MEMBER = "member", gettext_lazy("Member")
        SUBSTITUTE = "substitute", gettext_lazy("Substitute")
        IN_ATTENDANCE = "in_attendance", gettext_lazy("In attendance")
        OBSERVER = "observer", gettext_lazy("Observer")

    class Mark(models.TextChoices):
        PRESENT = "present", gettext_lazy("Present")
        APOLOGIES = "apologies", gettext_lazy("Apologies")
        ABSENT = "absent", gettext_lazy("Absent")
        NOT_REQUIRED = "not_required", gettext_lazy("Not required")
        UNMARKED = "unmarked", gettext_lazy("Not marked yet")

    # What somebody can be marked as; until then nothing is said of them.
    MARKED = (Mark.PRESENT, Mark.APOLOGIES, Mark.ABSENT, Mark.NOT_REQUIRED)

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", gettext_lazy("In the room")
        REMOTE = "remote", gettext_lazy("Remotely")

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey("panels.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=14, choices=Capacity, default=Capacity.MEMBER)
    mark = models.CharField(max_length=12, choices=Mark, default=Mark.PRESENT)
    mode = models.CharField(max_length=9, choices=Mode, default=Mode.IN_PERSON)
    is_public_part_only = models.BooleanField(
        default=False, help_text=gettext_lazy("Was there only while the meeting was open to the public")
    )
    from_item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    to_item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
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
                violation_error_message=gettext_lazy("This person is already on the list"),
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_in_chair=True), name="one_person_in_the_chair"
            ),
            models.CheckConstraint(
                condition=Q(is_in_chair=False) | Q(mark="present"),
                name="the_chair_is_present",
                violation_error_message=gettext_lazy("Someone who is not present cannot preside"),
            ),
            models.CheckConstraint(
                condition=Q(capacity="substitute") | Q(substitute_for__isnull=True),
                name="only_a_substitute_stands_in",
                violation_error_message=gettext_lazy("Only a substitute can replace a member"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.get_mark_display().lower()}"


class InterestQuerySet(models.QuerySet["Interest"]):
    """Ways to ask for declarations."""

    def of_body(self, body: int, pk: int | None) -> "Interest | None":
        """One declaration at a meeting of this body."""
        return self.filter(meeting__body=body, pk=pk or 0).select_related("person").first()

    def leaving(self) -> "InterestQuerySet":
        """Those for which the person goes out, without a dispensation."""
        return self.filter(dispensation="").exclude(consequence=Interest.Consequence.STAYED)

    def without_details(self, bodies: Collection[int]) -> "InterestQuerySet":
        """Those declared without saying what they are, at meetings whose minutes can still say it."""
        found = self.filter(nature="", meeting__body_id__in=bodies)
        found = found.exclude(meeting__minutes__status="confirmed").select_related("meeting")
        return found.order_by("meeting__starts_at", "position", "pk")

    def standing_before(self, meeting: "Meeting") -> "InterestQuerySet":
        """Declarations that people of this body want repeated, the latest of earlier meetings first."""
        return self.filter(
            is_standing=True, meeting__body=meeting.body_id, meeting__starts_at__lt=meeting.starts_at
        ).order_by("-meeting__starts_at", "position", "pk")


class Interest(models.Model):
    """A declaration of interest: who, of which kind, in which items, why, and what followed from it."""

    class Consequence(models.TextChoices):
        STAYED = "stayed", gettext_lazy("Stays")
        SPOKE_LEFT = "spoke_left", gettext_lazy("May speak, then leaves")
        LEFT = "left", gettext_lazy("Leaves")

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey("panels.Person", on_delete=models.PROTECT, related_name="+")
    printed_name = models.CharField(max_length=300)
    kind = models.CharField(max_length=80, default="personal")
    covers_all_items = models.BooleanField(default=False)
    items = models.ManyToManyField("meetings.AgendaItem", blank=True, related_name="+")
    nature = models.TextField(blank=True, help_text=gettext_lazy("Blank: declared, with details to follow"))
    declared_at_item = models.ForeignKey(
        "meetings.AgendaItem",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("Only where it arose later than under declarations of interest"),
    )
    consequence = models.CharField(max_length=10, choices=Consequence, default=Consequence.STAYED)
    dispensation = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("Its date or reference")
    )
    is_standing = models.BooleanField(
        default=False, help_text=gettext_lazy("Offer it again at the next meeting")
    )
    position = models.PositiveIntegerField(default=0)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.printed_name}: {self.kind} interest"

    @property
    def words(self) -> str:
        """Its kind, and what it is where that is known: "personal interest, as a trustee"."""
        return (
            _("{kind} interest, {nature}").format(kind=self.kind, nature=self.nature)
            if self.nature
            else _("{kind} interest").format(kind=self.kind)
        )

    @property
    def must_leave(self) -> bool:
        """True when the person goes out for the items it covers."""
        return self.consequence != self.Consequence.STAYED
