"""Briefing notes: what one partnership tells the panel in one round."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from panels.policies import bodies_served, bodies_within
from partnerships.models.csp import CSP, own_csps
from partnerships.models.questions import Question
from partnerships.models.round import Round

if TYPE_CHECKING:
    from foundation.accounts.models import User


class BriefingNoteQuerySet(models.QuerySet["BriefingNote"]):
    """Ways to ask for notes."""

    def visible_to(self, user: "User") -> "BriefingNoteQuerySet":
        """The notes this user may know of: those they may read, and the state of all they serve."""
        today = timezone.localdate()
        return self.filter(_reads(user, today) | Q(csp__body_id__in=bodies_served(user, today)))

    def readable_by(self, user: "User") -> "BriefingNoteQuerySet":
        """The notes whose words this user may read."""
        return self.filter(_reads(user, timezone.localdate()))

    def whole(self) -> "BriefingNoteQuerySet":
        """With round, partnership, people, questions and answers, in a fixed number of queries."""
        return self.select_related(
            "csp", "round__meeting__body", "round__meeting__venue", "round__question_set"
        ).prefetch_related(
            "csp__roles__user",
            "round__meeting__body__dated_settings",
            "round__question_set__questions",
            "answers__question",
        )

    def written_by(self, user: "User", on: date) -> "BriefingNoteQuerySet":
        """The notes of the partnerships this user speaks for on the day, the newest meeting first."""
        own = self.filter(csp_id__in=list(own_csps(user, on)))
        return own.order_by("-round__meeting__starts_at", "csp__short_name")

    def to_come(self, today: date) -> "BriefingNoteQuerySet":
        """The notes for meetings that are today or later and take place."""
        coming = self.filter(round__meeting__starts_at__date__gte=today)
        return coming.exclude(round__meeting__status__in=("cancelled", "no_business"))

    def of_round(self, round: Round) -> "BriefingNoteQuerySet":
        """The notes of one round, by partnership."""
        return self.filter(round=round).order_by("csp__short_name")

    def approved(self) -> "BriefingNoteQuerySet":
        """The notes that their chair has approved."""
        return self.filter(status=BriefingNote.Status.APPROVED)

    def waiting(self) -> "BriefingNoteQuerySet":
        """The notes that are not yet in."""
        return self.exclude(status=BriefingNote.Status.APPROVED)


class BriefingNote(models.Model):
    """One partnership's note in one round; it reaches the panel only when its chair has approved it."""

    class Status(models.TextChoices):
        ASKED = "asked", gettext_lazy("Asked")
        DRAFT = "draft", gettext_lazy("Being written")
        WITH_CHAIR = "with_chair", gettext_lazy("With its chair")
        RETURNED = "returned", gettext_lazy("Returned by its chair")
        APPROVED = "approved", gettext_lazy("Received")

    WRITABLE = (Status.ASKED, Status.DRAFT, Status.RETURNED)

    ref = ReferenceField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="notes")
    csp = models.ForeignKey(CSP, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    is_withheld = models.BooleanField(default=False)
    withheld_reason = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=200, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    return_comment = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    is_published = models.BooleanField(
        null=True,
        blank=True,
        help_text=gettext_lazy("Not decided: yes unless withheld from other partnerships"),
    )

    objects = BriefingNoteQuerySet.as_manager()

    class Meta:
        ordering = ["round", "csp__short_name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "csp"], name="one_note_per_csp_and_round"),
            at_and_by("approved", name="note_approved_at_and_by_together"),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(approved_at__isnull=False),
                name="approved_note_says_when",
            ),
            at_and_by("sent", name="note_sent_at_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"Briefing note of {self.csp.name}"

    @property
    def goes_public(self) -> bool:
        """True when its words go into the published paper: as decided, else unless it is withheld."""
        return not self.is_withheld if self.is_published is None else self.is_published

    @property
    def is_in(self) -> bool:
        """True when its chair has approved it, so that the panel has it."""
        return self.status == self.Status.APPROVED

    @property
    def words_by_question(self) -> dict[int, "Answer"]:
        """The answers by the id of their question; reads prefetched `answers` without a query."""
        return {answer.question_id: answer for answer in self.answers.all()}

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(1 for answer in self.answers.all() if answer.text.strip())


class Answer(models.Model):
    """What a note says to one question: the newest text and its number."""

    note = models.ForeignKey(BriefingNote, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["note", "question__position"]
        constraints = [models.UniqueConstraint(fields=["note", "question"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:60]}"


class AnswerVersion(models.Model):
    """One saved state of an answer: who, when, and the whole of it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["answer", "-number"]
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="one_answer_per_version")]

    def __str__(self) -> str:
        return f"{self.answer}, version {self.number}"


def _reads(user: "User", on: date) -> Q:
    """The notes whose words this user may read (S1-42, S1-43, S1-58)."""
    own, approved = own_csps(user, on), Q(status=BriefingNote.Status.APPROVED)
    return (
        Q(csp_id__in=list(own))
        | approved & Q(csp__body_id__in=bodies_within(user, on))
        | approved & Q(csp__body_id__in=set(own.values()), is_withheld=False)
    )
