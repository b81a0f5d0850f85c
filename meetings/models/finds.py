"""What the search before publishing found: which words, both places, and why it does not count, if so."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from meetings.models.meeting import Meeting


class FindQuerySet(models.QuerySet["Find"]):
    """Ways to ask for finds."""

    def overruled(self) -> "FindQuerySet":
        """Those that were looked at and are false alarms, or a risk that somebody took."""
        return self.filter(overruled_at__isnull=False)

    def that_hold_for(self, meeting: "Meeting") -> "FindQuerySet":
        """Those of this meeting; that a kept file cannot be read holds for the whole body."""
        return self.filter(Q(meeting=meeting) | Q(meeting__body=meeting.body_id, kind=Find.Kind.UNREAD))

    def visible_to(self, user: "User") -> "FindQuerySet":
        """The finds at meetings whose drafts this user reads; the words have a policy of their own."""
        return self.filter(meeting__body_id__in=bodies_with_drafts(user, timezone.localdate()))

    def with_places(self) -> "FindQuerySet":
        """With what they are about."""
        return self.select_related(
            "meeting__body",
            "restriction",
            "item__meeting__body",
            "minute__minutes__meeting__body",
        )


class Find(models.Model):
    """One find: these words of what is kept back, in this place of what was to become public.

    `key` stands for both texts and both places: when either changes, it is another find. Nothing is deleted
    that somebody asked to overrule.
    """

    class Kind(models.TextChoices):
        WORDS = "words", gettext_lazy("Words")
        PAGE = "page", gettext_lazy("A full page")
        PICTURE = "picture", gettext_lazy("The picture of a page")
        FILE = "file", gettext_lazy("A full file")
        UNREAD = "unread", gettext_lazy("A restricted file that cannot be read")

    ref = ReferenceField()
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="finds")
    way = models.CharField(
        max_length=40, help_text=gettext_lazy("On which way out it was found: agenda, minutes")
    )
    kind = models.CharField(max_length=10, choices=Kind)
    restriction = models.ForeignKey(
        "meetings.Restriction", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    item = models.ForeignKey(
        "meetings.AgendaItem",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The line under which the restricted words are read"),
    )
    minute = models.ForeignKey(
        "meetings.Minute", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kept = models.CharField(
        max_length=400, help_text=gettext_lazy("What is restricted: the text of paper 1 of item 2")
    )
    kept_where = models.CharField(max_length=400, blank=True, help_text=gettext_lazy("Where in it: page 3"))
    where = models.CharField(
        max_length=600, blank=True, help_text=gettext_lazy("Where it would become public")
    )
    words = models.TextField(blank=True)
    key = models.CharField(max_length=64)
    found_at = models.DateTimeField()
    reason = models.TextField(
        blank=True, help_text=gettext_lazy("Why it is a false alarm, or why the risk is taken")
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    overruled_at = models.DateTimeField(null=True, blank=True)
    overruled_by = models.CharField(max_length=200, blank=True)

    objects = FindQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "kept", "kept_where", "where", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="one_find_per_meeting_and_key"),
            at_and_by("asked", "reason", name="find_asked_at_by_and_why_together"),
            models.CheckConstraint(
                condition=Q(overruled_at__isnull=True, overruled_by="")
                | (Q(overruled_at__isnull=False, asked_at__isnull=False) & ~Q(overruled_by="")),
                name="find_overruled_after_it_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"A find in {self.where}" if self.where else f"A find: {self.kept}"

    @property
    def ground(self) -> str:
        """On which ground the words are kept back; the private part of minutes has none of its own."""
        return self.restriction.ground if self.restriction else ""

    @property
    def is_overruled(self) -> bool:
        """True when it stops nothing any more."""
        return self.overruled_at is not None

    @property
    def group(self) -> tuple[str, str, str, str]:
        """Finds of the same words of the same text are looked at together, wherever they would go out."""
        return self.kind, self.kept, self.kept_where, self.words
