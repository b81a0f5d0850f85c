"""What the pages of accounts show: who can sign in, for what, and what waits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from foundation.accounts.models import User
from panels import standing
from panels.models import AddressChange, Body, Person


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account in the list."""

    user: User
    person: Person | None
    change: AddressChange | None


def rows() -> list[AccountRow]:
    """Every account, in three queries; the closed ones last."""
    people = {person.user_id: person for person in Person.objects.filter(user__isnull=False)}
    changes = {change.user_id: change for change in AddressChange.objects.open()}
    users = User.objects.order_by("-is_active", "name", "pk")
    return [AccountRow(user, people.get(user.pk), changes.get(user.pk)) for user in users]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account, with the bodies it touches and a change of address that waits."""

    account: User
    person: Person | None
    bodies: list[tuple[str, int]]
    change: AddressChange | None
    owned: list[standing.Owned]

    @classmethod
    def of(cls, account: User, on: date) -> "AccountPage":
        """Gather the page."""
        ids = standing.bodies_of_account(account, on)
        bodies = Body.objects.filter(pk__in=ids).prefetch_related("dated_settings")
        change = AddressChange.objects.open().filter(user=account).select_related("asked_by").first()
        return cls(
            account=account,
            person=Person.objects.filter(user=account).first(),
            bodies=sorted((body.settings_on(on).name, body.pk) for body in bodies),
            change=change,
            owned=standing.owned_by(account, on),
        )


def others_than(user: User) -> QuerySet[User]:
    """The accounts that could be joined with this one."""
    return User.objects.filter(joined_into__isnull=True).exclude(pk=user.pk).order_by("name", "pk")
