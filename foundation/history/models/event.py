"""The chained event: what happened, to what, by whom, when."""

import hashlib
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy

from foundation.history.hashing import hash_of_values
from foundation.history.wording import told

FIRST_HASH = "0" * 64


class EventQuerySet(models.QuerySet["Event"]):
    """Ways to ask for events."""

    def of(self, thing: models.Model) -> "EventQuerySet":
        """The events of one thing, newest first."""
        return self.filter(subject_type=thing._meta.label_lower, subject_id=str(thing.pk)).order_by("-number")

    def about(self, kind: type[models.Model], numbers: Iterable[int]) -> "EventQuerySet":
        """The events of several things of one kind."""
        return self.filter(subject_type=kind._meta.label_lower, subject_id__in=[str(pk) for pk in numbers])

    def with_notes(self) -> "EventQuerySet":
        """With the free text of each, in the same query."""
        return self.select_related("note")

    def after(self, number: int) -> "EventQuerySet":
        """The events since one, the oldest first."""
        return self.filter(number__gt=number).order_by("number")

    def within(self, scope: str) -> "EventQuerySet":
        """The events of a scope such as `meeting:12`, newest first."""
        return self.filter(scope=scope).order_by("-number")


class Event(models.Model):
    """One thing that happened; never changed, never deleted, chained to the one before and sealed."""

    number = models.PositiveBigIntegerField(unique=True)
    happened_at = models.DateTimeField()
    verb = models.CharField(max_length=120)
    actor_id = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=200)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=300)
    scope = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    note_digest = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    key_name = models.CharField(
        max_length=16, blank=True, help_text=gettext_lazy("The key it is sealed with")
    )
    seal = models.CharField(
        max_length=64, blank=True, help_text=gettext_lazy("Empty on events older than the seals")
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="event_subject"),
            models.Index(fields=["scope", "-number"], name="event_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.actor_name} {self.verb} {self.subject_label}"

    @property
    def sentence(self) -> str:
        """Who did what, as a page tells it: "Ellen Marsh published the agenda"."""
        return told(self.actor_name, self.verb)

    def computed_hash(self) -> str:
        """The hash that this row's own values and its predecessor's hash give."""
        values = [
            self.previous_hash,
            self.number,
            self.happened_at.isoformat(),
            self.verb,
            self.actor_id,
            self.actor_name,
            self.subject_type,
            self.subject_id,
            self.subject_label,
            self.scope,
            self.data,
            self.note_digest,
        ]
        return hash_of_values(values)


class EventNote(models.Model):
    """The free text of an event, kept apart so that personal data can be erased and the chain still holds."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="note")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text

    def digest(self) -> str:
        """The salted digest that the chain covers."""
        return hashlib.sha256(f"{self.salt}:{self.text}".encode()).hexdigest()


class ChainHead(models.Model):
    """The one row that writers lock, so that the chain has one order."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST_HASH)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
