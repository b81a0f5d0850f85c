"""Authorities, seats, people and the terms that put a person in a seat."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from panels.models.bodies_by_role import bodies_of, served_by
from panels.models.by_name import rows
from panels.models.dated import Dated, DatedQuerySet, ends_after_it_starts

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from panels.models.body import Body


class Authority(models.Model):
    """A council that appoints members to panels."""

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name


def plain_name(*names: str) -> str:
    """The letters of a name, for comparing."""
    return "".join(letter for letter in "".join(names).casefold() if letter.isalnum())


class PersonQuerySet(models.QuerySet["Person"]):
    """Ways to ask for people."""

    def of_bodies(self, bodies: Iterable[int]) -> "PersonQuerySet":
        """Those who have, or had, a seat on or a post scrutinised by these bodies."""
        bodies = list(bodies)
        holders = rows("OfficeHolder").filter(office__body__in=bodies).values("person")
        members = Term.objects.filter(seat__body__in=bodies).values("person")
        return self.filter(Q(pk__in=members) | Q(pk__in=holders))

    def standing_on(self, body: "Body", on: date) -> "PersonQuerySet":
        """Those who have a seat on the body, or a post it scrutinises, on the day."""
        members = Term.objects.current_on(on).filter(seat__body=body).values("person")
        holders = rows("OfficeHolder").current_on(on).filter(office__body=body).values("person")
        return self.filter(Q(pk__in=members) | Q(pk__in=holders))

    def visible_to(self, user: "User", on: date) -> "PersonQuerySet":
        """The people of bodies in which this user holds any role on the day."""
        return self.of_bodies(bodies_of(user, on))

    def known_to(self, user: "User", body: "Body", on: date) -> "PersonQuerySet":
        """Whom this user may take onto the body: its and its parent's people, and those of bodies they serve.

        To take somebody on is to keep their private details, so a lesser role elsewhere is not enough.
        """
        if user.is_administrator:
            return self.visible_to(user, on)
        return self.of_bodies(served_by(user, on) | {pk for pk in (body.pk, body.parent_id) if pk})

    def members_of(self, body: "Body", on: date) -> "PersonQuerySet":
        """Who is a member of the body on the day, or its substitute."""
        return self.filter(pk__in=Term.objects.current_on(on).filter(seat__body=body).values("person"))

    def ever_members_of(self, body: "Body") -> "PersonQuerySet":
        """Who is or was a member of the body, or its substitute."""
        return self.filter(pk__in=Term.objects.filter(seat__body=body).values("person"))

    def named_like(self, given_name: str, family_name: str) -> "list[Person]":
        """Those of this name, also with other spaces, capitals or hyphens; their titles do not count."""
        wanted = plain_name(given_name, family_name)
        return [each for each in self if plain_name(each.given_name, each.family_name) == wanted]

    def not_members_of(self, body: "Body", on: date) -> "PersonQuerySet":
        """Who could take a seat on the body: known to it or its parent, and without a seat on the day."""
        known = self.of_bodies([pk for pk in (body.pk, body.parent_id) if pk])
        sitting = Term.objects.current_on(on).filter(seat__body=body).values("person")
        return known.exclude(pk__in=sitting)


class Person(models.Model):
    """Someone whose name is printed. What they are to a body is a dated term, office or attendance."""

    ref = ReferenceField()
    title = models.CharField(
        max_length=60, blank=True, help_text=gettext_lazy("Cllr, Mr, Dr, Chief Constable")
    )
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120)
    post_nominals = models.CharField(max_length=60, blank=True, help_text=gettext_lazy("MBE JP"))
    post = models.CharField(max_length=160, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    publishes_contact = models.BooleanField(default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.printed_name

    @property
    def printed_name(self) -> str:
        """The whole name as printed: title, names, post-nominals."""
        return " ".join(filter(None, [self.title, self.given_name, self.family_name, self.post_nominals]))

    @property
    def spoken_name(self) -> str:
        """The name as a sentence says it: without the letters after it."""
        return " ".join(filter(None, [self.title, self.given_name, self.family_name]))

    @property
    def short_name(self) -> str:
        """Title and family name, as minutes speak of someone."""
        return " ".join(filter(None, [self.title or self.given_name, self.family_name]))


class SeatQuerySet(DatedQuerySet["Seat"]):
    """Ways to ask for seats."""

    def visible_to(self, user: "User", on: date) -> "SeatQuerySet":
        """The seats of bodies in which this user holds any role on the day."""
        return self.filter(body__in=bodies_of(user, on))


class Seat(models.Model):
    """A place on a body, filled or vacant. A vacancy is a seat without a current term."""

    class Kind(models.TextChoices):
        APPOINTED = "appointed", gettext_lazy("Appointed member")
        COOPTED_INDEPENDENT = "coopted_independent", gettext_lazy("Independent co-opted member")
        COOPTED_COUNCILLOR = "coopted_councillor", gettext_lazy("Co-opted councillor")
        SUBSTITUTE = "substitute", gettext_lazy("Substitute member")

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="seats")
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=24, choices=Kind, default=Kind.APPOINTED)
    label = models.CharField(
        max_length=120, blank=True, help_text=gettext_lazy("Only where the body calls it something else")
    )
    position = models.PositiveSmallIntegerField(default=0)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "position", "pk"]
        constraints = [
            ends_after_it_starts("seat_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(kind="appointed") | Q(authority__isnull=False),
                name="appointed_seat_has_authority",
                violation_error_message=gettext_lazy("An appointed member’s seat belongs to a council"),
            ),
        ]

    def __str__(self) -> str:
        kind = self.get_kind_display()
        return kind if self.for_whom == kind else f"{self.for_whom}, {kind.lower()}"

    @property
    def for_whom(self) -> str:
        """What is printed beside the holder: the council, or the kind of co-opted member."""
        return self.label or (self.authority.name if self.authority else self.get_kind_display())

    @property
    def is_voting(self) -> bool:
        """True for every seat but a substitute's; substitutes vote only in another's place."""
        return self.kind != self.Kind.SUBSTITUTE


class TermQuerySet(DatedQuerySet["Term"]):
    """Ways to ask for terms."""

    def visible_to(self, user: "User", on: date) -> "TermQuerySet":
        """The terms on bodies in which this user holds any role on the day."""
        return self.filter(seat__body__in=bodies_of(user, on))


class Term(Dated):
    """A person in a seat, from a day to a day."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="terms")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="terms")

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["seat", "starts_on"]
        constraints = [
            ends_after_it_starts("term_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(ends_on__isnull=True),
                name="one_open_term_per_seat",
                violation_error_message=gettext_lazy(
                    "This seat is already filled. End that membership first"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.seat.for_whom}"
