"""First days set right: of a membership, an office, and of settings that were entered late."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require, stopped
from foundation.ui.dates import long_day
from panels.models import Body, Office, Seat, Term
from panels.policies import may_change_body


@transaction.atomic
def correct_term_start(*, term: Term, starts_on: date, by: User) -> Term:
    """Set the first day of a membership right; the seat begins as early where nobody held it before."""
    body = term.seat.body
    _locked(body, by)
    _require_order(starts_on, term.ends_on)
    held = Q(starts_on__lte=term.ends_on or date.max) & (Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    other = Term.objects.filter(held, seat=term.seat_id).exclude(pk=term.pk).select_related("person").first()
    if other:
        until = f" until {long_day(other.ends_on)}" if other.ends_on else ""
        require(stopped(f"{other.person} holds this seat{until}, so it cannot begin then."))
    if Term.objects.filter(held, seat__body=body, person=term.person_id).exclude(pk=term.pk).exists():
        require(stopped(f"{term.person} has another seat on this body then."))
    early = Office.objects.filter(body=body, person=term.person_id, starts_on__lt=starts_on)
    if office := early.filter(starts_on__gte=term.starts_on).first():
        require(stopped(f"{term.person} holds an office from {long_day(office.starts_on)}."))
    was, term.starts_on = term.starts_on, starts_on
    Seat.objects.filter(pk=term.seat_id, starts_on__gt=starts_on).update(starts_on=starts_on)
    term.save(update_fields=["starts_on"])
    _tell("first day of membership corrected", term, body, was, starts_on, by)
    return term


@transaction.atomic
def correct_office_start(*, office: Office, starts_on: date, by: User) -> Office:
    """Set the first day of an office right, within the membership of whoever holds it."""
    _locked(office.body, by)
    _require_order(starts_on, office.ends_on)
    held = Q(starts_on__lte=office.ends_on or date.max)
    held &= Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    same = Office.objects.filter(held, body=office.body_id, kind=office.kind).exclude(pk=office.pk)
    if other := same.select_related("person").first():
        require(
            stopped(f"{other.person} holds this office from {long_day(other.starts_on)}: correct that first.")
        )
    member = Term.objects.current_on(starts_on).filter(seat__body=office.body_id, person=office.person_id)
    if not member.exists():
        require(stopped(f"{office.person} is not a member on that day: correct the membership first."))
    was, office.starts_on = office.starts_on, starts_on
    office.save(update_fields=["starts_on"])
    _tell("first day of office corrected", office, office.body, was, starts_on, by)
    return office


def _locked(body: Body, by: User) -> None:
    Body.objects.select_for_update().get(pk=body.pk)
    require(may_change_body(by, body, timezone.localdate()))


def _require_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        require(stopped(f"It ended on {long_day(ends_on)}, so it cannot begin after that."))


def _tell(verb: str, thing: Any, body: Body, was: date, now: date, by: User) -> None:
    record(verb, thing, by=by, scope=body.scope, data={"was": was.isoformat(), "now": now.isoformat()})
