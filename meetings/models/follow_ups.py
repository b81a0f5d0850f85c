"""What somebody undertook or was asked to do: one ledger for a body, from the minute to the answer."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import GreaterThanOrEqual, LessThan, LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from meetings.models.answering import answered_by
from meetings.models.restricted_business import closed_minutes, kept_minutes
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foundation.accounts.models import User
    from meetings.models.meeting import Meeting


# The day each is due now: put off, set for a response, as minuted, or the day of the meeting it is due at.
DUE_NOW = Coalesce("moved_to", "response__respond_by", "due_on", TruncDate("due_meeting__starts_at"))
# What may have come of the private part of its minute: it stands after no paragraph of the public text.
BESIDE_A_PRIVATE_PART = Q(stands="") & ~Q(minute__private_text="")


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Ways to ask for follow-ups."""

    def visible_to(self, user: "User") -> "FollowUpQuerySet":
        """Those under minutes this user may read before they are published, and those they answer for.

        Whoever answers for one reads it when its minutes are out and its business was open; nobody reads what
        came of restricted business that they are shut out of.
        """
        bodies = bodies_with_drafts(user, timezone.localdate())
        own = FollowUp.objects.answered_by(user).of_published_minutes().of_open_business()
        found = self.filter(Q(body_id__in=bodies) | Q(pk__in=own.values("pk")))
        return found.exclude(minute__in=kept_minutes(user))

    def of_published_minutes(self) -> "FollowUpQuerySet":
        """Those under minutes that are out, as a draft or confirmed."""
        return self.filter(minute__minutes__status__in=["published", "confirmed"])

    def of_open_business(self) -> "FollowUpQuerySet":
        """Those that came of nothing that is kept from the public.

        A minute without an agenda item of a meeting with restricted items may be about one of them, so what
        came of it stays inside, too; so does what came of a minute with a private part, unless it stands
        after a paragraph of the public text.
        """
        from meetings.models.minutes import Minute

        closed = closed_minutes().values("pk")
        private = Minute.objects.filter(minutes__meeting__is_private=True).values("pk")
        return self.exclude(Q(minute__in=closed) | Q(minute__in=private) | BESIDE_A_PRIVATE_PART)

    def beside_a_private_part(self) -> "FollowUpQuerySet":
        """Those that may have come of the private part of their minute."""
        return self.filter(BESIDE_A_PRIVATE_PART)

    def on_public_log(self) -> "FollowUpQuerySet":
        """Those the public may read of: meant for it, of open business, under minutes that are out."""
        return self.filter(is_public=True).of_published_minutes().of_open_business()

    def with_due(self) -> "FollowUpQuerySet":
        """With the day each is due now as `due_now`, and the day of the meeting it came from as `came_on`."""
        return self.annotate(
            due_now=DUE_NOW,
            came_on=TruncDate("minute__minutes__meeting__starts_at"),
        )

    def outstanding(self) -> "FollowUpQuerySet":
        """Those still to be done, the longest due first, those without a day before all."""
        return (
            self.filter(state__in=FollowUp.OUTSTANDING)
            .with_due()
            .order_by(F("due_now").asc(nulls_first=True), "number", "pk")
        )

    def discharged(self) -> "FollowUpQuerySet":
        """Those that are done, the latest first."""
        return self.filter(state=FollowUp.State.DISCHARGED).order_by("-discharged_on", "-pk")

    def closed(self) -> "FollowUpQuerySet":
        """Those that are done or were dropped, the latest first."""
        found = self.exclude(state__in=FollowUp.OUTSTANDING).with_due()
        return found.order_by(Coalesce("discharged_on", "dropped_on").desc(), "-pk")

    def overdue(self, *, on: date) -> "FollowUpQuerySet":
        """Those whose day has passed and nothing came."""
        return self.filter(LessThan(DUE_NOW, on), state__in=FollowUp.WAITING)

    def due_between(self, first: date, last: date) -> "FollowUpQuerySet":
        """Those that wait and are due on one of these days."""
        within = (GreaterThanOrEqual(DUE_NOW, first), LessThanOrEqual(DUE_NOW, last))
        return self.filter(*within, state__in=FollowUp.WAITING)

    def untouched(self) -> "FollowUpQuerySet":
        """Those of which nobody has said anything yet: version 1, still open, on no later agenda."""
        return self.filter(version=1, state=FollowUp.State.OPEN, arising__isnull=True)

    def recommendations(self) -> "FollowUpQuerySet":
        """What the body recommended to somebody else."""
        return self.filter(kind=FollowUp.Kind.RECOMMENDATION)

    def awaiting_response(self) -> "FollowUpQuerySet":
        """Those that wait for a response."""
        return self.filter(state__in=FollowUp.WAITING, response__received_on__isnull=True)

    def earlier_than(self, meeting: "Meeting") -> "FollowUpQuerySet":
        """Those that came from earlier meetings of the same body."""
        return self.filter(body_id=meeting.body_id, minute__minutes__meeting__starts_at__lt=meeting.starts_at)

    def without_owner(self) -> "FollowUpQuerySet":
        """Those for which nobody answers."""
        return self.filter(owner="", answerer__isnull=True, answerer_name="")

    def owned_by(self, words: str) -> "FollowUpQuerySet":
        """Those whose owner, as printed or as settled, is called something with these words in it."""
        return self.filter(
            Q(owner__icontains=words)
            | Q(answerer_name__icontains=words)
            | Q(answerer__family_name__icontains=words)
        )

    def answered_by(self, user: "User") -> "FollowUpQuerySet":
        """Those this user answers for, in person or for the office."""
        return self.filter(answered_by(user, timezone.localdate()))

    def of_bodies(self, bodies: "Iterable[int]") -> "FollowUpQuerySet":
        """Those of these bodies."""
        return self.filter(body_id__in=bodies)

    def with_minute(self) -> "FollowUpQuerySet":
        """Together with the minute and the meeting they come from."""
        return self.select_related("minute__minutes__meeting__body")

    def whole(self) -> "FollowUpQuerySet":
        """Everything a row of the ledger shows, in a fixed number of queries."""
        return (
            self.with_due()
            .with_minute()
            .select_related("answerer__user", "due_meeting", "response", "discharged_at", "decision")
            .prefetch_related("updates", "minute__minutes__meeting__body__dated_settings")
        )


