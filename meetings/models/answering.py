"""Who answers for a follow-up: the person named in the ledger; for recommendations, the office."""

from datetime import date

from django.db.models import Q

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from panels.models import Assignment, OfficeHolder
from panels.policies import has_role_for

RECOMMENDATION = "recommendation"
# How minutes print an action for the office that is scrutinised, whoever works there.
THE_OFFICE = (
    r"^(the )?(((police|fire|crime|and|,) ?)*(commissioner|mayor)(['’]s office)?"
    r"|office of the ((police|fire|crime|and|,) ?)*(commissioner|mayor)|opcc)$"
)


def answered_by(user: User, on: date) -> Q:
    """The follow-ups this user answers for on the day, while they have a role, a seat or an office there.

    Those who work for the scrutinised office answer for what its holders undertook, for what minutes print
    as the office’s, and for the recommendations that name nobody who signs in: the panel makes them to it.
    Source: Police Reform and Social Responsibility Act 2011, section 29(3).
    """
    if not user.is_active:
        return Q(pk__in=[])
    offices = (
        Assignment.objects.current_on(on).filter(user=user, role=Role.COMMISSIONERS_OFFICE).values("body")
    )
    holders = OfficeHolder.objects.current_on(on).filter(office__body__in=offices).values("person")
    to_the_office = Q(kind=RECOMMENDATION, answerer__user__isnull=True, answerer_email="")
    to_the_office |= Q(owner__iregex=THE_OFFICE, answerer__isnull=True, answerer_name="")
    held = OfficeHolder.objects.current_on(on).filter(person__user=user).values("office__body")
    stands = has_role_for(user, on, "body") | Q(body__in=held) | Q(body__parent__in=held)
    return Q(answerer__user=user) & stands | Q(body__in=offices) & (Q(answerer__in=holders) | to_the_office)
