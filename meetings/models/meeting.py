"""One meeting of a body: when, where, of what type, and how far its agenda is."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from panels.models.bodies_by_role import in_bodies_of
from panels.models.contact import Contact
from panels.policies import may_know_of

LONDON = ZoneInfo("Europe/London")

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from meetings.models.minutes import Minutes
    from panels.models import Body, BodySettings


def _noon(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time(12)), LONDON) if day else None


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Ways to ask for meetings."""

    def visible_to(self, user: "User") -> "MeetingQuerySet":
        """The meetings of the bodies in which this user has a role today; private ones if they sit there."""
        today = timezone.localdate()
        return self.filter(in_bodies_of(user, today), may_know_of(user, today))

    def with_question_count(self) -> "MeetingQuerySet":
        """Each with how many questions, statements and petitions have been received and not withdrawn."""
        asked = apps.get_model("meetings", "PublicQuestion").objects.filter(meeting=models.OuterRef("pk"))
        standing = asked.exclude(status__in=["waiting", "withdrawn"]).order_by().values("meeting")
        counted = standing.annotate(count=models.Count("pk")).values("count")
        return self.annotate(question_count=models.Subquery(counted))

    def upcoming(self, today: date) -> "MeetingQuerySet":
        """Meetings from today on that are still to be held, the next one first."""
        return self.filter(starts_at__date__gte=today, status__in=Meeting.STILL_TO_COME).order_by("starts_at")

    def coming(self, today: date) -> "MeetingQuerySet":
        """Every meeting from today on, the cancelled ones too, the next one first."""
        return self.filter(starts_at__date__gte=today).order_by("starts_at")

    def planned_between(self, body: "Body", first: date, last: date) -> "MeetingQuerySet":
        """The meetings of a body from one day to another that are not called off, in time order."""
        called_off = [Meeting.Status.CANCELLED, Meeting.Status.NO_BUSINESS]
        days = self.filter(body=body, starts_at__date__gte=first, starts_at__date__lte=last)
        return days.exclude(status__in=called_off).order_by("starts_at", "pk")

    def open_to_public(self) -> "MeetingQuerySet":
        """Those that are not private."""
        return self.filter(is_private=False)

    def open_for_items(self, today: date) -> "MeetingQuerySet":
        """Coming meetings whose agenda is not published, the next one first."""
        return self.upcoming(today).exclude(agenda_status=Meeting.Agenda.PUBLISHED)

    def past(self, today: date) -> "MeetingQuerySet":
        """Meetings before today, the latest first."""
        return self.filter(starts_at__date__lt=today).order_by("-starts_at")

    def before(self, meeting: "Meeting") -> "MeetingQuerySet":
        """Earlier meetings of the same body that may have minutes, the latest first."""
        return (
            self.filter(body=meeting.body, starts_at__lt=meeting.starts_at)
            .exclude(status__in=[Meeting.Status.CANCELLED, Meeting.Status.NO_BUSINESS])
            .order_by("-starts_at")
        )

    def with_lines_like(self, meeting: "Meeting") -> "MeetingQuerySet":
        """Other meetings of the same body that have an agenda to copy, the latest first."""
        others = self.filter(body=meeting.body, items__isnull=False).exclude(pk=meeting.pk)
        return others.distinct().order_by("-starts_at")

    def on(self, day: date) -> "MeetingQuerySet":
        """The meetings of one day."""
        return self.filter(starts_at__date=day)

    def of_bodies(self, bodies: Iterable[int]) -> "MeetingQuerySet":
        """The meetings of these bodies."""
        return self.filter(body_id__in=list(bodies))

    def open_to_the_public(self) -> "MeetingQuerySet":
        """Announced meetings that are not private: those to which the public can put something."""
        return self.filter(is_private=False, announced_at__isnull=False)

    def with_settings(self) -> "MeetingQuerySet":
        """With body, dated settings, venue and minutes: what every page of a meeting names."""
        return self.select_related("body", "venue", "minutes").prefetch_related("body__dated_settings")

    def with_agenda(self) -> "MeetingQuerySet":
        """Everything an agenda page shows, in a fixed number of queries."""
        return self.select_related("body", "venue").prefetch_related(
            "body__dated_settings", "items__placements__paper", "items__minutes_of"
        )


