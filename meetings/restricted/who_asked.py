"""Who asked that something is kept from the public, and who else could sign it: two hands, not one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.models import Event
from meetings.models import Meeting, Restriction
from panels.models import Assignment

KEPT, CHANGED, LIFTED = "kept from the public", "restriction changed", "restriction lifted"
NAMED, RESOLVED = "reader named", "exclusion resolved"


@dataclass(frozen=True)
class Askers:
    """Who asked for each of some restrictions, from their history, and who can sign for the body today."""

    askers: Mapping[int, frozenset[str]]
    officers: frozenset[str]

    @classmethod
    def of(cls, meeting: Meeting, restrictions: Iterable[Restriction], on: date) -> "Askers":
        """Gathered in three queries; what an account asked that was joined with another, the other asked."""
        askers: dict[int, set[str]] = {each.pk: set() for each in restrictions}
        told = Event.objects.filter(
            subject_type="meetings.restriction",
            subject_id__in=[str(pk) for pk in askers],
            verb__in=(KEPT, CHANGED),
        )
        joined = User.objects.filter(joined_into__isnull=False).values_list("pk", "joined_into_id")
        same = {str(gone): str(kept) for gone, kept in joined}
        for subject, actor in told.order_by("number").values_list("subject_id", "actor_id"):
            askers[int(subject)].add(same.get(actor, actor))
        held = Assignment.objects.current_on(on).filter(
            body=meeting.body_id, role=Role.MONITORING_OFFICER, user__is_active=True
        )
        officers = frozenset(str(pk) for pk in held.values_list("user_id", flat=True))
        return cls({pk: frozenset(found) for pk, found in askers.items()}, officers)

    def is_by(self, user: User | AnonymousUser, restriction: Restriction) -> bool:
        """Did this user ask for it, or change what was asked?"""
        return str(user.pk) in self.askers.get(restriction.pk, frozenset())

    def others(self, restriction: Restriction) -> int:
        """How many could sign it who did not ask for it."""
        return len(self.officers - self.askers.get(restriction.pk, frozenset()))
