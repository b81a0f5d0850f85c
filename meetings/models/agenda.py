"""The agenda tree of a meeting, and the templates it starts from."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField

if TYPE_CHECKING:
    from meetings.models.papers import Placement
    from panels.models import Body


class LineKind(models.TextChoices):
    """What a line of the agenda is (V2)."""

    ITEM = "item", gettext_lazy("Numbered item")
    UNNUMBERED = "unnumbered", gettext_lazy("Item without a number")
    HEADING = "heading", gettext_lazy("Heading")
    NOTE = "note", gettext_lazy("Note")


# The kinds of lines that are business: something is said, decided or handed in on them.
ITEM_KINDS = (LineKind.ITEM, LineKind.UNNUMBERED)


class Business(models.TextChoices):
    """How an item comes to the meeting."""

    STANDING = "standing", gettext_lazy("Standing item")
    REPORT = "report", gettext_lazy("Report")
    ORAL = "oral", gettext_lazy("Oral update")
    PRESENTATION = "presentation", gettext_lazy("Presentation")
    MINUTES = "minutes", gettext_lazy("Minutes to confirm")


class Standing(models.TextChoices):
    """Standing items whose minute can be written from the record."""

    ELECTION_CHAIR = "election_chair", gettext_lazy("Election of the Chair")
    ELECTION_DEPUTY = "election_deputy", gettext_lazy("Election of the Vice-Chair")
    APOLOGIES = "apologies", gettext_lazy("Apologies and substitutes")
    PUBLIC_QUESTIONS = "public_questions", gettext_lazy("Public questions")
    URGENT_ELSEWHERE = "urgent_elsewhere", gettext_lazy("Urgent items, taken elsewhere on the agenda")
    INTERESTS = "interests", gettext_lazy("Declarations of interest")
    NEXT_MEETING = "next_meeting", gettext_lazy("Date of next meeting")
    URGENT_END = "urgent_end", gettext_lazy("Any other urgent items")


class Line(models.Model):
    """What a line of an agenda and a line of a template have in common."""

    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=LineKind, default=LineKind.ITEM)
    business = models.CharField(max_length=14, choices=Business, default=Business.STANDING)
    standing = models.CharField(max_length=20, choices=Standing, blank=True)
    title = models.CharField(max_length=500)
    presenter = models.CharField(max_length=200, blank=True)
    purpose = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_item(self) -> bool:
        """Is this line an item, with or without a number: no heading and no note?"""
        return self.kind in ITEM_KINDS


class TemplateQuerySet(models.QuerySet["AgendaTemplate"]):
    """Ways to ask for templates."""

    def with_lines_of(self, body: "Body") -> "TemplateQuerySet":
        """A body's templates with their lines."""
        return self.filter(body=body).prefetch_related("lines")

    def for_kind(self, kind: str) -> "AgendaTemplate | None":
        """The template of one type of meeting, if there is one."""
        return self.filter(meeting_kind=kind).first()


class AgendaTemplate(models.Model):
    """The lines that the agenda of one meeting type starts from; one per body and type."""

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="+")
    meeting_kind = models.CharField(max_length=24)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["body", "meeting_kind"]
        constraints = [models.UniqueConstraint(fields=["body", "meeting_kind"], name="one_template_per_type")]

    def __str__(self) -> str:
        from meetings.models.meeting import Meeting

        return f"Template: {Meeting.Kind(self.meeting_kind).label.lower()}"


class AgendaTemplateLine(Line):
    """One line of a template; `depth` 1 makes it a sub-item of the line above."""

    template = models.ForeignKey(AgendaTemplate, on_delete=models.CASCADE, related_name="lines")
    depth = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["template", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Line):
    """One line of a meeting's agenda; a sub-item has a parent. Its label is fixed by the first issue."""

    ref = ReferenceField()
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="subitems"
    )
    not_before = models.TimeField(null=True, blank=True)
    # A sub-item has the number of the line above it before its own letter.
    label_override = models.CharField(max_length=20, blank=True)
    issued_label = models.CharField(max_length=20, blank=True, editable=False)
    is_added = models.BooleanField(
        default=False, editable=False, help_text=gettext_lazy("Brought after the agenda was published")
    )
    urgent_reason = models.TextField(
        blank=True, help_text=gettext_lazy("The special circumstances, as they are printed")
    )
    urgent_opinion_by = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("The chair who so decided")
    )
    urgent_opinion_on = models.DateField(null=True, blank=True)
    is_to_note = models.BooleanField(
        default=False,
        editable=False,
        help_text=gettext_lazy("Too late and not urgent: only noted for a later meeting"),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=600, blank=True)
    minutes_of = models.ManyToManyField("meetings.Meeting", blank=True, related_name="+")
    minutes_elsewhere = models.TextField(
        blank=True,
        help_text=gettext_lazy(
            "Meetings that are not in Panelbook whose minutes it confirms, one on each line"
        ),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(kind__in=["item", "note", "unnumbered"]),
                name="headings_stand_at_the_top",
            ),
            models.CheckConstraint(
                condition=Q(urgent_reason="", urgent_opinion_by="", urgent_opinion_on__isnull=True)
                | (~Q(urgent_reason="") & ~Q(urgent_opinion_by="") & Q(urgent_opinion_on__isnull=False)),
                name="urgent_item_says_why_who_and_when",
            ),
            at_and_by("withdrawn", "withdrawn_reason", name="withdrawn_item_says_when_who_and_why"),
            models.CheckConstraint(
                condition=Q(is_to_note=False) | Q(is_added=True, urgent_reason=""),
                name="only_an_added_item_without_urgency_is_to_note",
            ),
            models.UniqueConstraint(
                fields=["meeting", "issued_label"],
                condition=~Q(issued_label=""),
                name="one_item_per_issued_label",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def all_placements(self) -> "models.QuerySet[Placement]":
        """The papers on this line and on the lines under it."""
        found = self.placements.model.objects.filter(Q(item=self) | Q(item__parent=self))
        return found.select_related("paper")
