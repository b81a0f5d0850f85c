"""What a meeting is at now, as the public reads it while it goes on."""

from typing import Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.dates import clock_time

SHOWN = ("pk", "version", "heading", "html", "state")
OF_MEETING = ("ref", "body_name", "name", "starts_at", "venue", "accent_colour")


class LivePageQuerySet(models.QuerySet["LivePage"]):
    """Ways to ask for live pages."""

    def watched(self, ref: str) -> "dict[str, Any] | None":
        """What the page of one meeting shows while it is switched on, in one query."""
        found: dict[str, Any] | None = (
            self.filter(meeting__ref=ref, is_on=True)
            .values(*SHOWN, **{name: F(f"meeting__{name}") for name in OF_MEETING})
            .first()
        )
        return found

    def on_of(self, ref: str) -> "LivePageQuerySet":
        """The live page of one meeting while it is switched on, or none."""
        return self.filter(meeting__ref=ref, is_on=True)


class LivePage(models.Model):
    """The live facts of one meeting, published by an act of their own each time they change.

    `html` is the frozen words of the page, so that two hundred watchers cost one query each and nothing more.
    """

    class State(models.TextChoices):
        NOT_STARTED = "not_started", gettext_lazy("Not started yet")
        OPEN = "open", gettext_lazy("In public")
        PRIVATE = "private", gettext_lazy("In private session")
        ADJOURNED = "adjourned", gettext_lazy("Adjourned")
        ENDED = "ended", gettext_lazy("Ended")

    meeting = models.OneToOneField("library.PublicMeeting", on_delete=models.PROTECT, related_name="live")
    is_on = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.NOT_STARTED)
    label = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=500, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    lines = models.JSONField(default=list, help_text=gettext_lazy("label, title and state of each item"))
    heading = models.CharField(max_length=600, blank=True)
    html = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    objects = LivePageQuerySet.as_manager()

    class Meta:
        ordering = ["meeting"]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.heading}"

    def words(self) -> str:
        """What is on now, in a few words; frozen as the heading when it is published."""
        when = _(" since {time}").format(time=clock_time(self.since)) if self.since else ""
        if self.state == self.State.OPEN:
            if self.label:
                return _("Now at item {label}").format(label=self.label)
            return _("Now: {title}").format(title=self.title) if self.title else _("Between two items")
        if self.state == self.State.ENDED:
            return (
                _("The meeting ended at {time}").format(time=clock_time(self.since))
                if self.since
                else _("The meeting has ended")
            )
        return {
            self.State.PRIVATE: _("In private session{when}").format(when=when),
            self.State.ADJOURNED: f"Adjourned{when}",
        }.get(self.State(self.state), _("The meeting has not started yet"))
