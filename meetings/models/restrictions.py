"""What may not be read by everybody: which part, on which ground, signed and resolved by whom."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from meetings.models.restricted_business import kept_items
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import User


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    """Ways to ask for restrictions."""

    def standing(self) -> "RestrictionQuerySet":
        """Those that were not lifted."""
        return self.filter(lifted_at__isnull=True)

    def of_meeting(self, meeting_id: int) -> "RestrictionQuerySet":
        """Those on the items of one meeting, or on papers placed on them."""
        return self.filter(Q(item__meeting_id=meeting_id) | Q(placement__item__meeting_id=meeting_id))

    def visible_to(self, user: "User") -> "RestrictionQuerySet":
        """Those on agendas of bodies whose drafts this user reads, but what is kept from them."""
        bodies = bodies_with_drafts(user, timezone.localdate())
        out = kept_items(user).values("pk")
        return self.filter(
            Q(item__meeting__body_id__in=bodies) | Q(placement__item__meeting__body_id__in=bodies)
        ).exclude(Q(item__in=out) | Q(placement__item__in=out))


class Restriction(models.Model):
    """One item, one paper on its item, or one appendix of it that is kept from the public, and why.

    What the proper officer withholds and what the meeting resolves are both kept; they may differ.
    """

    class Ground(models.TextChoices):
        EXEMPT = "exempt", gettext_lazy("Exempt information")
        CONFIDENTIAL = "confidential", gettext_lazy("Confidential information")
        STATUTE = "statute", gettext_lazy("Hearing an Act requires in private")

    ref = ReferenceField()
    item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    placement = models.ForeignKey(
        "meetings.Placement", on_delete=models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    appendix = models.CharField(
        max_length=60,
        blank=True,
        help_text=gettext_lazy("The label of the one appendix it is about: Appendix B"),
    )
    ground = models.CharField(max_length=12, choices=Ground)
    paragraphs = models.JSONField(
        default=list, blank=True, help_text=gettext_lazy("Numbers in Schedule 12A: [1, 3]")
    )
    public_interest_reason = models.TextField(blank=True)
    imposed_by = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("Who made it confidential")
    )
    provision = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("The provision that makes it private")
    )
    shows_title = models.BooleanField(default=True)
    public_title = models.CharField(
        max_length=300,
        blank=True,
        help_text=gettext_lazy("What the public reads instead of a title that is not shown"),
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("The proper officer"))
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_paragraphs = models.JSONField(default=list, blank=True)
    resolved_words = models.TextField(
        blank=True, help_text=gettext_lazy("The resolution as the meeting adopted it")
    )
    resolved_by = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("Who recorded it"))
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lifted_reason = models.CharField(max_length=600, blank=True)
    objects = RestrictionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, placement__isnull=True)
                | Q(item__isnull=True, placement__isnull=False),
                name="restriction_is_on_an_item_or_a_paper",
            ),
            models.CheckConstraint(
                condition=Q(appendix="") | Q(placement__isnull=False),
                name="restricted_appendix_is_of_a_paper",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(item__isnull=False, lifted_at__isnull=True),
                name="one_standing_restriction_per_item",
            ),
            models.UniqueConstraint(
                fields=["placement", "appendix"],
                condition=Q(placement__isnull=False, lifted_at__isnull=True),
                name="one_standing_restriction_per_paper_or_appendix",
            ),
            *(
                at_and_by(act, name=f"restriction_{act}_at_and_by_together")
                for act in ("signed", "resolved", "lifted")
            ),
        ]

    def __str__(self) -> str:
        return f"Restriction of {self.appendix or self.placement or self.item}"


class NamedReaderQuerySet(models.QuerySet["NamedReader"]):
    """Ways to ask for named readers."""

    def current_on(self, day: date) -> "NamedReaderQuerySet":
        """Those who were not taken off, and whose last day is not over."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), ended_at__isnull=True)

    def of_restriction(self, restriction: Restriction) -> "NamedReaderQuerySet":
        """Those of one restriction, with their users."""
        return self.filter(restriction=restriction).select_related("user").order_by("user__name")


class NamedReader(models.Model):
    """An officer named to read one restricted thing: a dated grant that ends, and that a role must carry.

    It gives nothing on a day on which they have no role or seat on the body of the meeting.
    """

    restriction = models.ForeignKey(Restriction, on_delete=models.CASCADE, related_name="named")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ends_on = models.DateField(
        null=True, blank=True, help_text=gettext_lazy("The last day, where one was set")
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects = NamedReaderQuerySet.as_manager()

    class Meta:
        ordering = ["restriction", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "user"],
                condition=Q(ended_at__isnull=True),
                name="one_open_grant_per_reader",
            ),
            at_and_by("ended", name="reader_ended_at_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.restriction}"


class ShutOut(models.Model):
    """A person with an interest who may not read one item's restricted papers, though others may."""

    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.CASCADE, related_name="shut_out")
    person = models.ForeignKey("panels.Person", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["item", "person"]
        verbose_name_plural = "excluded"
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="person_shut_out_once_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.item}"
