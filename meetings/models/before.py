"""Before a meeting: who said that they will come, and what the chair’s brief says beside each item."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField

if TYPE_CHECKING:
    from foundation.accounts.models import PersonalLink, User
    from meetings.models.meeting import Meeting
    from panels.models import Person


class ComingQuerySet(models.QuerySet["Coming"]):
    """Ways to ask who is coming."""

    def opened_by(self, link: "PersonalLink") -> "ComingQuerySet":
        """The one answer that a personal link belongs to."""
        return self.filter(ref=link.target)

    def of_member(self, user: "User", meeting: "Meeting") -> "ComingQuerySet":
        """The answer of a member who signs in."""
        return self.filter(meeting=meeting, person__user=user)

    def waiting_for(self, user: "User") -> "ComingQuerySet":
        """Meetings still to come that this member was asked about and has not answered."""
        from meetings.models.meeting import Meeting

        return (
            self.filter(
                person__user=user,
                asked_at__isnull=False,
                answer="",
                meeting__status__in=Meeting.STILL_TO_COME,
            )
            .select_related("meeting")
            .order_by("meeting__starts_at")
        )

    def of_person(self, person: "Person") -> "Coming | None":
        """What one member said, if anything is known."""
        return self.filter(person=person).first()

    def answered(self) -> "dict[int, Coming]":
        """What each member said who has answered, by the person."""
        return {row.person_id: row for row in self.exclude(answer="")}

    def unanswered(self) -> "ComingQuerySet":
        """Those who were asked and have not answered."""
        return self.filter(asked_at__isnull=False, answer="")


class Coming(models.Model):
    """One member’s answer to the question whether they come, and who comes in their place."""

    class Answer(models.TextChoices):
        COMING = "coming", gettext_lazy("Attending")
        REMOTE = "remote", gettext_lazy("Attending remotely")
        APOLOGIES = "apologies", gettext_lazy("Apologies")

    ref = ReferenceField()
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="comings")
    person = models.ForeignKey("panels.Person", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    substitute = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("Name of the substitute")
    )
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    objects = ComingQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "person__family_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_answer_per_member_and_meeting"),
            at_and_by("asked", name="asked_at_and_by_together"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by="")
                | (~Q(answer="") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="answer_says_when_and_by",
            ),
            models.CheckConstraint(
                condition=Q(substitute="") | Q(answer="apologies"),
                name="a_substitute_comes_for_somebody_absent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display() or 'no answer'}"


class ChairNote(models.Model):
    """What the secretary tells the chair about one item: a note, and how many minutes it should take."""

    item = models.OneToOneField("meetings.AgendaItem", on_delete=models.CASCADE, related_name="chair_note")
    note = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["item"]

    def __str__(self) -> str:
        return f"Note on {self.item}"
