"""Who works for a body: secretariat, monitoring officer, report authors, the commissioner's office."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from foundation.accounts.roles import Role
from panels.models.bodies_by_role import bodies_of
from panels.models.dated import DatedQuerySet, ends_after_it_starts

if TYPE_CHECKING:
    from foundation.accounts.models import User
    from panels.models.body import Body

STAFF_ROLES = (Role.SECRETARIAT, Role.MONITORING_OFFICER, Role.REPORT_AUTHOR, Role.COMMISSIONERS_OFFICE)


class AssignmentQuerySet(DatedQuerySet["Assignment"]):
    """Ways to ask for assignments."""

    def covers_to_come(self, on: date) -> "AssignmentQuerySet":
        """Cover that is not over on this day."""
        return self.filter(covers__isnull=False, ends_on__gte=on)

    def secretariat_of(self, body: "Body", on: date) -> "models.QuerySet[User]":
        """Whoever is in this body's secretariat on the day, and not there for somebody else."""
        held = self.current_on(on).filter(body=body, role=Role.SECRETARIAT, covers__isnull=True)
        return get_user_model().objects.filter(pk__in=held.values("user")).order_by("name")

    def cover_of(self, body: "Body", on: date) -> "AssignmentQuerySet":
        """Who stands in for somebody in this body's secretariat, on this day or later."""
        return (
            self.covers_to_come(on)
            .filter(body=body)
            .select_related("user", "covers")
            .order_by("starts_on", "pk")
        )

    def standing_in(self, user: "User", on: date) -> "AssignmentQuerySet":
        """The cover by which alone this user is in the secretariat of a body on the day."""
        held = self.current_on(on).filter(user=user, role=Role.SECRETARIAT)
        if user.is_administrator:
            return held.none()
        own = held.filter(covers__isnull=True).values("body")
        return held.filter(covers__isnull=False).exclude(body__in=own)

    def visible_to(self, user: "User", on: date) -> "AssignmentQuerySet":
        """The assignments of bodies in which this user holds any role on the day."""
        return self.filter(body__in=bodies_of(user, on))


class Assignment(models.Model):
    """A user who serves a body in a role, from a day to a day. Members and chairs follow from their terms."""

    body = models.ForeignKey("panels.Body", on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=24, choices=[(r.value, r.label) for r in STAFF_ROLES])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    covers = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["body", "role", "user"]
        constraints = [ends_after_it_starts("assignment_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()}"
