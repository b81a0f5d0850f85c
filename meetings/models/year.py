"""The year of a body: its pre-election periods, and its work programme."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from meetings.models.agenda import Business
from meetings.models.restricted_business import kept_items
from meetings.models.when import When
from panels.policies import bodies_served, bodies_with_drafts, bodies_within

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from panels.models import Body


class PreElectionQuerySet(models.QuerySet["PreElectionPeriod"]):
    """Ways to ask for pre-election periods."""

    def of(self, body: "Body") -> "PreElectionQuerySet":
        """Those of one body, the latest first."""
        return self.filter(body=body).order_by("-starts_on")

    def between(self, first: date, last: date) -> "PreElectionQuerySet":
        """Those that touch these days."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def visible_to(self, user: "User") -> "PreElectionQuerySet":
        """Those of the bodies whose secretariat this user serves in."""
        return self.filter(body_id__in=bodies_served(user, timezone.localdate()))


class PreElectionPeriod(models.Model):
    """Days before an election in which publicity is held back; one kept for a year replaces the usual one."""

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    applies = models.BooleanField(
        default=True, help_text=gettext_lazy("No, where there is no election in this body’s area that year")
    )

    objects = PreElectionQuerySet.as_manager()

    class Meta:
        ordering = ["body", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="pre_election_period_ends_after_it_starts",
                violation_error_message=gettext_lazy("The last day comes before the first"),
            ),
            models.UniqueConstraint(
                fields=["body", "starts_on"],
                name="one_pre_election_period_per_day",
                violation_error_message=gettext_lazy("A period from this day has already been saved"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeQuerySet(models.QuerySet["WorkProgrammeItem"]):
    """Ways to ask for items of work programmes."""

    def visible_to(self, user: "User") -> "ProgrammeQuerySet":
        """Those of the bodies this user sits on or serves; what is kept within only for who reads drafts.

        An item on restricted business is kept within, whatever was ticked, and from whom it is kept.
        """
        today = timezone.localdate()
        open_ones = Q(body_id__in=bodies_within(user, today), pk__in=self.model.objects.open_to_all())
        found = self.filter(open_ones | Q(body_id__in=bodies_with_drafts(user, today)))
        return found.exclude(agenda_item__in=kept_items(user))

    def open_to_all(self) -> "ProgrammeQuerySet":
        """Those that may be printed: not kept within, and not on restricted business."""
        from meetings.models.restrictions import Restriction

        kept = Restriction.objects.standing().filter(item__isnull=False).values("item")
        return self.filter(
            ~Q(agenda_item__in=kept) | Q(agenda_item__isnull=True),
            ~Q(agenda_item__parent__in=kept) | Q(agenda_item__parent__isnull=True),
            is_private=False,
        )

    def printable(self) -> "ProgrammeQuerySet":
        """Those that the paper prints: open to all, still ahead, and meant for no private meeting."""
        Status = WorkProgrammeItem.Status
        ahead = self.open_to_all().exclude(status__in=[Status.DONE, Status.DROPPED])
        return ahead.exclude(meeting__is_private=True).exclude(agenda_item__meeting__is_private=True)

    def of_year(self, body: "Body", year: int) -> "ProgrammeQuerySet":
        """The programme of one body for one municipal year, with what its page names."""
        return self.filter(body=body, year=year).with_links()

    def with_links(self) -> "ProgrammeQuerySet":
        """With the meeting wanted and the agenda it stands on."""
        return self.select_related("body", "meeting", "agenda_item__meeting", "agenda_item__parent")

    def waiting(self) -> "ProgrammeQuerySet":
        """Those that are on no agenda yet, and were not dropped."""
        return self.filter(status__in=WorkProgrammeItem.WAITING)

    def wanted_for(self, meeting_id: int) -> "ProgrammeQuerySet":
        """Those that wait for this one meeting."""
        return self.waiting().filter(meeting_id=meeting_id)


class WorkProgrammeItem(models.Model):
    """One thing a body means to deal with: when, where it comes from, on which agenda it stands."""

    class Source(models.TextChoices):
        """Where an item comes from."""

        MEMBER = "member", gettext_lazy("A member")
        COMMISSIONER = "commissioner", gettext_lazy("The Commissioner")
        INQUIRY = "inquiry", gettext_lazy("An inquiry")
        DECISION = "decision", gettext_lazy("A decision, action or recommendation")
        PUBLIC = "public", gettext_lazy("The public")
        CSP = "csp", gettext_lazy("A community safety partnership")
        STATUTE = "statute", gettext_lazy("Required by law")
        SECRETARIAT = "secretariat", gettext_lazy("The secretariat")

    class Status(models.TextChoices):
        IDEA = "idea", gettext_lazy("Idea")
        PLANNED = "planned", gettext_lazy("Planned")
        PLACED = "placed", gettext_lazy("On an agenda")
        DONE = "done", gettext_lazy("Done")
        DROPPED = "dropped", gettext_lazy("Removed")

    class Recurs(models.TextChoices):
        """How an item comes again once its meeting was held."""

        ONCE = "", gettext_lazy("Once")
        ANNUAL = "annual", gettext_lazy("Every year")
        EACH_MEETING = "each_meeting", gettext_lazy("At every meeting")

    WAITING = (Status.IDEA, Status.PLANNED)

    ref = ReferenceField()
    body = models.ForeignKey("panels.Body", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(
        help_text=gettext_lazy("The year in which the municipal year begins")
    )
    title = models.CharField(max_length=500)
    purpose = models.TextField(blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    business = models.CharField(max_length=14, choices=Business, default=Business.REPORT)
    source = models.CharField(max_length=12, choices=Source, default=Source.SECRETARIAT)
    source_words = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("Who, or which decision")
    )
    source_ref = models.CharField(
        max_length=64, blank=True, help_text=gettext_lazy("The reference of what it comes from")
    )
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_month = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The first day of the month")
    )
    last_month = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The first day of the last month")
    )
    recurs = models.CharField(max_length=12, choices=Recurs, blank=True, default=Recurs.ONCE)
    recurs_until = models.DateField(null=True, blank=True)
    is_private = models.BooleanField(
        default=False, help_text=gettext_lazy("Only for those who prepare meetings")
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.IDEA)
    dropped_reason = models.CharField(max_length=500, blank=True)
    agenda_item = models.OneToOneField(
        "meetings.AgendaItem", on_delete=models.PROTECT, null=True, blank=True, related_name="programme"
    )
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["body", "year", "first_month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["placed", "done"]) | Q(agenda_item__isnull=False),
                name="programme_item_placed_means_on_an_agenda",
            ),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(dropped_reason=""),
                name="dropped_programme_item_says_why",
            ),
            models.CheckConstraint(
                condition=Q(first_month__isnull=True, last_month__isnull=True)
                | Q(first_month__isnull=False, last_month__gte=F("first_month")),
                name="programme_months_run_forward",
            ),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | Q(first_month__isnull=True),
                name="programme_item_waits_for_a_meeting_or_a_month",
            ),
            models.CheckConstraint(
                condition=Q(recurs_until__isnull=True) | ~Q(recurs=""),
                name="only_a_recurring_item_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["body", "source_ref", "title"],
                condition=~Q(source_ref="") & Q(status__in=["idea", "planned"]),
                name="one_waiting_programme_item_per_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def when(self) -> When | None:
        """The months in which it is wanted, where it waits for no one meeting."""
        if self.first_month is None or self.last_month is None:
            return None
        return When(self.first_month, self.last_month)

    @property
    def is_waiting(self) -> bool:
        """True while it is on no agenda and not dropped."""
        return self.status in self.WAITING
