"""A sign-in that is to get another address: who asked, who agreed, until when the old address can stop it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField

if TYPE_CHECKING:
    from foundation.accounts.models import PersonalLink, User


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    """Ways to ask for changes of address."""

    def open(self) -> "AddressChangeQuerySet":
        """Those that are neither done nor stopped."""
        return self.filter(done_at__isnull=True, stopped_at__isnull=True)

    def due(self, now: datetime) -> "AddressChangeQuerySet":
        """Those that nobody stopped in time."""
        return self.open().filter(due_at__lte=now)

    def of(self, user: "User") -> "AddressChange | None":
        """The open one of a user, or None."""
        return self.open().filter(user=user).first()

    def opened_by(self, link: "PersonalLink") -> "AddressChangeQuerySet":
        """The one a personal link was made for."""
        return self.filter(ref=link.target)


class AddressChange(models.Model):
    """A change of the address somebody signs in with; done, stopped, or waiting for one of the two."""

    class Way(models.TextChoices):
        OWN = "own", gettext_lazy("Asked by its owner")
        ADMINISTRATOR = "administrator", gettext_lazy("Asked by an administrator")
        LOST = "lost", gettext_lazy("The old mailbox is lost")

    ref = ReferenceField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=16, choices=Way)
    old_email = models.EmailField()
    new_email = models.EmailField()
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    due_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=gettext_lazy("When it takes effect unless stopped. Blank where a person has to agree"),
    )
    agreed_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("The old address, or a second person")
    )
    proved_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("The new address followed its link")
    )
    done_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=200, blank=True)

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(done_at__isnull=True, stopped_at__isnull=True),
                name="one_open_change_of_address",
                violation_error_message=gettext_lazy("A change of this address has already been requested"),
            ),
            at_and_by("stopped", name="address_stopped_at_and_by_together"),
        ]

    def __str__(self) -> str:
        return f"Address of {self.user}"

    @property
    def is_open(self) -> bool:
        """True while it can still be stopped."""
        return self.done_at is None and self.stopped_at is None
