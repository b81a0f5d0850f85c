"""Minutes: the record of one meeting, one numbered minute per item or several."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from meetings.models.restricted_business import kept_minutes
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from meetings.models.meeting import Meeting
    from panels.models import Body


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Ways to ask for minutes."""

    def visible_to(self, user: "User") -> "MinutesQuerySet":
        """The minutes this user may read before publication: secretariat, chair, monitoring officer."""
        return self.filter(meeting__body_id__in=bodies_with_drafts(user, timezone.localdate()))

    def brought_to(self, meeting: "Meeting") -> "MinutesQuerySet":
        """Published minutes that the agenda of this meeting brings and nobody has confirmed, by day."""
        from meetings.models.agenda import AgendaItem

        brought = AgendaItem.objects.filter(meeting=meeting, withdrawn_at=None).values("minutes_of")
        waiting = self.filter(status=Minutes.Status.PUBLISHED, meeting__in=brought)
        return waiting.select_related("meeting__body").order_by("meeting__starts_at")

    def whole(self) -> "MinutesQuerySet":
        """Everything the minutes are written from, in a fixed number of queries."""
        from meetings.models.agenda import AgendaItem
        from meetings.models.attendance import Attendance
        from meetings.models.day import DayEntry
        from meetings.models.elections import Election
        from meetings.models.papers import Paper
        from meetings.models.votes import Vote

        day = DayEntry.objects.standing().select_related("item", "person")
        roll = Attendance.objects.select_related("person", "substitute_for")
        papers = Prefetch("placements__paper", queryset=Paper.objects.with_has_come())
        items = AgendaItem.objects.prefetch_related("minutes_of", "placements", papers)
        return self.select_related(
            "meeting__body", "meeting__venue", "confirmed_at_meeting"
        ).prefetch_related(
            "meeting__body__dated_settings",
            Prefetch("meeting__attendances", queryset=roll),
            Prefetch("meeting__day_entries", queryset=day, to_attr="entries_of_day"),
            "meeting__interests__items",
            "meeting__questions",
            Prefetch("meeting__votes", queryset=Vote.objects.whole()),
            Prefetch("meeting__elections", queryset=Election.objects.whole()),
            Prefetch("meeting__items", queryset=items),
            "entries__minute_items",
            "entries__decisions__limbs",
            "entries__follow_ups",
            "passed_points",
        )


class MinuteQuerySet(models.QuerySet["Minute"]):
    """Ways to ask for single minutes."""

    def visible_to(self, user: "User") -> "MinuteQuerySet":
        """The minutes in minutes this user may read before they are published, but what is kept from them."""
        found = self.filter(minutes__in=Minutes.objects.visible_to(user))
        return found.exclude(pk__in=kept_minutes(user).values("pk"))

    def to_write(self) -> "MinuteQuerySet":
        """Together with the meeting and its body."""
        return self.select_related("minutes__meeting__body")

    def issued_in(self, period: str) -> "MinuteQuerySet":
        """Those whose number was issued in this period."""
        return self.filter(issued_period=period).exclude(issued_label="")

    def cited(self, body: "Body", label: str, day: date | None = None) -> "MinuteQuerySet":
        """The minutes of a body that bear this number, or a paragraph of which bears it.

        With the day of the meeting there is one at most; without it the same number of another year is
        found too, so that a reader can be told that the reference says too little.
        """
        numbered = Q(issued_label__iexact=label) | Q(paragraph_numbers__label__iexact=label)
        found = self.filter(numbered, minutes__meeting__body=body)
        if day is not None:
            found = found.filter(minutes__meeting__starts_at__date=day)
        return found.distinct().select_related("minutes__meeting")

    def with_private_part(self, body_id: int) -> "MinuteQuerySet":
        """Those of a body that have, or had, a part taken in private; with their versions."""
        had = Q(text_versions__private_text__gt="")
        found = self.filter(had | ~Q(private_text=""), minutes__meeting__body=body_id).distinct()
        return found.select_related("minutes__meeting").prefetch_related("text_versions").order_by("pk")

    def by_day(self) -> "MinuteQuerySet":
        """In the order of their meetings, the latest first."""
        return self.order_by("-minutes__meeting__starts_at", "position")


class Minutes(models.Model):
    """The minutes of one meeting, from draft to confirmed at a later meeting."""

    class Status(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft, not public")
        PUBLISHED = "published", gettext_lazy("Published as draft")
        CONFIRMED = "confirmed", gettext_lazy("Confirmed")

    ref = ReferenceField()
    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.CASCADE, related_name="minutes")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    first_number = models.PositiveIntegerField(
        null=True, blank=True, help_text=gettext_lazy("Blank: the next number of the body")
    )
    started_at = models.TimeField(null=True, blank=True)
    ended_at = models.TimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    confirmed_at_meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(
        default=dict,
        blank=True,
        help_text=gettext_lazy("What was answered to the questions of the record: yes or no"),
    )
    head_follows = models.BooleanField(
        default=False,
        help_text=gettext_lazy("Title and attendance follow the facts again until they are published"),
    )
    facts_kept = models.CharField(
        max_length=64,
        blank=True,
        help_text=gettext_lazy("The change of title and attendance that was decided against"),
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["meeting"]
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="confirmed")
                | (Q(confirmed_on__isnull=False, confirmed_at_meeting__isnull=False) & ~Q(confirmed_by="")),
                name="confirmed_minutes_say_when_and_where",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | (Q(published_at__isnull=False) & ~Q(published_by="")),
                name="published_minutes_say_when_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"

    @property
    def scope(self) -> str:
        """The scope under which history gathers the events of the meeting."""
        return f"meeting:{self.meeting_id}"