class FollowUp(models.Model):
    """Something somebody undertook or was asked to do.

    Kind, text, owner and day are as the minutes print them. Who answers for it, a later day, what was heard
    and how it ended are the ledger's own, so that nothing done afterwards changes confirmed minutes.
    """

    class Kind(models.TextChoices):
        ACTION = "action", gettext_lazy("Action")
        UNDERTAKING = "undertaking", gettext_lazy("Undertaking")
        RECOMMENDATION = "recommendation", gettext_lazy("Recommendation")
        ITEM_TO_RAISE = "item_to_raise", gettext_lazy("Item to raise")

    class State(models.TextChoices):
        OPEN = "open", gettext_lazy("Open")
        IN_HAND = "in_hand", gettext_lazy("In progress")
        ANSWERED = "answered", gettext_lazy("Answered")
        DISCHARGED = "discharged", gettext_lazy("Complete")
        DROPPED = "dropped", gettext_lazy("No further action")

    WAITING = (State.OPEN, State.IN_HAND)
    OUTSTANDING = (State.OPEN, State.IN_HAND, State.ANSWERED)
    # What the public log shows unless somebody says otherwise: an offer noted by the clerk is not announced.
    USUALLY_PUBLIC = (Kind.ACTION, Kind.RECOMMENDATION)

    ref = ReferenceField()
    body = models.ForeignKey("panels.Body", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text=gettext_lazy("In the log of the body"))
    minute = models.ForeignKey("meetings.Minute", on_delete=models.CASCADE, related_name="follow_ups")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.ACTION)
    text = models.TextField()
    owner = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("As printed: a person, an office")
    )
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(
        max_length=120,
        blank=True,
        help_text=gettext_lazy("As printed where no day is named: by the September meeting"),
    )
    due_meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stands = models.CharField(
        max_length=40, blank=True, help_text=gettext_lazy("Blank: below; or after a paragraph")
    )
    decision = models.ForeignKey(
        "meetings.Decision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    limb = models.PositiveSmallIntegerField(null=True, blank=True, help_text=gettext_lazy("1 is limb (a)"))
    answerer = models.ForeignKey(
        "panels.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answerer_name = models.CharField(max_length=200, blank=True)
    answerer_email = models.EmailField(blank=True)
    moved_to = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("A later day than the minutes say")
    )
    due_asked = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("A later day, until it is decided on")
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    is_public = models.BooleanField(default=False, help_text=gettext_lazy("Meant for the public action log"))
    version = models.PositiveIntegerField(default=1)
    discharged_on = models.DateField(null=True, blank=True)
    discharged_by = models.CharField(max_length=200, blank=True)
    discharged_at = models.ForeignKey(
        "meetings.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence = models.CharField(
        max_length=600, blank=True, help_text=gettext_lazy("What shows that it is done")
    )
    dropped_on = models.DateField(null=True, blank=True)
    dropped_by = models.CharField(max_length=200, blank=True)
    dropped_reason = models.CharField(max_length=600, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["minute", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="one_follow_up_per_number"),
            models.CheckConstraint(
                condition=Q(discharged_on__isnull=True, discharged_by="")
                | (Q(discharged_on__isnull=False) & ~Q(discharged_by="")),
                name="discharged_on_and_by_together",
            ),
            models.CheckConstraint(
                condition=Q(state="discharged", discharged_on__isnull=False)
                | (~Q(state="discharged") & Q(discharged_on__isnull=True)),
                name="discharged_follow_up_says_when",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="dropped", dropped_on__isnull=False) & ~Q(dropped_by="") & ~Q(dropped_reason="")
                )
                | (~Q(state="dropped") & Q(dropped_on__isnull=True, dropped_by="", dropped_reason="")),
                name="dropped_follow_up_says_when_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(limb__isnull=True) | Q(limb__gte=1), name="follow_up_limbs_count_from_one"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def scope(self) -> str:
        """The scope of its events: the meeting it came from."""
        return self.minute.minutes.scope

    @property
    def meeting(self) -> "Meeting":
        """The meeting it came from."""
        return self.minute.minutes.meeting

    @property
    def is_incomplete(self) -> bool:
        """True while nobody owns it or no day is set."""
        return not self.who or self.due_day is None

    @property
    def who(self) -> str:
        """Who answers for it now: the one named in the ledger, or the owner as printed."""
        return self.answerer_name or (self.answerer.printed_name if self.answerer else "") or self.owner

    @property
    def response_or_none(self) -> "Response | None":
        """What was asked of somebody outside, where that was recorded."""
        return getattr(self, "response", None)

    @property
    def is_response_owed(self) -> bool:
        """True from the day a written response was required until it was received."""
        response = self.response_or_none
        return bool(response and response.asked_on and not response.received_on)

    @property
    def due_day(self) -> date | None:
        """The day it is due now: put off, set for a response, as minuted, or the day of a meeting."""
        response = self.response_or_none
        meeting = self.due_meeting.day if self.due_meeting else None
        return self.moved_to or (response.respond_by if response else None) or self.due_on or meeting

    @property
    def is_outstanding(self) -> bool:
        """True while it is neither discharged nor dropped."""
        return self.state in self.OUTSTANDING

    @property
    def state_words(self) -> str:
        """How it stands, in a word or two: an item to raise is raised and answered."""
        if self.state == self.State.ANSWERED and self.kind == self.Kind.ITEM_TO_RAISE:
            return _("Raised and answered")
        return self.get_state_display()

    @property
    def mail_address(self) -> str:
        """Where whoever answers for it is reminded; empty when nobody can be."""
        person = self.answerer
        if self.answerer_email or person is None:
            return self.answerer_email
        return person.email or (person.user.email if person.user and person.user.is_active else "")

    def is_late(self, today: date) -> bool:
        """True when its day has passed and nothing came."""
        due = self.due_day
        return self.state in self.WAITING and due is not None and due < today


class FollowUpUpdate(models.Model):
    """What was heard of a follow-up: who said what and when, and the new day if it was put off."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="updates")
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)
    text = models.TextField()
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    due_asked = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The later day that the owner asked for")
    )
    is_decision = models.BooleanField(
        default=False, help_text=gettext_lazy("It answers a request for a later day and tells of no progress")
    )

    class Meta:
        ordering = ["follow_up", "-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(said_by="") & ~Q(text=""), name="update_says_who_and_what")
        ]

    def __str__(self) -> str:
        return self.text


class Response(models.Model):
    """What was asked of somebody outside and what came back: to a recommendation, or to an item raised."""

    follow_up = models.OneToOneField(FollowUp, on_delete=models.CASCADE, related_name="response")
    asked_of = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    raised_at = models.ForeignKey(
        "meetings.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    respond_by = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The reasonable period, as a day")
    )
    received_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    document_ref = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("A reference or web address")
    )
    recorded_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["follow_up"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, text="", document_ref="", recorded_by="")
                | (Q(received_on__isnull=False) & ~Q(recorded_by="") & (~Q(text="") | ~Q(document_ref=""))),
                name="received_response_says_when_who_and_what",
            )
        ]

    def __str__(self) -> str:
        return f"Response to {self.follow_up}"


class ArisingMatter(models.Model):
    """A follow-up of an earlier meeting on the agenda of a later one."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="arising")
    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.CASCADE, related_name="+")
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="arising")

    class Meta:
        ordering = ["meeting", "item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "follow_up"], name="follow_up_arises_once_per_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.follow_up}, arising at {self.meeting}"


class ItemLink(models.Model):
    """An item that goes on from earlier business: deferred to here, reported back, brought again."""

    class Reason(models.TextChoices):
        DEFERRED = "deferred", gettext_lazy("Deferred to this meeting")
        REPORT_BACK = "report_back", gettext_lazy("Report back that was requested")
        PREDECESSOR = "predecessor", gettext_lazy("Follows earlier business on the same subject")

    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.CASCADE, related_name="+")
    earlier_ref = models.CharField(max_length=40, help_text=gettext_lazy("The reference of the earlier item"))
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.PREDECESSOR)
    linked_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "earlier_ref"], name="item_linked_once_to_earlier")
        ]

    def __str__(self) -> str:
        return f"{self.item} follows {self.earlier_ref}"
