"""In which bodies somebody holds a role: asked by the tables themselves, for what may be seen of them."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from foundation.accounts.asked_once import asked_once
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from panels.models.by_name import rows


@asked_once
def bodies_of(user: User | AnonymousUser, on: date) -> set[int]:
    """The ids of the bodies in which this user holds any role on the day; all for an administrator."""
    if not isinstance(user, User) or not user.is_active:
        return set()
    if user.is_administrator:
        return set(rows("Body").values_list("pk", flat=True))
    staff = rows("Assignment").current_on(on).filter(user=user).values_list("body_id", flat=True)
    seated = rows("Term").current_on(on).filter(person__user=user).values_list("seat__body_id", flat=True)
    chairing = rows("Office").current_on(on).filter(person__user=user).values_list("body_id", flat=True)
    return {*staff, *seated, *chairing}


def in_bodies_of(user: User | AnonymousUser, on: date) -> Q:
    """The same as a question about rows with a `body`, asked together with them and not before."""
    if not isinstance(user, User) or not user.is_active:
        return Q(pk__in=[])
    if user.is_administrator:
        return Q()
    staff = rows("Assignment").current_on(on).filter(user=user).values("body")
    seated = rows("Term").current_on(on).filter(person__user=user).values("seat__body")
    chairing = rows("Office").current_on(on).filter(person__user=user).values("body")
    return Q(body__in=staff) | Q(body__in=seated) | Q(body__in=chairing)


@asked_once
def served_by(user: User, on: date) -> set[int]:
    """The ids of the bodies whose secretariat this user belongs to, as a role of their own."""
    held = rows("Assignment").current_on(on).filter(user=user, role=Role.SECRETARIAT)
    return set(held.values_list("body_id", flat=True))
