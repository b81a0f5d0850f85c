"""The statements a body has to publish about its website: accessibility and privacy."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from panels.policies import bodies_served

if TYPE_CHECKING:
    from foundation.accounts.models import User


class StatementQuerySet(models.QuerySet["Statement"]):
    """Ways to ask for statements."""

    def visible_to(self, user: "User") -> "StatementQuerySet":
        """The drafts and published statements of the bodies this user serves."""
        return self.filter(body_id__in=bodies_served(user, timezone.localdate()))


class Statement(models.Model):
    """One statement of a body, section by section; the public reads its publication only.

    `sections` holds the text of each section by its key (meetings/statements/rules.py).
    """

    class Kind(models.TextChoices):
        ACCESSIBILITY = "accessibility", gettext_lazy("Accessibility statement")
        PRIVACY = "privacy", gettext_lazy("Privacy notice")

    ref = ReferenceField()
    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    controller = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("The authority that is responsible")
    )
    sections = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approver = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("Name and post of whoever approved it")
    )
    approved_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    published_version = models.PositiveIntegerField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["body", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["body", "kind"], name="one_statement_of_a_kind"),
            at_and_by("published", name="statement_published_at_and_by_together"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def source_ref(self) -> str:
        """What its publications are publications of: the kind first, by which the public finds them."""
        return f"{self.kind}-{self.ref}"

    @property
    def is_public(self) -> bool:
        """True once it was published."""
        return self.published_at is not None

    @property
    def is_current(self) -> bool:
        """True while the public reads what was saved last."""
        return self.published_version == self.version
