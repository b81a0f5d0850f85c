"""Inquiries, and the versions of their terms of reference."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from panels.policies import bodies_served, bodies_within

if TYPE_CHECKING:
    from foundation.accounts.models import User


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Ways to ask for inquiries."""

    def visible_to(self, user: "User") -> "InquiryQuerySet":
        """The inquiries of the bodies whose inner business this user reads."""
        return self.filter(body_id__in=bodies_within(user, timezone.localdate()))

    def served_by(self, user: "User") -> "InquiryQuerySet":
        """The inquiries of the bodies whose secretariat this user belongs to."""
        return self.filter(body_id__in=bodies_served(user, timezone.localdate()))

    def listed(self) -> "InquiryQuerySet":
        """With what a list of inquiries shows, in a fixed number of queries."""
        return self.select_related("body").prefetch_related("body__dated_settings", "terms", "sessions")

    def whole(self) -> "InquiryQuerySet":
        """With everything its terms of reference are printed from, in a fixed number of queries."""
        return self.select_related("body", "predecessor").prefetch_related(
            "body__dated_settings",
            "terms",
            "sections",
            "scope_items",
            "outcomes",
            "consultees",
            "sessions__scope_items",
            "sessions__meeting",
            "witnesses__sessions",
        )


class Inquiry(models.Model):
    """A piece of work by a body: what it wants to find out, from whom, and by when."""

    ref = ReferenceField()
    body = models.ForeignKey("panels.Body", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    predecessor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    predecessor_words = models.CharField(
        max_length=500,
        blank=True,
        help_text=gettext_lazy("The earlier report, where it is not an inquiry here"),
    )
    report_month = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The first day of the month expected")
    )
    last_scope_number = models.PositiveIntegerField(
        default=0, help_text=gettext_lazy("Codes are never used twice")
    )
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "pk"]
        verbose_name_plural = "inquiries"

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> str:
        """The scope under which history gathers this inquiry's events."""
        return f"inquiry:{self.pk}"

    @property
    def draft(self) -> "TermsOfReference | None":
        """The terms being drafted, if any; reads prefetched `terms` without a query."""
        return next((one for one in self.terms.all() if one.status == one.Status.DRAFT), None)

    @property
    def agreed(self) -> "TermsOfReference | None":
        """The terms in force, if any; reads prefetched `terms` without a query."""
        return next((one for one in self.terms.all() if one.status == one.Status.AGREED), None)


class TermsOfReference(models.Model):
    """One version of the terms: a draft follows the records; once agreed it is kept as it was."""

    class Status(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft")
        AGREED = "agreed", gettext_lazy("Agreed")
        AMENDED = "amended", gettext_lazy("Replaced by a later version")

    ref = ReferenceField()
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    document = models.JSONField(
        null=True, blank=True, help_text=gettext_lazy("The frozen document, once agreed")
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_elsewhere = models.CharField(
        max_length=300, blank=True, help_text=gettext_lazy("Where, if no meeting of the body agreed it")
    )

    class Meta:
        ordering = ["inquiry", "-number"]
        verbose_name_plural = gettext_lazy("terms of reference")
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "number"], name="one_terms_per_number"),
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(status="draft"), name="one_draft_of_terms_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(status="agreed"), name="one_agreed_terms_at_a_time"
            ),
            at_and_by("agreed", name="terms_agreed_at_and_by_together"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(agreed_at__isnull=False, document__isnull=False),
                name="agreed_terms_are_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"Terms of reference {self.number}: {self.inquiry}"