class Minute(models.Model):
    """One numbered minute. The opening is written from the record until a person changes it."""

    ref = ReferenceField()
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="entries")
    items = models.ManyToManyField("meetings.AgendaItem", through="meetings.MinuteItem", related_name="+")
    position = models.PositiveIntegerField(default=0)
    # "exclusion": the minute that the record keeps for the resolution that excluded the public.
    about = models.CharField(max_length=12, blank=True, editable=False)
    title = models.CharField(max_length=500)
    opening = models.TextField(blank=True, help_text=gettext_lazy("Blank: the automatic wording"))
    opening_facts = models.TextField(
        blank=True, help_text=gettext_lazy("What the record said when a person wrote the opening")
    )
    text = models.TextField(blank=True, help_text=gettext_lazy("Rich text, cleaned"))
    private_text = models.TextField(
        blank=True, help_text=gettext_lazy("Rich text that the public never reads: business taken in private")
    )
    public_summary = models.TextField(
        blank=True, help_text=gettext_lazy("What the public reads of the private part")
    )
    version = models.PositiveIntegerField(default=1)
    published_words = models.JSONField(
        null=True, blank=True, help_text=gettext_lazy("The sentences of the record as they were published")
    )
    published_version = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text=gettext_lazy("The version that was published; none: it is written again"),
    )
    facts_kept = models.CharField(
        max_length=64, blank=True, help_text=gettext_lazy("The change of its facts that was decided against")
    )
    issued_label = models.CharField(max_length=24, blank=True, editable=False)
    issued_period = models.CharField(max_length=80, blank=True, editable=False)

    objects = MinuteQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issued_period", "issued_label"],
                condition=~Q(issued_label=""),
                name="one_minute_per_number_and_period",
                violation_error_message=gettext_lazy("Another minute already has this number"),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ParagraphNumber(models.Model):
    """The number of one paragraph, where a body numbers every paragraph: issued once, with its words."""

    minute = models.ForeignKey(Minute, on_delete=models.CASCADE, related_name="paragraph_numbers")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=24)
    period = models.CharField(max_length=80)
    words = models.TextField(
        blank=True, help_text=gettext_lazy("The paragraph as it was last issued; blank where it was removed")
    )

    class Meta:
        ordering = ["minute", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "label"],
                name="one_paragraph_per_number_and_period",
                violation_error_message=gettext_lazy("Another paragraph already has this number"),
            )
        ]

    def __str__(self) -> str:
        return f"Paragraph {self.label}"


class PassedPoint(models.Model):
    """A point of the check before publication that somebody overruled, with the reason.

    It is bound to the sentence: where the facts change and the sentence with them, it counts no more.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="passed_points")
    code = models.CharField(max_length=24)
    sentence = models.TextField()
    reason = models.TextField()
    passed_at = models.DateTimeField()
    passed_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["minutes", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "code", "sentence"], name="point_passed_once"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(passed_by=""), name="passed_point_says_why_and_by"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class MinuteItem(models.Model):
    """Which agenda items a minute covers, in order."""

    minute = models.ForeignKey(Minute, on_delete=models.CASCADE, related_name="minute_items")
    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["minute", "position"]
        constraints = [models.UniqueConstraint(fields=["minute", "item"], name="item_once_per_minute")]

    def __str__(self) -> str:
        return f"{self.item} in {self.minute}"


class TextVersionQuerySet(models.QuerySet["TextVersion"]):
    """Ways to ask for versions of a minute."""

    def saved_since(self, number: int) -> "TextVersionQuerySet":
        """Those newer than this one."""
        return self.filter(number__gt=number)

    def by_others_than(self, user: "User") -> "TextVersionQuerySet":
        """Those that somebody else saved."""
        return self.exclude(person=user)


class TextVersion(models.Model):
    """One saved state of a minute's text: who, when, and the whole of it.

    What a page saved by itself within some minutes may be one version; `began_at` is its first save.
    `typed` is what was typed where the saved text was merged from it and a newer version.
    """

    class Way(models.TextChoices):
        SAVED = "saved", gettext_lazy("Saved")
        AUTOSAVED = "autosaved", gettext_lazy("Saved while typing")
        MERGED = "merged", gettext_lazy("Combined")
        RESTORED = "restored", gettext_lazy("Restored")

    minute = models.ForeignKey(Minute, on_delete=models.CASCADE, related_name="text_versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500, blank=True)
    opening = models.TextField(blank=True)
    text = models.TextField(blank=True)
    private_text = models.TextField(blank=True)
    public_summary = models.TextField(blank=True)
    rest = models.JSONField(
        null=True, blank=True, help_text=gettext_lazy("Items, limbs and follow-ups; none: not kept")
    )
    typed = models.JSONField(null=True, blank=True)
    hash = models.CharField(max_length=64)
    way = models.CharField(max_length=10, choices=Way, default=Way.SAVED)
    began_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)
    person = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    editor = models.CharField(
        max_length=24, blank=True, help_text=gettext_lazy("The open page it was typed in")
    )

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        ordering = ["minute", "-number"]
        constraints = [models.UniqueConstraint(fields=["minute", "number"], name="one_text_per_version")]

    def __str__(self) -> str:
        return f"{self.minute}, version {self.number}"
