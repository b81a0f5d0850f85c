"""Who is told of what is published: the circulation list, and each despatch with its messages."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from panels.policies import bodies_served

if TYPE_CHECKING:
    from foundation.accounts.models import User


class CirculationQuerySet(models.QuerySet["CirculationEntry"]):
    """Ways to ask for circulation entries."""

    def visible_to(self, user: "User") -> "CirculationQuerySet":
        """The lists of the bodies whose secretariat this user serves in."""
        return self.filter(body_id__in=bodies_served(user, timezone.localdate()))


class CirculationEntry(models.Model):
    """Somebody on a body's circulation list. Members, substitutes, the commissioner's office and authors come
    from the record by themselves; an entry with a member's address says how they want their papers.
    """

    class Group(models.TextChoices):
        MEMBER = "member", gettext_lazy("Member or substitute")
        OFFICE = "office", gettext_lazy("Commissioner’s office")
        OFFICER = "officer", gettext_lazy("Officer")
        AUTHOR = "author", gettext_lazy("Report author")
        PRESS = "press", gettext_lazy("Press")
        CSP = "csp", gettext_lazy("Community safety partnership")
        OTHER = "other", gettext_lazy("Someone else")

    class PaperVersion(models.TextChoices):
        PUBLIC = "public", gettext_lazy("The public pack")
        RESTRICTED = "restricted", gettext_lazy("The restricted pack, delivered in person")

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=10, choices=Group, default=Group.OTHER)
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    wants_mail = models.BooleanField(default=True)
    copies_on_paper = models.PositiveSmallIntegerField(default=0)
    paper_version = models.CharField(max_length=10, choices=PaperVersion, default=PaperVersion.PUBLIC)

    objects = CirculationQuerySet.as_manager()

    class Meta:
        ordering = ["body", "group", "name"]
        verbose_name_plural = gettext_lazy("circulation entries")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "email"],
                condition=~Q(email=""),
                name="one_entry_per_address",
                violation_error_message=gettext_lazy("This address is already on the list"),
            ),
            models.CheckConstraint(
                condition=Q(wants_mail=False) | ~Q(email=""), name="mail_needs_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Despatch(models.Model):
    """One telling: what was published, withdrawn or moved, and to whom a message went."""

    class Kind(models.TextChoices):
        AGENDA = "agenda", gettext_lazy("Agenda and papers")
        SUPPLEMENT = "supplement", gettext_lazy("Supplement")
        WITHDRAWAL = "withdrawal", gettext_lazy("Withdrawal")
        NOTICE = "notice", gettext_lazy("Notice of the meeting")
        MINUTES = "minutes", gettext_lazy("Minutes")

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="despatches")
    kind = models.CharField(max_length=12, choices=Kind)
    source_ref = models.CharField(
        max_length=40, help_text=gettext_lazy("What it is about: a despatch is sent once")
    )
    subject = models.CharField(max_length=300)
    body_text = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["meeting", "-sent_at"]
        verbose_name_plural = "despatches"
        constraints = [models.UniqueConstraint(fields=["kind", "source_ref"], name="one_despatch_per_thing")]

    def __str__(self) -> str:
        return self.subject


class DespatchMessage(models.Model):
    """The one message to one person of a despatch; the outbox delivers it."""

    despatch = models.ForeignKey(Despatch, on_delete=models.CASCADE, related_name="messages")
    group = models.CharField(max_length=10, choices=CirculationEntry.Group)
    name = models.CharField(max_length=200)
    mail = models.ForeignKey("jobs.OutgoingMail", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["despatch", "group", "name"]
        constraints = [models.UniqueConstraint(fields=["despatch", "mail"], name="one_row_per_message")]

    def __str__(self) -> str:
        return f"{self.despatch} to {self.name}"
