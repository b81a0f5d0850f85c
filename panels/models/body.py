"""Panels, sub-committees, task groups, partner boards and other committees."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.history.references import ReferenceField
from panels.models.bodies_by_role import bodies_of
from panels.models.settings import BodySettings

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from foundation.accounts.models import User


class BodyQuerySet(models.QuerySet["Body"]):
    """Ways to ask for bodies."""

    def panels(self) -> "BodyQuerySet":
        """The police and crime panels among them."""
        return self.filter(kind=Body.Kind.PANEL)

    def served_by(self, user: "User", on: date) -> "BodyQuerySet":
        """The bodies whose secretariat this user belongs to on the day; all of them for an administrator."""
        from foundation.accounts.roles import Role
        from panels.models.staff import Assignment

        if user.is_administrator:
            return self
        serving = Assignment.objects.current_on(on).filter(user=user, role=Role.SECRETARIAT)
        return self.filter(pk__in=serving.values("body"))

    def visible_to(self, user: "User | AnonymousUser", on: date) -> "BodyQuerySet":
        """The bodies in which this user holds any role on the day."""
        return self.filter(pk__in=bodies_of(user, on))


class Body(models.Model):
    """A committee with meetings of its own; a panel is a body with statutory settings."""

    class Kind(models.TextChoices):
        PANEL = "panel", gettext_lazy("Police and crime panel")
        SUB_COMMITTEE = "sub_committee", gettext_lazy("Sub-committee")
        TASK_GROUP = "task_group", gettext_lazy("Task group")
        PARTNER_BOARD = "partner_board", gettext_lazy("Partner board")
        OTHER = "other", gettext_lazy("Other committee")

    class Status(models.TextChoices):
        SHADOW = "shadow", gettext_lazy("Shadow")
        ACTIVE = "active", gettext_lazy("Active")
        ENDED = "ended", gettext_lazy("Ended")

    ref = ReferenceField()
    slug = models.SlugField(unique=True, max_length=60)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PANEL)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.slug

    @property
    def scope(self) -> str:
        """The scope under which history gathers this body's events."""
        return f"body:{self.pk}"

    def settings_on(self, day: date) -> "BodySettings":
        """The whole row of settings in force on a day; the earliest row for days before any.

        Raises `BodySettings.DoesNotExist` for a body that was never set up. Works on prefetched
        `dated_settings` without a query.
        """
        rows = sorted(self.dated_settings.all(), key=lambda row: row.starts_on)
        if not rows:
            from panels.models.settings import BodySettings

            raise BodySettings.DoesNotExist(_("{words} has no settings").format(words=self))
        return next((row for row in reversed(rows) if row.starts_on <= day), rows[0])
