"""Elections at a meeting: who was nominated by whom, each round of voting, who was elected."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from meetings.models.restricted_business import kept_items
from meetings.models.votes import named, to_person
from panels.models.dated import Dated
from panels.policies import bodies_with_drafts

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from meetings.models.agenda import AgendaItem


M = TypeVar("M", bound=models.Model)


class ElectionQuerySet(models.QuerySet["Election"]):
    """Ways to ask for elections."""

    def visible_to(self, user: "User") -> "ElectionQuerySet":
        """Those of meetings whose minutes this user may read before publication, not kept from them."""
        found = self.filter(meeting__body_id__in=bodies_with_drafts(user, timezone.localdate()))
        return found.exclude(item__in=kept_items(user))

    def of_item(self, item: "AgendaItem") -> "ElectionQuerySet":
        """Those under one item of the agenda."""
        return self.filter(item=item)

    def whole(self) -> "ElectionQuerySet":
        """With nominations and rounds: five queries for any number."""
        return self.select_related("item").prefetch_related(
            "nominations", "ballots__counts", "ballots__casts"
        )


class Election(Dated):
    """The election of somebody to an office, under one item of the agenda."""

    class Office(models.TextChoices):
        CHAIR = "chair", gettext_lazy("Chair")
        DEPUTY = "deputy", gettext_lazy("Vice-Chair")
        OTHER = "other", gettext_lazy("Another office, or the chair for an item")

    class Members(models.TextChoices):
        """Who votes, and who can be elected (V11)."""

        ALL = "all", gettext_lazy("All members")
        APPOINTED = "appointed", gettext_lazy("Appointed members only")

    class How(models.TextChoices):
        SOLE = "sole", gettext_lazy("The sole nominee")
        BALLOT = "ballot", gettext_lazy("By votes")
        CASTING = "casting", gettext_lazy("By casting vote")
        LOT = "lot", gettext_lazy("By lot")

    ref = ReferenceField()
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="elections")
    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.RESTRICT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    office = models.CharField(max_length=8, choices=Office)
    title = models.CharField(
        max_length=160, blank=True, help_text=gettext_lazy("For example, Chair for this item")
    )
    electorate = models.CharField(max_length=10, choices=Members, default=Members.ALL)
    eligibility = models.CharField(max_length=10, choices=Members, default=Members.ALL)
    majority = models.CharField(max_length=10, help_text=gettext_lazy("The body's own rule on the day"))
    declared_how = models.CharField(max_length=8, choices=How, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    declared_by = models.CharField(max_length=200, blank=True)
    taken = models.ForeignKey(
        "panels.Office", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    form_key = models.CharField(max_length=36, blank=True, editable=False)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "form_key"], condition=~Q(form_key=""), name="one_election_per_form"
            ),
            models.CheckConstraint(
                condition=Q(office="other") & ~Q(title="") | ~Q(office="other") & Q(title=""),
                name="another_office_has_a_title",
            ),
            models.CheckConstraint(
                condition=Q(declared_at__isnull=True, declared_by="", declared_how="")
                | (Q(declared_at__isnull=False) & ~Q(declared_by="") & ~Q(declared_how="")),
                name="declared_when_by_and_how_together",
            ),
            models.CheckConstraint(
                condition=Q(taken__isnull=True) | Q(declared_at__isnull=False),
                name="an_office_is_taken_after_the_election",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="elected_term_ends_after_it_starts",
                violation_error_message=gettext_lazy("It cannot end before it starts"),
            ),
        ]

    def __str__(self) -> str:
        return f"Election of the {self.title or self.get_office_display().lower()}"


class PartQuerySet(models.QuerySet[M]):
    """Ways to ask for the parts of elections."""

    def of_elections(self, elections: ElectionQuerySet) -> Self:
        """Those of these elections."""
        return self.filter(election__in=elections)


class Nomination(models.Model):
    """Somebody nominated, by whom, and whether they are willing; names as printed that day."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="nominations")
    person = to_person()
    printed_name = models.CharField(max_length=300)
    proposer = to_person(null=True, blank=True)
    proposer_name = models.CharField(max_length=300, blank=True)
    seconder = to_person(null=True, blank=True)
    seconder_name = models.CharField(max_length=300, blank=True)
    is_willing = models.BooleanField(default=True)
    is_absent = models.BooleanField(default=False)
    came_before = models.BooleanField(default=False, help_text=gettext_lazy("Received before the meeting"))
    is_elected = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    objects = PartQuerySet["Nomination"].as_manager()

    class Meta:
        ordering = ["election", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "person"],
                name="nominated_once",
                violation_error_message=gettext_lazy("This person has already been nominated"),
            ),
            models.UniqueConstraint(fields=["election"], condition=Q(is_elected=True), name="one_is_elected"),
            models.CheckConstraint(
                condition=Q(is_elected=False) | Q(is_willing=True), name="who_is_elected_is_willing"
            ),
            models.CheckConstraint(
                condition=Q(seconder__isnull=True) | (Q(proposer__isnull=False) & ~Q(proposer=F("seconder"))),
                name="two_people_propose_and_second",
            ),
            named("proposer", "proposer_and_name_together"),
            named("seconder", "nomination_seconder_and_name"),
        ]

    def __str__(self) -> str:
        return self.printed_name


class Ballot(models.Model):
    """One round of voting, and how a tie in it was broken."""

    class Tie(models.TextChoices):
        CASTING = "casting", gettext_lazy("Casting vote")
        LOT = "lot", gettext_lazy("Lot")

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="ballots")
    number = models.PositiveSmallIntegerField()
    is_named = models.BooleanField(default=False)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    tie_broken_by = models.CharField(max_length=8, choices=Tie, blank=True)
    tie_broken_for = models.ForeignKey(
        Nomination, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    casting_by = to_person(null=True, blank=True)
    casting_by_name = models.CharField(max_length=300, blank=True)
    form_key = models.CharField(max_length=36, blank=True, editable=False)

    objects = PartQuerySet["Ballot"].as_manager()

    class Meta:
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="one_ballot_per_round"),
            models.UniqueConstraint(
                fields=["election", "form_key"], condition=~Q(form_key=""), name="one_ballot_per_form"
            ),
            models.CheckConstraint(
                condition=Q(tie_broken_by="", tie_broken_for__isnull=True)
                | Q(tie_broken_for__isnull=False) & ~Q(tie_broken_by=""),
                name="a_tie_is_broken_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(tie_broken_by="casting", casting_by__isnull=False)
                | ~Q(tie_broken_by="casting") & Q(casting_by__isnull=True),
                name="a_casting_vote_is_somebodys",
            ),
            named("casting_by", "ballot_casting_vote_and_name"),
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"


class BallotCount(models.Model):
    """The votes of one nomination in one round."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="counts")
    nomination = models.ForeignKey(Nomination, on_delete=models.RESTRICT, related_name="+")
    votes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ballot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "nomination"], name="one_count_per_nomination")
        ]

    def __str__(self) -> str:
        return f"{self.votes}"


class BallotCast(models.Model):
    """For whom one person voted in a round taken by name; nobody when they abstained."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="casts")
    person = to_person()
    printed_name = models.CharField(max_length=300)
    nomination = models.ForeignKey(
        Nomination, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["ballot", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "person"], name="everybody_votes_once_a_round")
        ]

    def __str__(self) -> str:
        return self.printed_name
