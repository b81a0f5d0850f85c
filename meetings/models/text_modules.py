"""Words a body uses again and again in its minutes, and words in its second language."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from panels.policies import bodies_served

if TYPE_CHECKING:
    from foundation.accounts.models import User


class TextModuleQuerySet(models.QuerySet["TextModule"]):
    """Ways to ask for text modules."""

    def visible_to(self, user: "User") -> "TextModuleQuerySet":
        """Those of the bodies this user serves."""
        return self.filter(body_id__in=bodies_served(user, timezone.localdate()))

    def of_body(self, body_id: int) -> "TextModuleQuerySet":
        """Those of one body, by name."""
        return self.filter(body_id=body_id).order_by("name", "pk")


class TextModule(models.Model):
    """Words that go into a minute in one step, or that the record writes when nothing happened."""

    class Use(models.TextChoices):
        """When the words come in."""

        INSERT = "insert", gettext_lazy("Insert into a minute by hand")
        NO_QUESTIONS = "public_questions", gettext_lazy("The record: no public questions")
        NO_URGENT_ELSEWHERE = "urgent_elsewhere", gettext_lazy("The record: no urgent items elsewhere")
        NO_URGENT_END = "urgent_end", gettext_lazy("The record: no other urgent items")
        NO_APOLOGIES = "apologies", gettext_lazy("The record: no apologies")
        NO_INTERESTS = "interests", gettext_lazy("The record: no interests declared")

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="+")
    use = models.CharField(max_length=20, choices=Use, default=Use.INSERT)
    name = models.CharField(max_length=120)
    text = models.TextField(help_text=gettext_lazy("One line is one paragraph; a hyphen begins a point"))

    objects = TextModuleQuerySet.as_manager()

    class Meta:
        ordering = ["body", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"],
                name="one_text_module_per_name",
                violation_error_message=gettext_lazy("There is already wording with this name"),
            ),
            models.UniqueConstraint(
                fields=["body", "use"],
                condition=~Q(use="insert"),
                name="one_sentence_of_the_record_per_body",
                violation_error_message=gettext_lazy("You already have your own wording for this"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TranslationQuerySet(models.QuerySet["Translation"]):
    """Ways to ask for words in another language."""

    def of(self, refs: Iterable[str], language: str) -> dict[str, dict[str, str]]:
        """The words by reference and field, in one language."""
        found: dict[str, dict[str, str]] = {}
        for row in self.filter(ref__in=list(refs), language=language):
            found.setdefault(row.ref, {})[row.field] = row.text
        return found


class Translation(models.Model):
    """The words of one field of a citable thing in another language."""

    ref = models.CharField(
        max_length=12, help_text=gettext_lazy("The permanent reference of what is translated")
    )
    field = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    text = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["ref", "field", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["ref", "field", "language"], name="one_translation_per_field_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} in {self.language}"
