"""Seats, the people in them, and members pasted from a spreadsheet."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.ui.dates import KnownDay, long_day, on_day, written
from panels.actions.bodies import lock_body
from panels.actions.directory import add_authority, add_person
from panels.models import Authority, Body, Office, Person, Seat, Term
from panels.models.dated import days
from panels.pasting import PastedRow
from panels.rules import end_finding

DAY = timedelta(days=1)


@transaction.atomic
def add_seat(
    *,
    body: Body,
    by: User,
    authority: Authority | None = None,
    kind: str = Seat.Kind.APPOINTED,
    starts_on: date | None = None,
) -> Seat:
    """Add a place to a body, vacant until somebody is seated in it."""
    lock_body(body, by)
    last = body.seats.aggregate(last=Max("position"))["last"] or 0
    seat = Seat(
        body=body,
        authority=authority,
        kind=kind,
        position=last + 1,
        starts_on=starts_on or timezone.localdate(),
    )
    if kind == Seat.Kind.APPOINTED and authority is None:
        refuse(_("Select the council to which the appointed member’s seat belongs."))
    seat.full_clean()
    seat.save()
    record("seat added", seat, by=by, scope=body.scope)
    return seat


@transaction.atomic
def close_seat(*, seat: Seat, ends_on: date, by: User) -> Seat:
    """Let a vacant seat end with this day."""
    lock_body(seat.body, by)
    later = (
        seat.terms.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)).select_related("person").first()
    )
    if later:
        refuse(_("{person} holds this seat after that day: end that term first.").format(person=later.person))
    if ends_on < seat.starts_on:
        refuse(_("A seat cannot end before it starts."))
    seat.ends_on = ends_on
    seat.save()
    record("seat ended", seat, by=by, scope=seat.body.scope, data={"last day": ends_on.isoformat()})
    return seat


@transaction.atomic
def seat_member(
    *, person: Person, seat: Seat, starts_on: date, by: User, ends_on: date | None = None
) -> Term:
    """Put a person in a seat from a day, until a day or open."""
    lock_body(seat.body, by)
    require_free(seat, person, starts_on, ends_on)
    term = Term(seat=seat, person=person, **days(starts_on, ends_on))
    term.full_clean()
    term.save()
    told = {"from": written(starts_on), "until": written(ends_on) if ends_on else ""}
    record("member seated", term, by=by, scope=seat.body.scope, data=told)
    return term


def require_free(seat: Seat, person: Person, starts_on: date, ends_on: date | None) -> None:
    """Refuse where the days cross somebody else's, or the person sits on the body already."""
    if starts_on < seat.starts_on:
        refuse(_("The seat does not exist yet on that day: choose a later one."))
    if ends_on and ends_on < starts_on:
        refuse(_("A term cannot end before it starts."))
    crossing = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    if ends_on:
        crossing &= Q(starts_on__lte=ends_on)
    holder = Term.objects.filter(crossing, seat=seat).select_related("person").first()
    if holder:
        then = (
            _("until {ends}").format(ends=holder.ends.words) if isinstance(holder.ends, KnownDay) else "then"
        )
        refuse(
            _("{person} holds this seat {then}: end that term first.").format(person=holder.person, then=then)
        )
    elsewhere = Term.objects.filter(crossing, seat__body_id=seat.body_id, person=person)
    if elsewhere.exists():
        refuse(_("{person} already has a seat on this body.").format(person=person))


@transaction.atomic
def add_member(
    *,
    body: Body,
    person: dict[str, Any] | Person,
    kind: str,
    starts_on: date,
    by: User,
    council: str = "",
    ends_on: date | None = None,
) -> Term:
    """Enter a person, known already or by the fields of a new name, in a seat made for them.

    Of somebody who was a member before, the seat ends with the membership.
    """
    authority = add_authority(name=council, by=by) if council else None
    seat = add_seat(body=body, by=by, authority=authority, kind=kind, starts_on=starts_on)
    member = person if isinstance(person, Person) else add_person(by=by, **person)
    term = seat_member(person=member, seat=seat, starts_on=starts_on, ends_on=ends_on, by=by)
    if ends_on:
        close_seat(seat=seat, ends_on=ends_on, by=by)
    return term


@transaction.atomic
def end_term(*, term: Term, ends_on: date, by: User, reason: str = "") -> Term:
    """Let somebody's membership end with this day; the seat is vacant from the next.

    An office they hold on the body ends with it.
    """
    body = term.seat.body
    lock_body(body, by)
    require_end(term, ends_on)
    term.end(ends_on)
    term.save()
    told = {"last day": written(ends_on)}
    record("membership ended", term, by=by, scope=body.scope, note=reason, data=told)
    for office in Office.objects.current_on(ends_on + DAY).filter(body=body, person=term.person_id):
        office.end(ends_on)
        office.save()
        record("office ended", office, by=by, scope=body.scope, data=told)
    return term


def require_end(term: Term, ends_on: date) -> None:
    """Refuse a last day before the first, in a successor's time, or before an office to come."""
    if ends_on < term.starts_on:
        refuse(_("A term cannot end before it starts."))
    others = Term.objects.filter(seat=term.seat_id, starts_on__gt=term.starts_on, starts_on__lte=ends_on)
    successor = others.select_related("person").first()
    if successor:
        refuse(
            _("{person} holds this seat from {day}.").format(
                person=successor.person, day=long_day(successor.starts)
            )
        )
    to_come = Office.objects.filter(
        body=term.seat.body_id, person=term.person_id, starts_on__gt=ends_on
    ).first()
    if to_come:
        refuse(
            _("{person} takes an office {day}: end that first.").format(
                person=term.person, day=on_day(to_come.starts)
            )
        )
    require(end_finding(term.ends, ends_on, timezone.localdate()))


@transaction.atomic
def save_pasted(
    *,
    body: Body,
    rows: Sequence[PastedRow],
    starts_on: date,
    by: User,
    known: Mapping[int, Person] | None = None,
) -> list[Seat]:
    """Make councils, people, seats and terms of the rows understood, in their order; vacancies stay empty.

    `known`: by the number of their line, people who are entered already.
    """
    lock_body(body, by)
    seats = []
    for row in rows:
        authority = add_authority(name=row.council, by=by) if row.council else None
        seat = add_seat(body=body, by=by, authority=authority, kind=row.kind, starts_on=starts_on)
        if not row.is_vacancy:
            person = (known or {}).get(row.number) or add_person(
                family_name=row.family_name,
                by=by,
                title=row.title,
                given_name=row.given_name,
                post_nominals=row.post_nominals,
                email=row.email,
            )
            seat_member(person=person, seat=seat, starts_on=starts_on, by=by)
        seats.append(seat)
    return seats
