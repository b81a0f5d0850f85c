"""Questions, statements and petitions of the public to one meeting, from arrival to answer."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import PersonalLink, User
    from meetings.models.meeting import Meeting


class PublicQuestionQuerySet(models.QuerySet["PublicQuestion"]):
    """Ways to ask for what the public put."""

    def visible_to(self, user: "User") -> "PublicQuestionQuerySet":
        """Those put to bodies whose drafts this user may read: secretariat, chair, monitoring officer."""
        return self.filter(meeting__body_id__in=bodies_with_drafts(user, timezone.localdate()))

    def opened_by(self, link: "PersonalLink") -> "PublicQuestionQuerySet":
        """The one question that a personal link belongs to."""
        return self.filter(ref=link.target)

    def with_meeting(self) -> "PublicQuestionQuerySet":
        """With the meeting and the settings of its body."""
        return self.select_related("meeting__body").prefetch_related("meeting__body__dated_settings")

    def of_bodies(self, bodies: Iterable[int]) -> "PublicQuestionQuerySet":
        """Those put to meetings of these bodies."""
        return self.filter(meeting__body_id__in=list(bodies))

    def taken(self) -> "PublicQuestionQuerySet":
        """Those accepted for their meeting, in the order they are taken."""
        return self.filter(status=PublicQuestion.Status.ACCEPTED).order_by("position", "received_at", "pk")

    def to_decide(self) -> "PublicQuestionQuerySet":
        """Those nobody has decided on, meeting by meeting."""
        return self.filter(status=PublicQuestion.Status.RECEIVED).order_by(
            "meeting__starts_at", "received_at", "pk"
        )

    def unanswered_after_the_meeting(self) -> "PublicQuestionQuerySet":
        """Accepted questions without an answer whose meeting was held, meeting by meeting."""
        return self.filter(
            status=PublicQuestion.Status.ACCEPTED,
            kind=PublicQuestion.Kind.QUESTION,
            answered_at__isnull=True,
            meeting__status="held",
        ).order_by("meeting__starts_at", "position", "pk")

    def put_by(self, meeting: "Meeting", email: str) -> "PublicQuestionQuerySet":
        """What one person put to a meeting and did not take back; anybody can type their address."""
        return self.counting(meeting).filter(email__iexact=email.strip())

    def put_for(self, meeting: "Meeting", organisation: str) -> "PublicQuestionQuerySet":
        """What one organisation put to a meeting and did not take back."""
        return self.counting(meeting).filter(organisation__iexact=organisation.strip())

    def counting(self, meeting: "Meeting") -> "PublicQuestionQuerySet":
        """What was put to a meeting, without what was taken back or whose address nobody confirmed."""
        status = PublicQuestion.Status
        return self.filter(meeting=meeting).exclude(status__in=[status.WITHDRAWN, status.UNCONFIRMED])

    def unconfirmed(self, email: str) -> "PublicQuestionQuerySet":
        """What waits for the owner of an address to say that they wrote it."""
        found = self.filter(status=PublicQuestion.Status.UNCONFIRMED, email__iexact=email.strip())
        return found.with_meeting().order_by("received_at", "pk")

    def earlier_of_body(self, meeting: "Meeting", since: date) -> "PublicQuestionQuerySet":
        """What was taken at earlier meetings of the body since a day, the latest first."""
        earlier = self.filter(
            meeting__body_id=meeting.body_id,
            meeting__starts_at__lt=meeting.starts_at,
            meeting__starts_at__date__gte=since,
            status=PublicQuestion.Status.ACCEPTED,
        )
        return earlier.select_related("meeting").order_by("-meeting__starts_at", "pk")

    def with_contacts(self) -> "PublicQuestionQuerySet":
        """Those whose personal data nobody has removed yet, with the settings that say when it goes."""
        return self.filter(trimmed_at__isnull=True).with_meeting()


class PublicQuestion(models.Model):
    """One question, statement or petition: what was put, by whom, what became of it, what was answered."""

    class Kind(models.TextChoices):
        QUESTION = "question", gettext_lazy("Question")
        STATEMENT = "statement", gettext_lazy("Statement")
        PETITION = "petition", gettext_lazy("Petition")

    class Addressee(models.TextChoices):
        PANEL = "panel", gettext_lazy("The panel")
        COMMISSIONER = "commissioner", gettext_lazy("The Commissioner")

    class Status(models.TextChoices):
        UNCONFIRMED = "waiting", gettext_lazy("Address not confirmed")
        RECEIVED = "received", gettext_lazy("To be decided")
        ACCEPTED = "accepted", gettext_lazy("Accepted")
        REJECTED = "rejected", gettext_lazy("Not accepted")
        REDIRECTED = "redirected", gettext_lazy("Redirected")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    class Ground(models.TextChoices):
        """Why a question is not taken; rules of procedure name these in one form or another."""

        LATE = "late", gettext_lazy("It was received after the deadline")
        TOO_LONG = "too_long", gettext_lazy("It is too long")
        TOO_MANY = "too_many", gettext_lazy("More questions than one person or organisation may ask")
        OUTSIDE = "outside", gettext_lazy("It is not about what the panel does")
        INDIVIDUAL = "individual", gettext_lazy("It is about an individual case")
        REPEATED = "repeated", gettext_lazy("The same question was asked recently")
        OFFENSIVE = "offensive", gettext_lazy("It is defamatory, offensive or frivolous")
        RESTRICTED = "restricted", gettext_lazy("An answer would disclose confidential or exempt information")
        NOT_ELIGIBLE = "not_eligible", gettext_lazy("The rules on who may ask are not met")
        OTHER = "other", gettext_lazy("Another reason")

    class Answer(models.TextChoices):
        ORAL = "oral", gettext_lazy("Answered at the meeting")
        WRITTEN = "written", gettext_lazy("Answered in writing")

    ref = ReferenceField()
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUESTION)
    addressee = models.CharField(max_length=14, choices=Addressee, default=Addressee.PANEL)
    text = models.TextField()
    signatures = models.PositiveIntegerField(null=True, blank=True, help_text=gettext_lazy("Of a petition"))
    name = models.CharField(max_length=120, blank=True, help_text=gettext_lazy("As it is printed"))
    organisation = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    comes_in_person = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    late_reason = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("Why the chair takes it though late")
    )
    form_key = models.CharField(
        max_length=40, unique=True, help_text=gettext_lazy("One form sent twice is one question")
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    ground = models.CharField(max_length=14, choices=Ground, blank=True)
    decision_note = models.CharField(
        max_length=600, blank=True, help_text=gettext_lazy("Message to the questioner")
    )
    redirected_to = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    answer_kind = models.CharField(max_length=8, choices=Answer, blank=True)
    answer = models.TextField(blank=True)
    supplementary = models.TextField(blank=True)
    supplementary_answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    trimmed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PublicQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "received", "withdrawn"])
                | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="decided_question_says_when_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(ground=""),
                name="rejected_question_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status="redirected") | ~Q(redirected_to=""),
                name="redirected_question_says_where",
            ),
            at_and_by("answered", "answer_kind", "answer", name="answer_says_how_when_and_by"),
        ]

    def __str__(self) -> str:
        # History keeps this line for ever, so it names nobody.
        return f"{self.get_kind_display()} {self.ref} to {self.meeting}"

    @property
    def asker(self) -> str:
        """Who put it, as printed: name and organisation."""
        return ", ".join(filter(None, [self.name, self.organisation])) or _("a member of the public")

    @property
    def is_decided(self) -> bool:
        """True once it was accepted, refused or passed on."""
        return self.status not in (self.Status.UNCONFIRMED, self.Status.RECEIVED, self.Status.WITHDRAWN)

    @property
    def is_unconfirmed(self) -> bool:
        """True until the owner of its address says that they wrote it."""
        return self.status == self.Status.UNCONFIRMED
