"""Offices of a body (chair, vice-chair), and the office that the body scrutinises."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy

from panels.models.bodies_by_role import bodies_of
from panels.models.dated import Dated, DatedQuerySet, ends_after_it_starts
from panels.models.people import Person

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from panels.models.body import Body


class OfficeQuerySet(DatedQuerySet["Office"]):
    """Ways to ask for offices."""

    def visible_to(self, user: "User", on: date) -> "OfficeQuerySet":
        """The offices of bodies in which this user holds any role on the day."""
        return self.filter(body__in=bodies_of(user, on))

    def deputies_of(self, body: "Body") -> "OfficeQuerySet":
        """Whoever deputised for this body's chair, ever."""
        return self.filter(body=body, kind="deputy")


class Office(Dated):
    """A person chairing a body, or its deputy, from a day to a day."""

    class Kind(models.TextChoices):
        CHAIR = "chair", gettext_lazy("Chair")
        DEPUTY = "deputy", gettext_lazy("Vice-Chair")

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="offices")
    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["body", "kind", "starts_on"]
        constraints = [ends_after_it_starts("office_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}"


class ScrutinisedOffice(models.Model):
    """The office a panel holds to account, under the name it has: Commissioner, Mayor, Board."""

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="scrutinised_offices")
    name = models.CharField(
        max_length=160, help_text=gettext_lazy("Police and Crime Commissioner for Wessex")
    )
    office_name = models.CharField(
        max_length=200, help_text=gettext_lazy("Office of the Police and Crime Commissioner")
    )

    class Meta:
        ordering = ["body", "name"]

    def __str__(self) -> str:
        return self.name


class OfficeHolderQuerySet(DatedQuerySet["OfficeHolder"]):
    """Ways to ask for office-holders."""

    def visible_to(self, user: "User", on: date) -> "OfficeHolderQuerySet":
        """The holders of offices scrutinised by bodies in which this user holds any role on the day."""
        return self.filter(office__body__in=bodies_of(user, on))


class OfficeHolder(Dated):
    """Who holds, deputises for or works for the scrutinised office, from a day to a day."""

    office = models.ForeignKey(ScrutinisedOffice, on_delete=models.CASCADE, related_name="holders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=160, help_text=gettext_lazy("Police and Crime Commissioner"))
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfficeHolderQuerySet.as_manager()

    class Meta:
        ordering = ["office", "position", "starts_on"]
        constraints = [ends_after_it_starts("office_holder_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"
