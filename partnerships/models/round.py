"""Rounds: before one meeting every partnership is asked for its note."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from meetings.common.notice import last_publication_day
from panels.calendar import excluded_around
from panels.policies import bodies_served
from panels.rules import csp_deadline
from partnerships.models.csp import bodies_known
from partnerships.models.questions import QuestionSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foundation.accounts.models import User
    from meetings.models import Meeting


class RoundQuerySet(models.QuerySet["Round"]):
    """Ways to ask for rounds."""

    def visible_to(self, user: "User") -> "RoundQuerySet":
        """The rounds of the panels whose notes this user may know of."""
        return self.filter(meeting__body_id__in=bodies_known(user, timezone.localdate()))

    def served_by(self, user: "User") -> "RoundQuerySet":
        """The rounds of the panels whose secretariat this user belongs to."""
        return self.filter(meeting__body_id__in=bodies_served(user, timezone.localdate()))

    def whole(self) -> "RoundQuerySet":
        """With meeting, settings and notes, in a fixed number of queries."""
        return self.select_related("meeting__body", "question_set").prefetch_related(
            "meeting__body__dated_settings", "question_set__questions", "notes__csp"
        )

    def with_notes(self) -> "RoundQuerySet":
        """With meeting, settings and who has sent a note: what a row or a dot of a timeline is made of."""
        return self.select_related("meeting__body").prefetch_related(
            "meeting__body__dated_settings", "notes__csp"
        )

    def before(self, earlier_than: "Round") -> "RoundQuerySet":
        """The rounds of the same panel for earlier meetings, the latest first."""
        meeting = earlier_than.meeting
        return self.filter(
            meeting__body_id=meeting.body_id, meeting__starts_at__lt=meeting.starts_at
        ).order_by("-meeting__starts_at")

    def for_meeting(self, meeting: "Meeting") -> "RoundQuerySet":
        """The round of one meeting, if notes were asked for it."""
        return self.filter(meeting=meeting)

    def for_meetings(self, meetings: "Sequence[Meeting]") -> "RoundQuerySet":
        """The rounds of these meetings."""
        return self.filter(meeting__in=meetings)

    def to_come(self, today: date) -> "RoundQuerySet":
        """The rounds whose meeting is today or later."""
        return self.filter(meeting__starts_at__date__gte=today).exclude(
            meeting__status__in=("cancelled", "no_business")
        )


class Round(models.Model):
    """One asking: each partnership of a panel writes a note for one meeting, with one question set."""

    ref = ReferenceField()
    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.PROTECT, related_name="+")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    due_override = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("Where the usual date does not suit")
    )
    told_due_on = models.DateField(help_text=gettext_lazy("The due date the partnerships last received"))
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__starts_at"]

    def __str__(self) -> str:
        return f"Briefing round for {self.meeting.day:%-d %B %Y}"

    @property
    def due_on(self) -> date:
        """The day notes are due: so many days before the meeting wherever that now is, unless set by hand."""
        return self.due_override or self.usual_due_on

    @property
    def usual_due_on(self) -> date:
        """The day that follows from the meeting's date by the panel's own rule, always a working day."""
        settings = self.meeting.settings
        excluded = excluded_around(settings, self.meeting.day)
        return csp_deadline(self.meeting.day, settings.csp_deadline_days, excluded)

    @property
    def publish_by(self) -> date:
        """The last day to publish the agenda of the meeting: the paper made of the notes goes with it."""
        return last_publication_day(self.meeting)

    @property
    def scope(self) -> str:
        """The scope under which history gathers this round: that of its meeting."""
        return self.meeting.scope
