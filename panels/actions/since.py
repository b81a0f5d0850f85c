"""First days set right: of a membership, an office, and of settings that were entered late."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse
from foundation.ui.dates import long_day, on_day, written
from panels.actions.bodies import lock_body
from panels.models import Body, Office, Person, Seat, Term
from panels.models.dated import days


@transaction.atomic
def correct_term_start(*, term: Term, starts_on: date, by: User) -> Term:
    """Set the first day of a membership right; the seat begins as early where nobody held it before."""
    body = term.seat.body
    lock_body(body, by)
    _require_order(starts_on, term.ends)
    held = Q(starts_on__lte=term.ends_on or date.max) & (Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    other = Term.objects.filter(held, seat=term.seat_id).exclude(pk=term.pk).select_related("person").first()
    if other:
        until = _(" until {day}").format(day=long_day(other.ends)) if other.ends else ""
        refuse(
            _("{person} holds this seat{until}, so it cannot begin then.").format(
                person=other.person, until=until
            )
        )
    if Term.objects.filter(held, seat__body=body, person=term.person_id).exclude(pk=term.pk).exists():
        refuse(_("{person} has another seat on this body then.").format(person=term.person))
    early = Office.objects.filter(body=body, person=term.person_id, starts_on__lt=starts_on)
    if office := early.filter(starts_on__gte=term.starts_on).first():
        refuse(
            _("{person} holds an office from {day}.").format(person=term.person, day=long_day(office.starts))
        )
    was = term.starts
    term.begin(starts_on)
    Seat.objects.filter(pk=term.seat_id, starts_on__gt=starts_on).update(starts_on=starts_on)
    term.save(update_fields=["starts_on", "starts_known"])
    _tell("first day of membership corrected", term, body, was, starts_on, by)
    return term


@transaction.atomic
def correct_office_start(*, office: Office, starts_on: date, by: User) -> Office:
    """Set the first day of an office right, within the membership of whoever holds it."""
    lock_body(office.body, by)
    _require_order(starts_on, office.ends)
    others = Office.objects.exclude(pk=office.pk)
    _require_office_free(others, office.body, office.person, office.kind, starts_on, office.ends_on)
    was = office.starts
    office.begin(starts_on)
    office.save(update_fields=["starts_on", "starts_known"])
    _tell("first day of office corrected", office, office.body, was, starts_on, by)
    return office


@transaction.atomic
def record_past_office(
    *, body: Body, person: Person, kind: str, starts_on: date, ends_on: date, by: User
) -> Office:
    """Enter who held an office before; whoever holds it now keeps it."""
    lock_body(body, by)
    if ends_on < starts_on:
        refuse(_("An office cannot end before it starts."))
    _require_office_free(Office.objects.all(), body, person, kind, starts_on, ends_on)
    office = Office.objects.create(body=body, kind=kind, person=person, **days(starts_on, ends_on))
    data = {"from": written(starts_on), "last day": written(ends_on)}
    record("past office recorded", office, by=by, scope=body.scope, data=data)
    return office


def _require_office_free(
    others: QuerySet[Office],
    body: Body,
    person: Person,
    kind: str,
    starts_on: date,
    ends_on: date | None,
) -> None:
    """Refuse days that cross those of another chair, of the same person, or that are no member's days."""
    held = Q(starts_on__lte=ends_on or date.max) & (Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    crossing = others.filter(held, body=body, kind=kind)
    if kind != Office.Kind.CHAIR:
        crossing = crossing.filter(person=person)
    if other := crossing.select_related("person").first():
        said = _("{person} holds this office from {day}").format(
            person=other.person, day=long_day(other.starts)
        )
        refuse(_("{said}: correct that first, or choose other days.").format(said=said))
    terms = Term.objects.filter(seat__body=body, person=person)
    for day in filter(None, (starts_on, ends_on)):
        if not terms.current_on(day).exists():
            said = _("{person} is not a member {day}").format(person=person, day=on_day(day))
            refuse(_("{said}: correct the membership first.").format(said=said))


def _require_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        refuse(_("It ended {day}, so it cannot begin after that.").format(day=on_day(ends_on)))


def _tell(verb: str, thing: Any, body: Body, was: date, now: date, by: User) -> None:
    record(verb, thing, by=by, scope=body.scope, data={"was": written(was), "now": written(now)})
