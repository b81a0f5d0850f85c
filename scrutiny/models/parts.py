"""The records of an inquiry that its terms print: scope, outcomes, consultees, sessions, witnesses."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from scrutiny.models.inquiry import Inquiry
from scrutiny.rules import when_words


class Part(models.Model):
    """What all records of an inquiry share: their place, and who saved which version when."""

    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    inquiry: models.ForeignKey[Inquiry, Inquiry]

    class Meta:
        abstract = True


class ScopeItem(Part):
    """One thing the inquiry looks at; its code S1, S2 stays the same whatever comes or goes."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="scope_items")
    number = models.PositiveIntegerField(editable=False)
    text = models.TextField()

    class Meta:
        ordering = ["inquiry", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["inquiry", "number"], name="one_scope_item_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def code(self) -> str:
        """The code that sessions and evidence cite."""
        return f"S{self.number}"


class Outcome(Part):
    """One sign by which the inquiry will be judged, and the plan of others it serves."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="outcomes")
    text = models.TextField()
    plan = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("Community safety plan, second priority")
    )

    class Meta:
        ordering = ["inquiry", "position", "pk"]

    def __str__(self) -> str:
        return self.text


class Consultee(Part):
    """Somebody who must be consulted on the terms, by which rule, and what they said."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="consultees")
    post = models.CharField(max_length=300)
    name = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("Panel procedure rule 9"))
    asked_on = models.DateField(null=True, blank=True)
    response = models.TextField(blank=True)
    sent_nothing = models.BooleanField(default=False)

    class Meta:
        ordering = ["inquiry", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_nothing=False) | Q(response=""),
                name="consultee_answered_or_not",
                violation_error_message=gettext_lazy("Enter the response, or select that none was received"),
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.post, self.name]))

    @property
    def is_recorded(self) -> bool:
        """True when the response, or that none came, is recorded."""
        return bool(self.response) or self.sent_nothing


class Session(Part):
    """One session: planned for a month or a range of months, later for a day or a meeting."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", gettext_lazy("Evidence session")
        WORKING_GROUP = "working_group", gettext_lazy("Working group meeting")
        VISIT = "visit", gettext_lazy("Site visit")
        FINDINGS = "findings", gettext_lazy("Findings and recommendations")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.EVIDENCE)
    is_formal = models.BooleanField(
        default=False, help_text=gettext_lazy("A meeting of the body, with agenda and notice")
    )
    first_month = models.DateField(
        help_text=gettext_lazy("The first day of the month, or of the first of several")
    )
    last_month = models.DateField(null=True, blank=True, help_text=gettext_lazy("Only for a range of months"))
    held_on = models.DateField(null=True, blank=True)
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    business = models.TextField(blank=True)
    scope_items = models.ManyToManyField(ScopeItem, blank=True, related_name="+")
    places = models.TextField(blank=True, help_text=gettext_lazy("What is visited"))

    class Meta:
        ordering = ["inquiry", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_month__isnull=True) | Q(last_month__gt=F("first_month")),
                name="session_months_run_forward",
                violation_error_message=gettext_lazy("The last month must come after the first"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.when}"

    @property
    def when(self) -> str:
        """The day once it is known, else the month or months."""
        stands = self.meeting is not None and not self.meeting.is_off
        day = self.meeting.day if self.meeting and stands else self.held_on
        return when_words(self.first_month, self.last_month, day)


class Witness(Part):
    """A post, organisation or group that may give evidence; the name can come later."""

    class State(models.TextChoices):
        POSSIBLE = "possible", gettext_lazy("Possible")
        INVITED = "invited", gettext_lazy("Invited")
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        DECLINED = "declined", gettext_lazy("Declined")
        ATTENDED = "attended", gettext_lazy("Attended")
        WROTE = "wrote", gettext_lazy("Written evidence")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="witnesses")
    post = models.CharField(max_length=300)
    name = models.CharField(max_length=200, blank=True)
    is_group = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.POSSIBLE)
    sessions = models.ManyToManyField(Session, blank=True, related_name="+")

    class Meta:
        ordering = ["inquiry", "position", "pk"]
        verbose_name_plural = "witnesses"

    def __str__(self) -> str:
        return self.post
