"""The questions that partnerships answer, as numbered sets that never change once made."""

from django.db import models
from django.db.models import Max, Q

from partnerships.rules import THEMES


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    """Ways to ask for question sets."""

    def latest_of(self, body_id: int) -> "QuestionSet | None":
        """The set in use for a panel's next round, or None."""
        return self.filter(body_id=body_id).order_by("-number").first()

    def next_number(self, body_id: int) -> int:
        """The number a new set of this panel gets."""
        return (self.filter(body_id=body_id).aggregate(last=Max("number"))["last"] or 0) + 1


class QuestionSet(models.Model):
    """One version of a panel's questions; a change makes the next version."""

    body = models.ForeignKey("panels.Body", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-number"]
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="one_question_set_per_number")]

    def __str__(self) -> str:
        return f"Question set {self.number}"


class Question(models.Model):
    """One question with its short heading; it may stand for one of the six minimum themes."""

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    theme = models.CharField(
        max_length=20, blank=True, choices=[(theme.key, theme.heading) for theme in THEMES]
    )
    heading = models.CharField(max_length=120)
    text = models.CharField(max_length=500)
    help = models.TextField(blank=True)
    comfortable_words = models.PositiveIntegerField(default=300)

    class Meta:
        ordering = ["question_set", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question_set", "position"], name="one_question_per_position"),
            models.CheckConstraint(condition=~Q(text=""), name="question_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.heading
