"""A draft of minutes sent to members, and what they say about its paragraphs. Never public."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from meetings.models.restricted_business import kept_minutes
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import PersonalLink, User
    from meetings.models.minutes import Minutes

# How long a member finds the answers to their comments among what needs them.
ANSWERED_LATELY = timedelta(days=7)


class DraftRound(models.Model):
    """One sending of draft minutes for comments; what was sent stays as it was."""

    minutes = models.ForeignKey("meetings.Minutes", on_delete=models.CASCADE, related_name="draft_rounds")
    number = models.PositiveIntegerField()
    document = models.JSONField(help_text=gettext_lazy("The minutes as they were sent"))
    due_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["minutes", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="one_draft_round_per_number"),
            models.CheckConstraint(condition=~Q(sent_by=""), name="draft_round_says_who_sent_it"),
        ]

    def __str__(self) -> str:
        return f"Draft {self.number} of {self.minutes}"


class DraftReaderQuerySet(models.QuerySet["DraftReader"]):
    """Ways to ask for the readers of a draft."""

    def of_user(self, user: "User") -> "DraftReaderQuerySet":
        """What was sent to this user."""
        return self.filter(person__user=user)

    def still_members(self, on: date) -> "DraftReaderQuerySet":
        """Those who have a seat on the body of the minutes on the day: with the seat goes the draft."""
        from panels.models import Term

        seats = Term.objects.current_on(on).filter(
            person=OuterRef("person"), seat__body=OuterRef("round__minutes__meeting__body")
        )
        return self.filter(Exists(seats))

    def of_meeting(self, meeting_pk: int) -> "DraftReaderQuerySet":
        """Drafts of the minutes of one meeting."""
        return self.filter(round__minutes__meeting=meeting_pk)

    def opened_by(self, link: "PersonalLink") -> "DraftReaderQuerySet":
        """What a personal link opens."""
        return self.filter(ref=link.target)

    def to_read(self, today: date) -> "DraftReaderQuerySet":
        """Those to comment on still, and those whose comments were answered lately (`is_answered`)."""
        said = DraftComment.objects.filter(reader=OuterRef("pk"))
        lately = said.filter(answered_at__date__gt=today - ANSWERED_LATELY)
        waiting = ~Exists(said) & Q(round__due_on__gte=today) & ~Q(round__minutes__status="confirmed")
        return self.annotate(is_answered=Exists(lately)).filter(waiting | Q(is_answered=True))

    def newest_first(self) -> "DraftReaderQuerySet":
        """The last draft first, with everything its page shows."""
        return self.select_related("round__minutes__meeting__body", "person__user").order_by("-round__number")


class DraftReader(models.Model):
    """One member to whom a draft was sent; its reference is what their personal link opens."""

    ref = ReferenceField()
    round = models.ForeignKey(DraftRound, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey("panels.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    has_mail = models.BooleanField(
        default=True, help_text=gettext_lazy("Without an address they are notified in another way")
    )

    objects = DraftReaderQuerySet.as_manager()

    class Meta:
        ordering = ["round", "person__family_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_draft_per_member")]

    def __str__(self) -> str:
        return self.name


class DraftCommentQuerySet(models.QuerySet["DraftComment"]):
    """Ways to ask for comments."""

    def visible_to(self, user: "User") -> "DraftCommentQuerySet":
        """Those on minutes this user may read before publication, but what is kept from them."""
        bodies = bodies_with_drafts(user, timezone.localdate())
        found = self.filter(round__minutes__meeting__body_id__in=bodies)
        return found.exclude(minute_ref__in=kept_minutes(user).values("ref"))

    def on(self, minutes: "Minutes") -> "DraftCommentQuerySet":
        """Those on every draft of these minutes, with who made them."""
        return self.filter(round__minutes=minutes).select_related("reader", "round")

    def by_reader(self, reader: DraftReader) -> "DraftCommentQuerySet":
        """What the same member said about every draft of the same minutes."""
        own = self.filter(reader__person=reader.person_id, round__minutes=reader.round.minutes_id)
        return own.select_related("reader", "round")

    def unanswered(self) -> "DraftCommentQuerySet":
        """Those nobody has dealt with yet."""
        return self.filter(outcome=DraftComment.Outcome.OPEN)


class DraftComment(models.Model):
    """What a member says about one paragraph, with its words as the member read them, and what was done."""

    class Outcome(models.TextChoices):
        OPEN = "open", gettext_lazy("To be dealt with")
        TAKEN_UP = "taken_up", gettext_lazy("Accepted")
        NOT_TAKEN_UP = "not_taken_up", gettext_lazy("Declined")

    round = models.ForeignKey(DraftRound, on_delete=models.CASCADE, related_name="comments")
    reader = models.ForeignKey(DraftReader, on_delete=models.PROTECT, related_name="comments")
    minute_ref = models.CharField(
        max_length=12, blank=True, help_text=gettext_lazy("Blank: about the minutes as a whole")
    )
    place = models.CharField(
        max_length=60, blank=True, help_text=gettext_lazy("The paragraph; blank: the whole minute")
    )
    quoted = models.TextField(blank=True)
    text = models.TextField()
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    reply = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    objects = DraftCommentQuerySet.as_manager()

    class Meta:
        ordering = ["round", "made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(outcome="open", answered_at__isnull=True, answered_by="")
                | (~Q(outcome="open") & Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="comment_answered_at_by_and_how_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Comment by {self.reader}"

    @property
    def made_on(self) -> date:
        """The day it came."""
        return timezone.localdate(self.made_at)

    @property
    def days_late(self) -> int:
        """By how many days it came after the day that was set; 0 when it was in time."""
        return max(0, (self.made_on - self.round.due_on).days)