class Meeting(models.Model):
    """A meeting, from the date in the calendar to the confirmed minutes."""

    class Kind(models.TextChoices):
        """The types of V5."""

        ORDINARY = "ordinary", gettext_lazy("Ordinary meeting")
        ANNUAL = "annual", gettext_lazy("Annual meeting")
        PRECEPT = "precept", gettext_lazy("Precept meeting")
        SPECIAL = "special", gettext_lazy("Special meeting")
        CONFIRMATION_HEARING = "confirmation_hearing", gettext_lazy("Confirmation hearing")
        SCRUTINY_HEARING = "scrutiny_hearing", gettext_lazy("Scrutiny hearing")
        SHADOW = "shadow", gettext_lazy("Shadow meeting")
        INFORMAL = "informal", gettext_lazy("Informal meeting")
        RECONVENED = "reconvened", gettext_lazy("Reconvened meeting")
        JOINT = "joint", gettext_lazy("Joint meeting")
        BRIEFING = "briefing", gettext_lazy("Briefing")
        SITE_VISIT = "site_visit", gettext_lazy("Site visit")
        WORKING_GROUP = "working_group", gettext_lazy("Working group")

    class Status(models.TextChoices):
        """The states of V6."""

        SCHEDULED = "scheduled", gettext_lazy("Scheduled")
        MOVED = "moved", gettext_lazy("Moved")
        CONFIRMED = "confirmed", gettext_lazy("Date confirmed")
        CANCELLED = "cancelled", gettext_lazy("Cancelled")
        HELD = "held", gettext_lazy("Held")
        ADJOURNED = "adjourned", gettext_lazy("Adjourned")
        INQUORATE = "inquorate", gettext_lazy("Not quorate")
        NO_BUSINESS = "no_business", gettext_lazy("No business")

    # A meeting that does not take place.
    OFF = (Status.CANCELLED, Status.NO_BUSINESS)

    class Agenda(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        WITH_CHAIR = "with_chair", gettext_lazy("With the Chair")
        AGREED = "agreed", gettext_lazy("Agreed")
        PUBLISHED = "published", gettext_lazy("Published")

    STILL_TO_COME = (Status.SCHEDULED, Status.MOVED, Status.CONFIRMED)
    PRIVATE_KINDS = (Kind.SCRUTINY_HEARING, Kind.INFORMAL, Kind.BRIEFING, Kind.SITE_VISIT, Kind.WORKING_GROUP)

    ref = ReferenceField()
    body = models.ForeignKey("panels.Body", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=Kind, default=Kind.ORDINARY)
    title = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("Only where the type does not say enough")
    )
    starts_at = models.DateTimeField()
    start_condition = models.CharField(
        max_length=160,
        blank=True,
        help_text=gettext_lazy("For example, or as soon as possible after the main meeting"),
    )
    venue = models.ForeignKey(
        "panels.Venue", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_private = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=Status, default=Status.SCHEDULED)
    status_reason = models.CharField(max_length=500, blank=True)
    moved_from = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("When it was to be before its last move")
    )
    agenda_status = models.CharField(max_length=12, choices=Agenda, default=Agenda.DRAFT)
    reconvenes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The adjourned meeting that this one resumes"),
    )
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    convened_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=gettext_lazy("Convened at shorter notice: open to the public from then on"),
    )
    late_notice_reason = models.CharField(max_length=500, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    agenda_elsewhere_on = models.DateField(null=True, blank=True)
    minutes_elsewhere_on = models.DateField(null=True, blank=True)
    is_to_be_confirmed = models.BooleanField(
        default=False, help_text=gettext_lazy("Its day is not certain yet, so nothing of it is published")
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["cancelled", "moved"]) | ~Q(status_reason=""),
                name="cancelled_or_moved_with_a_reason",
                violation_error_message=gettext_lazy("Enter why the meeting was cancelled or moved"),
            ),
            at_and_by("announced", name="announced_at_and_by_together"),
            at_and_by("published", name="agenda_published_at_and_by_together"),
            models.CheckConstraint(
                condition=~Q(agenda_status="published") | Q(published_at__isnull=False),
                name="published_agenda_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.day:%-d %B %Y}"

    @property
    def name(self) -> str:
        """What the meeting is called without its date."""
        return self.title or self.get_kind_display()

    @property
    def is_open_to_the_public(self) -> bool:
        """True for an announced meeting that is not private; `open_to_the_public` asks the same of many."""
        return not self.is_private and self.announced_at is not None

    @property
    def is_off(self) -> bool:
        """True for a meeting that does not take place: cancelled, or without business."""
        return self.status in self.OFF

    @property
    def day(self) -> date:
        """The day of the meeting in London."""
        return timezone.localtime(self.starts_at).date()

    @property
    def public_since(self) -> datetime | None:
        """When the public could read its agenda first: here, or where it was published before."""
        return _noon(self.agenda_elsewhere_on) or self.published_at

    @property
    def agenda_elsewhere_at(self) -> datetime | None:
        """When its agenda was published elsewhere, reckoned at noon of that day."""
        return _noon(self.agenda_elsewhere_on)

    @property
    def minutes_elsewhere_at(self) -> datetime | None:
        """When its minutes were published elsewhere, reckoned at noon of that day."""
        return _noon(self.minutes_elsewhere_on)

    @property
    def scope(self) -> str:
        """The scope under which history gathers this meeting's events."""
        return f"meeting:{self.pk}"

    @property
    def minutes_or_none(self) -> "Minutes | None":
        """Its minutes, where somebody began them."""
        return getattr(self, "minutes", None)

    @property
    def has_published_minutes(self) -> bool:
        """True when its minutes are out, as a draft or confirmed, so that a later one can be given them."""
        minutes = self.minutes_or_none
        return minutes is not None and minutes.status != minutes.Status.DRAFT

    @property
    def settings(self) -> "BodySettings":
        """The body's settings on the day of the meeting, so that a pack prints the names of its own date."""
        return self.body.settings_on(self.day)

    @property
    def access(self) -> list[str]:
        """What is said of the access to its venue, as it is on the day of the meeting."""
        return self.venue.access_sentences(self.day) if self.venue else []

    @property
    def contact(self) -> Contact:
        """Whom to ask about the meeting: who is named for it, or else the body's contact of its day."""
        return self.contact_or(self.settings.contact)

    def contact_or(self, usual: Contact) -> Contact:
        """The same for whoever has the settings at hand already."""
        return Contact(
            self.contact_name or usual.name,
            self.contact_phone or usual.phone,
            self.contact_email or usual.email,
        )
