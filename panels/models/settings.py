"""The dated settings of a body: one whole row per effective date."""

import re
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from panels.models.contact import Contact, OtherContact
from panels.models.settings_local import MeetingDaySettings, MinutesSettings, QuestionSettings

DECISION_WORDS = {
    "resolved": "RESOLVED:",
    "noted": "It was noted",
    "recommended": "RECOMMENDED:",
    "agreed": "AGREED:",
    "decided": "DECIDED:",
    "unanimous": "UNANIMOUSLY RESOLVED:",
    "referred": "REFERRED:",
    "recommendations": "RECOMMENDATIONS",
    "findings": "FINDINGS",
}


def default_decision_words() -> dict[str, str]:
    """The words most panels print above a decision."""
    return dict(DECISION_WORDS)


def default_reminder_days() -> list[int]:
    """A week before, two days before, and on the day."""
    return [7, 2, 0]


class BodySettings(MeetingDaySettings, MinutesSettings, QuestionSettings):
    """How a body is named, chaired, numbered and printed from a day on. Local rules live here."""

    class ChairStyle(models.TextChoices):
        CHAIR = "Chair", gettext_lazy("Chair and Vice-Chair")
        CHAIRMAN = "Chairman", gettext_lazy("Chairman and Deputy Chairman")
        CHAIRWOMAN = "Chairwoman", gettext_lazy("Chairwoman and Deputy Chairwoman")

    class Jurisdiction(models.TextChoices):
        ENGLAND = "england", gettext_lazy("England")
        WALES = "wales", gettext_lazy("Wales")

    class Numbering(models.TextChoices):
        """How minutes are numbered (V1)."""

        MUNICIPAL_YEAR = "municipal_year", gettext_lazy("Running on through the municipal year: 45, 46")
        MEETING = "meeting", gettext_lazy("Starting at 1 in every meeting")
        CALENDAR_YEAR = (
            "calendar_year",
            gettext_lazy("Running on through the calendar year, with the year: 39/20"),
        )
        PREFIXED = "prefixed", gettext_lazy("With a prefix and the municipal year: PCP 34.12/13")
        PARAGRAPH = (
            "paragraph",
            gettext_lazy("Every paragraph numbered, running on through the municipal year"),
        )
        NONE = "none", gettext_lazy("No numbers")

    class SupplementPaging(models.TextChoices):
        """How the pages of a supplement are numbered."""

        CONTINUE = "continue", gettext_lazy("Continuing after the last page: 101, 102")
        PREFIX = "prefix", gettext_lazy("With a separate prefix: S1-1, S1-2")

    class AddedItemLabel(models.TextChoices):
        """The number of an item that was added after publication."""

        NEXT = "next", gettext_lazy("The next number: 14")
        LETTER = "letter", gettext_lazy("A letter after the item before it: 9A")

    class DecisionCase(models.TextChoices):
        CAPITALS = "capitals", gettext_lazy("RESOLVED:")
        SENTENCE = "sentence", gettext_lazy("Resolved:")

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="dated_settings")
    starts_on = models.DateField()
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    letterhead = models.TextField(
        blank=True, help_text=gettext_lazy("Lines printed above the name. For example, the host council")
    )
    host_authority = models.ForeignKey(
        "panels.Authority", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    commissioner_title = models.CharField(max_length=120, default="Police and Crime Commissioner")
    commissioner_short_title = models.CharField(max_length=40, default="Commissioner")
    chair_style = models.CharField(max_length=20, choices=ChairStyle, default=ChairStyle.CHAIR)
    deputy_style = models.CharField(
        max_length=40, blank=True, help_text=gettext_lazy("Only where it differs from the usual")
    )
    jurisdiction = models.CharField(max_length=10, choices=Jurisdiction, default=Jurisdiction.ENGLAND)
    clear_days = models.PositiveSmallIntegerField(default=5)
    notice_cutoff = models.TimeField(default=time(17, 0))
    extra_excluded_days = models.JSONField(default=list, blank=True)
    excludes_s243_breaks = models.BooleanField(default=False)
    minute_numbering = models.CharField(max_length=20, choices=Numbering, default=Numbering.MUNICIPAL_YEAR)
    minute_prefix = models.CharField(max_length=20, blank=True)
    decision_words = models.JSONField(default=default_decision_words)
    item_mark = models.CharField(max_length=60, default="Agenda Item {label}")
    filming_notice = models.TextField(blank=True)
    how_to_attend = models.TextField(blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    other_contacts = models.JSONField(
        default=list,
        blank=True,
        help_text=gettext_lazy("More contacts, each with what it is for, name, phone and email"),
    )
    footer_block = models.TextField(
        blank=True, help_text=gettext_lazy("Department, address, telephone and email")
    )
    accent_colour = models.CharField(max_length=7, default="#4b2549")
    prints_blank_leaves = models.BooleanField(default=True)
    paper_due_days = models.PositiveSmallIntegerField(
        default=7, help_text=gettext_lazy("Papers are due this many days before the agenda is published")
    )
    paper_reminder_days = models.JSONField(
        default=default_reminder_days,
        blank=True,
        help_text=gettext_lazy("Days before a paper is due; 0 is the day itself"),
    )
    supplement_paging = models.CharField(
        max_length=10, choices=SupplementPaging, default=SupplementPaging.CONTINUE
    )
    added_item_label = models.CharField(max_length=8, choices=AddedItemLabel, default=AddedItemLabel.NEXT)
    separate_hands = models.BooleanField(
        default=True,
        help_text=gettext_lazy(
            "The person who marks business as exempt or confidential cannot also decide to withhold it"
        ),
    )
    shows_page_gaps = models.BooleanField(
        default=True,
        help_text=gettext_lazy(
            "May the public pack leave out the page numbers of exempt or confidential papers?"
        ),
    )
    csp_deadline_days = models.PositiveSmallIntegerField(default=14)
    csp_working_days = models.PositiveSmallIntegerField(
        default=4, help_text=gettext_lazy("Working days wanted between the notes and the last day to publish")
    )

    class Meta:
        ordering = ["body", "starts_on"]
        verbose_name_plural = gettext_lazy("body settings")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "starts_on"],
                name="one_settings_row_per_day",
                violation_error_message=gettext_lazy(
                    "There are already settings that take effect on this date"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a colour that could not be read on white, and excluded days that are not dates."""
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", self.accent_colour):
            raise ValidationError(
                {"accent_colour": _("Enter a colour as # and six numbers or letters, for example #4b2549")}
            )
        try:
            self.excluded_days()
        except (TypeError, ValueError):
            raise ValidationError(
                {"extra_excluded_days": _("Enter each day as a date, for example 30 September 2026")}
            ) from None

    def excluded_days(self) -> frozenset[date]:
        """The body's own excluded days as dates."""
        return frozenset(date.fromisoformat(day) for day in self.extra_excluded_days)

    @property
    def letterhead_lines(self) -> list[str]:
        """The lines above everything else on paper."""
        return _lines(self.letterhead)

    @property
    def footer_lines(self) -> list[str]:
        """The lines at the foot of a front sheet."""
        return _lines(self.footer_block)

    @property
    def contact(self) -> Contact:
        """Whom the public and those who work for the body may ask."""
        return Contact(self.contact_name, self.contact_phone, self.contact_email)

    @property
    def more_contacts(self) -> list[OtherContact]:
        """Whom else to ask, each with what it is for."""
        return [OtherContact(**each) for each in self.other_contacts]

    @property
    def deputy_title(self) -> str:
        """What the chair’s deputy is called: Vice-Chair beside Chair, Deputy Chairman beside Chairman."""
        usual = (
            "Vice-Chair"
            if self.chair_style == self.ChairStyle.CHAIR
            else _("Deputy {chair_style}").format(chair_style=self.chair_style)
        )
        return self.deputy_style or usual


def _lines(text: str) -> list[str]:
    """The lines that say something. Spaces in front stay: they set a line under another."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]
