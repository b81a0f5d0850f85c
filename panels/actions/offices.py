"""Who chairs a body, and who holds the office it scrutinises."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.ui.dates import KnownDay, known_to, long_day, written
from panels.actions.bodies import lock_body
from panels.models import Body, Office, OfficeHolder, Person, ScrutinisedOffice, Term
from panels.models.dated import days
from panels.rules import end_finding

DAY = timedelta(days=1)


@transaction.atomic
def appoint_office(
    *,
    body: Body,
    person: Person,
    starts_on: date,
    by: User,
    kind: str = Office.Kind.CHAIR,
    beside: Iterable[int] = (),
) -> Office:
    """Make a member the chair, or the chair's deputy; whoever was it before stops the day before.

    `beside`: keys of offices that go on, where a body has two deputies.
    """
    lock_body(body, by)
    _require_member(body, person, starts_on)
    held = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    if Office.objects.filter(held, pk__in=list(beside), person=person).exists():
        refuse(_("{person} already holds this office.").format(person=person))
    earlier = Office.objects.filter(held, body=body, kind=kind).exclude(pk__in=list(beside))
    for before in earlier.select_related("person"):
        if before.starts_on >= starts_on:
            refuse(
                _("{person} holds this office from {day}: end that first.").format(
                    person=before.person, day=long_day(before.starts)
                )
            )
        # Of a successor whose day is not known theirs is not known either.
        before.end(KnownDay.of(starts_on - DAY, known_to(starts_on)))
        before.save()
    office = Office.objects.create(body=body, kind=kind, person=person, **days(starts_on))
    record("office taken", office, by=by, scope=body.scope, data={"from": written(starts_on)})
    return office


def _require_member(body: Body, person: Person, day: date) -> None:
    """Refuse who is no member on the day; where the membership begins later, say from when it is known."""
    terms = Term.objects.filter(seat__body=body, person=person)
    if terms.current_on(day).exists():
        return
    later = terms.filter(starts_on__gt=day).order_by("starts_on").first()
    if later is None:
        refuse(_("{person} is not a member on that day, so cannot hold the office.").format(person=person))
    else:
        said = _("{person} is recorded as a member only from {day}.").format(
            person=person, day=long_day(later.starts)
        )
        refuse(said, remedy=_("Correct the first day of the membership first, or give a later day."))


@transaction.atomic
def end_office(*, office: Office, ends_on: date, by: User) -> Office:
    """Let an office end with this day."""
    lock_body(office.body, by)
    if ends_on < office.starts_on:
        refuse(_("An office cannot end before it starts."))
    others = Office.objects.filter(body=office.body, kind=office.kind, starts_on__gt=office.starts_on)
    successor = others.filter(starts_on__lte=ends_on).select_related("person").first()
    if successor:
        refuse(
            _("{person} holds this office from {day}.").format(
                person=successor.person, day=long_day(successor.starts)
            )
        )
    today, was = timezone.localdate(), office.ends
    require(end_finding(was, ends_on, today))
    seated = Term.objects.filter(seat__body=office.body, person=office.person).current_on(ends_on)
    if was is not None and ends_on > was and ends_on >= today and not seated.exists():
        refuse(
            _("{person} is not a member on that day, so cannot hold the office.").format(person=office.person)
        )
    office.end(ends_on)
    office.save()
    record("office ended", office, by=by, scope=office.body.scope, data={"last day": written(ends_on)})
    return office


@transaction.atomic
def add_scrutinised_office(*, body: Body, name: str, office_name: str, by: User) -> ScrutinisedOffice:
    """Name the office that the body holds to account."""
    lock_body(body, by)
    office = ScrutinisedOffice(body=body, name=name, office_name=office_name)
    office.full_clean()
    office.save()
    record("scrutinised office named", office, by=by, scope=body.scope)
    return office


@transaction.atomic
def appoint_holder(
    *,
    office: ScrutinisedOffice,
    person: Person,
    post: str,
    starts_on: date,
    by: User,
    ends_on: date | None = None,
) -> OfficeHolder:
    """Record who holds, deputises for or works for the scrutinised office from a day."""
    lock_body(office.body, by)
    last = office.holders.aggregate(last=Max("position"))["last"] or 0
    holder = OfficeHolder(
        office=office, person=person, post=post, position=last + 1, **days(starts_on, ends_on)
    )
    holder.full_clean()
    holder.save()
    record("office-holder recorded", holder, by=by, scope=office.body.scope)
    return holder


@transaction.atomic
def end_holder(*, holder: OfficeHolder, ends_on: date, by: User) -> OfficeHolder:
    """Let somebody's post in the scrutinised office end with this day."""
    lock_body(holder.office.body, by)
    if ends_on < holder.starts_on:
        refuse(_("A post cannot end before it starts."))
    require(end_finding(holder.ends, ends_on, timezone.localdate()))
    holder.end(ends_on)
    holder.save()
    record("office-holder’s post ended", holder, by=by, scope=holder.office.body.scope)
    return holder
