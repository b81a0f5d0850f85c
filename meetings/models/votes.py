"""Votes of a meeting: how a motion or a decision was put, and what it came to."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from meetings.models.restricted_business import kept_items, kept_minutes
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from meetings.models.agenda import AgendaItem
    from panels.models import Body


def to_person(**kwargs: Any) -> "models.ForeignKey[Any, Any]":
    """Somebody who took part, never deleted from under the record."""
    return models.ForeignKey("panels.Person", on_delete=models.PROTECT, related_name="+", **kwargs)


def named(who: str, constraint: str) -> models.CheckConstraint:
    """The constraint that a person and their printed name stand together."""
    return models.CheckConstraint(
        condition=Q(**{f"{who}__isnull": True, f"{who}_name": ""})
        | (Q(**{f"{who}__isnull": False}) & ~Q(**{f"{who}_name": ""})),
        name=constraint,
    )


class VoteQuerySet(models.QuerySet["Vote"]):
    """Ways to ask for votes."""

    def visible_to(self, user: "User") -> "VoteQuerySet":
        """Those of meetings whose minutes this user may read before publication, not kept from them."""
        found = self.filter(meeting__body_id__in=bodies_with_drafts(user, timezone.localdate()))
        return found.exclude(Q(item__in=kept_items(user)) | Q(minute__in=kept_minutes(user)))

    def vetoes_of(self, body: "Body") -> "VoteQuerySet":
        """The vetoes that were carried at meetings of a body, with their meetings."""
        purposes = (Vote.Purpose.VETO, Vote.Purpose.CHIEF_CONSTABLE)
        carried = self.filter(meeting__body=body, purpose__in=purposes, result=Vote.Result.CARRIED)
        return carried.select_related("meeting").order_by("meeting__starts_at", "pk")

    def of_item(self, item: "AgendaItem") -> "VoteQuerySet":
        """Those under one item of the agenda."""
        return self.filter(item=item)

    def whole(self) -> "VoteQuerySet":
        """With the decision voted on, what it amends, and every name: three queries for any number."""
        return self.select_related("decision", "parent", "item", "minute").prefetch_related(
            "casts", "decision__limbs"
        )


class Vote(models.Model):
    """One vote on a decision, a motion or an amendment, with everybody's name as printed that day."""

    class Method(models.TextChoices):
        """How the vote was taken (V27)."""

        NONE = "none", gettext_lazy("No vote recorded")
        UNANIMOUS = "unanimous", gettext_lazy("Unanimous")
        COUNTS = "counts", gettext_lazy("Counted")
        NAMED = "named", gettext_lazy("By name")

    class Threshold(models.TextChoices):
        SIMPLE = "simple", gettext_lazy("More for than against")
        TWO_THIRDS = "two_thirds", gettext_lazy("Two-thirds of current members")

    class Purpose(models.TextChoices):
        """Votes the law speaks of."""

        ENDORSE = "precept_endorse", gettext_lazy("To endorse the proposed precept")
        VETO = "precept_veto", gettext_lazy("To veto the proposed precept")
        REVISED = "precept_revised", gettext_lazy("To accept the revised precept")
        CHIEF_CONSTABLE = (
            "chief_constable_veto",
            gettext_lazy("To veto the appointment of the chief constable"),
        )

    class Result(models.TextChoices):
        CARRIED = "carried", gettext_lazy("Carried")
        LOST = "lost", gettext_lazy("Lost")
        TIED = "tied", gettext_lazy("Votes equal")

    class Outcome(models.TextChoices):
        """What a vote on a precept came to."""

        ENDORSED = "endorsed", gettext_lazy("Endorsed")
        RECOMMENDED = "endorsed_with_recommendations", gettext_lazy("Endorsed with recommendations")
        NEITHER = "neither", gettext_lazy("Neither endorsed nor vetoed")
        VETO_LOST = "veto_lost", gettext_lazy("Not vetoed: the motion was lost")
        TOO_HIGH = "vetoed_too_high", gettext_lazy("Vetoed as too high")
        TOO_LOW = "vetoed_too_low", gettext_lazy("Vetoed as too low")
        ACCEPTED = "revised_accepted", gettext_lazy("Revised precept accepted")
        REJECTED = "revised_rejected", gettext_lazy("Revised precept rejected")

    class Side(models.TextChoices):
        FOR = "for", gettext_lazy("For")
        AGAINST = "against", gettext_lazy("Against")

    ref = ReferenceField()
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="votes")
    item = models.ForeignKey(
        "meetings.AgendaItem", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    minute = models.ForeignKey(
        "meetings.Minute", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        "meetings.Decision", on_delete=models.SET_NULL, null=True, blank=True, related_name="votes"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="amendments"
    )
    position = models.PositiveIntegerField(default=0)
    motion = models.TextField(blank=True, help_text=gettext_lazy("Blank where the decision says it"))
    method = models.CharField(max_length=10, choices=Method, default=Method.COUNTS)
    threshold = models.CharField(max_length=10, choices=Threshold, default=Threshold.SIMPLE)
    purpose = models.CharField(max_length=24, choices=Purpose, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    in_post = models.PositiveSmallIntegerField(
        help_text=gettext_lazy("Members in post on the day; vacancies are not")
    )
    result = models.CharField(max_length=8, choices=Result)
    outcome = models.CharField(max_length=32, choices=Outcome, blank=True)
    mover = to_person(null=True, blank=True)
    mover_name = models.CharField(max_length=300, blank=True)
    seconder = to_person(null=True, blank=True)
    seconder_name = models.CharField(max_length=300, blank=True)
    casting_for = models.CharField(max_length=8, choices=Side, blank=True)
    casting_by = to_person(null=True, blank=True)
    casting_by_name = models.CharField(max_length=300, blank=True)
    reason = models.TextField(
        blank=True, help_text=gettext_lazy("Why it stands so against a rule that allows a reason")
    )
    form_key = models.CharField(max_length=36, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "form_key"], condition=~Q(form_key=""), name="one_vote_per_form"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False, minute__isnull=True)
                | Q(item__isnull=True, minute__isnull=False),
                name="a_vote_is_on_an_item_or_a_minute",
            ),
            models.CheckConstraint(
                condition=Q(method__in=["counts", "named"], votes_for__isnull=False)
                & Q(votes_against__isnull=False)
                | Q(
                    method__in=["none", "unanimous"],
                    votes_for__isnull=True,
                    votes_against__isnull=True,
                    abstained__isnull=True,
                ),
                name="votes_are_counted_or_not",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | Q(result="carried"),
                name="what_was_decided_was_carried",
            ),
            models.CheckConstraint(
                condition=~Q(method="unanimous") | Q(result="carried"), name="unanimous_is_carried"
            ),
            models.CheckConstraint(
                condition=Q(threshold="simple") | Q(method__in=["counts", "named"]),
                name="two_thirds_are_counted",
            ),
            models.CheckConstraint(
                condition=Q(threshold="two_thirds")
                | ~Q(purpose__in=["precept_veto", "chief_constable_veto"]),
                name="a_veto_needs_two_thirds",
            ),
            models.CheckConstraint(
                condition=Q(threshold="simple")
                | Q(result="carried") & GreaterThanOrEqual(F("votes_for") * 3, F("in_post") * 2)
                | Q(result="lost") & LessThan(F("votes_for") * 3, F("in_post") * 2),
                name="two_thirds_decide_the_result",
            ),
            models.CheckConstraint(
                condition=Q(threshold="two_thirds")
                | Q(method__in=["none", "unanimous"]) & ~Q(result="tied")
                | Q(result="carried") & GreaterThan(F("votes_for"), F("votes_against"))
                | Q(result="lost") & LessThan(F("votes_for"), F("votes_against"))
                | Q(result="tied", casting_for="", votes_for=F("votes_against"))
                | Q(result="carried", casting_for="for", votes_for=F("votes_against"))
                | Q(result="lost", casting_for="against", votes_for=F("votes_against")),
                name="the_count_decides_the_result",
            ),
            models.CheckConstraint(
                condition=Q(casting_for="", casting_by__isnull=True)
                | Q(casting_by__isnull=False, votes_for=F("votes_against")) & ~Q(casting_for=""),
                name="a_casting_vote_only_on_a_tie",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=["", "chief_constable_veto"], outcome="")
                | ~Q(purpose__in=["", "chief_constable_veto"]) & ~Q(outcome=""),
                name="a_precept_vote_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["vetoed_too_high", "vetoed_too_low"])
                | Q(purpose="precept_veto", result="carried"),
                name="vetoed_by_a_carried_veto",
            ),
            models.CheckConstraint(
                condition=Q(seconder__isnull=True) | (Q(mover__isnull=False) & ~Q(mover=F("seconder"))),
                name="two_people_move_and_second",
            ),
            named("mover", "mover_and_name_together"),
            named("seconder", "seconder_and_name_together"),
            named("casting_by", "casting_vote_and_name_together"),
        ]

    def __str__(self) -> str:
        what = "Amendment" if self.parent_id else "Vote"
        return f"{what} {self.position + 1}, {self.get_result_display().lower()}"


class VoteCast(models.Model):
    """How one person voted in a named vote."""

    class How(models.TextChoices):
        FOR = "for", gettext_lazy("For")
        AGAINST = "against", gettext_lazy("Against")
        ABSTAINED = "abstained", gettext_lazy("Abstained")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="casts")
    person = to_person()
    printed_name = models.CharField(max_length=300)
    how = models.CharField(max_length=10, choices=How)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["vote", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "person"],
                name="everybody_votes_once",
                violation_error_message=gettext_lazy("No one votes twice"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}: {self.get_how_display().lower()}"
