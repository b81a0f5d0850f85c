"""What was learnt after minutes were confirmed: kept beside them with its source, never put into them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from meetings.models.restricted_business import closed_items, closed_minutes, kept_items, kept_minutes
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from meetings.models.agenda import AgendaItem
    from meetings.models.meeting import Meeting


class LaterNoteQuerySet(models.QuerySet["LaterNote"]):
    """Ways to ask for later notes."""

    def visible_to(self, user: "User") -> "LaterNoteQuerySet":
        """Those beside minutes this user may read before publication; restricted ones have a policy too."""
        bodies = bodies_with_drafts(user, timezone.localdate())
        return self.filter(minutes__meeting__body_id__in=bodies).not_kept_from(user)

    def not_kept_from(self, user: "User") -> "LaterNoteQuerySet":
        """Without those about a line of which this user is shut out (docs/decisions/0040)."""
        items, minutes = kept_items(user).values("pk"), kept_minutes(user).values("pk")
        about = Q(item__in=items) | Q(vote__item__in=items)
        return self.exclude(about | Q(minute__in=minutes) | Q(vote__minute__in=minutes))

    def beside_a_private_part(self) -> "LaterNoteQuerySet":
        """Those about a minute with a private part: named itself, by its item, or by a vote."""
        from meetings.models.minutes import Minute, MinuteItem

        private = Minute.objects.exclude(private_text="")
        items = MinuteItem.objects.filter(minute__in=private.values("pk")).values("item")
        about = Q(minute__in=private.values("pk")) | Q(vote__minute__in=private.values("pk"))
        return self.filter(about | Q(item__in=items) | Q(vote__item__in=items))

    def of_closed_business(self) -> "LaterNoteQuerySet":
        """Those that may be about what is kept from the public: the same question as for follow-ups."""
        items, minutes = closed_items().values("pk"), closed_minutes().values("pk")
        about = Q(item__in=items) | Q(vote__item__in=items)
        about |= Q(minute__in=minutes) | Q(vote__minute__in=minutes)
        return self.filter(about | Q(pk__in=self.beside_a_private_part().values("pk")))

    def of_meeting(self, meeting: "Meeting") -> "LaterNoteQuerySet":
        """Those beside the minutes of a meeting."""
        return self.filter(minutes__meeting=meeting)

    def whole(self) -> "LaterNoteQuerySet":
        """With what they are about: three queries for any number."""
        found = self.select_related("minutes__meeting__body", "minute", "item", "vote__item", "vote__minute")
        items = ("minute__minute_items__item", "vote__minute__minute_items__item")
        return found.prefetch_related(*items)


class LaterNote(models.Model):
    """One fact learnt after minutes were confirmed: its words, its source, the day it was learnt.

    It is about one minute, item or vote, or about the minutes as a whole. The public reads its publication.
    """

    ref = ReferenceField()
    minutes = models.ForeignKey("meetings.Minutes", on_delete=models.CASCADE, related_name="later_notes")
    minute = models.ForeignKey(
        "meetings.Minute", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    vote = models.ForeignKey(
        "meetings.Vote", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField()
    source = models.CharField(max_length=300)
    source_address = models.URLField(max_length=500, blank=True)
    learnt_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=600, blank=True)

    objects = LaterNoteQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(source="") & ~Q(recorded_by=""),
                name="later_note_says_what_whence_and_by",
            ),
            models.CheckConstraint(
                condition=Q(minute__isnull=True, item__isnull=True)
                | Q(minute__isnull=True, vote__isnull=True)
                | Q(item__isnull=True, vote__isnull=True),
                name="later_note_is_about_one_thing",
            ),
            at_and_by("published", name="later_note_published_at_and_by_together"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_reason="")),
                name="later_note_withdrawn_at_by_and_why_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Added later to {self.minutes}"

    @property
    def scope(self) -> str:
        """The scope under which history gathers the events of the meeting."""
        return self.minutes.scope

    def items(self) -> "Iterator[AgendaItem]":
        """The lines of the agenda it is about; read with `whole()`."""
        if self.item is not None:
            yield self.item
        if self.vote is not None and self.vote.item is not None:
            yield self.vote.item
        for minute in filter(None, (self.minute, self.vote.minute if self.vote else None)):
            yield from (each.item for each in minute.minute_items.all())
