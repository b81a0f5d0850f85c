"""What may not be read by everybody: which part, on which ground, signed and resolved by whom."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.history.references import ReferenceField

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
        """The restrictions on agendas of bodies whose drafts this user reads."""
        from meetings.policies import bodies_with_drafts

        bodies = bodies_with_drafts(user, timezone.localdate())
        return self.filter(
            Q(item__meeting__body_id__in=bodies) | Q(placement__item__meeting__body_id__in=bodies)
        )


class Restriction(models.Model):
    """One item, one paper on its item, or one appendix of it that is kept from the public, and why.

    What the proper officer withholds and what the meeting resolves are both kept; they may differ.
    """

    class Ground(models.TextChoices):
        EXEMPT = "exempt", "Exempt information"
        CONFIDENTIAL = "confidential", "Confidential information"
        STATUTE = "statute", "Private by statute"

    ref = ReferenceField()
    item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    placement = models.ForeignKey(
        "meetings.Placement", on_delete=models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    appendix = models.CharField(
        max_length=60, blank=True, help_text="The label of the one appendix it is about: Appendix B"
    )
    ground = models.CharField(max_length=12, choices=Ground)
    paragraphs = models.JSONField(default=list, blank=True, help_text="Numbers in Schedule 12A: [1, 3]")
    public_interest_reason = models.TextField(blank=True)
    imposed_by = models.CharField(max_length=200, blank=True, help_text="Who made it confidential")
    provision = models.CharField(max_length=200, blank=True, help_text="The provision that makes it private")
    shows_title = models.BooleanField(default=True)
    public_title = models.CharField(
        max_length=300, blank=True, help_text="What the public reads instead of a title that is not shown"
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=200, blank=True, help_text="The proper officer")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_paragraphs = models.JSONField(default=list, blank=True)
    resolved_words = models.TextField(blank=True, help_text="The resolution as the meeting adopted it")
    resolved_by = models.CharField(max_length=200, blank=True, help_text="Who recorded it")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=200, blank=True)
    lifted_reason = models.CharField(max_length=600, blank=True)
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", help_text="Named officers who may read it"
    )

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
                models.CheckConstraint(
                    condition=Q(**{f"{act}_at__isnull": True, f"{act}_by": ""})
                    | (Q(**{f"{act}_at__isnull": False}) & ~Q(**{f"{act}_by": ""})),
                    name=f"restriction_{act}_at_and_by_together",
                )
                for act in ("signed", "resolved", "lifted")
            ),
        ]

    def __str__(self) -> str:
        return f"Restriction of {self.appendix or self.placement or self.item}"


class ShutOut(models.Model):
    """A person with an interest who may not read one item's restricted papers, though others may."""

    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.CASCADE, related_name="shut_out")
    person = models.ForeignKey("panels.Person", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["item", "person"]
        verbose_name_plural = "shut out"
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="person_shut_out_once_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.item}"
