"""What all bodies share: councils, people and venues."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require
from panels import standing
from panels.actions.telling import record_for, tell_others
from panels.models import Authority, Person, Venue
from panels.models.venue import ACCESS_FACTS
from panels.policies import may_change_email, may_correct_council, may_correct_person, may_keep_directory

Thing = TypeVar("Thing", Authority, Person, Venue)


@transaction.atomic
def add_authority(*, name: str, by: User) -> Authority:
    """Enter a council; one already there under this name is returned as it is."""
    require(may_keep_directory(by, timezone.localdate()))
    known = Authority.objects.filter(name__iexact=name.strip()).first()
    if known:
        return known
    authority = Authority(name=name.strip())
    authority.full_clean()
    authority.save()
    record("council added", authority, by=by)
    return authority


@transaction.atomic
def change_authority(*, authority: Authority, by: User, **changes: Any) -> Authority:
    """Put a council's name right. A council that ends gives up its seats instead."""
    require(may_correct_council(by, authority, timezone.localdate()))
    return _change("council", authority, changes, standing.bodies_with_seats_of(authority), by)


@transaction.atomic
def add_person(*, family_name: str, by: User, **details: Any) -> Person:
    """Enter somebody whose name is printed; details by their field names (title, given_name, post ...)."""
    require(may_keep_directory(by, timezone.localdate()))
    person = Person(family_name=family_name, **details)
    person.full_clean()
    person.save()
    record("person added", person, by=by)
    return person


@transaction.atomic
def change_person(*, person: Person, by: User, **changes: Any) -> Person:
    """Put somebody's name or details right. What is published already keeps its words.

    Every body on which they stand sees it; the other secretariats are told. The address they sign in with
    is another thing: see `panels.actions.addresses`.
    """
    today = timezone.localdate()
    require(may_correct_person(by, person, today))
    if changes.get("email", person.email) != Person.objects.get(pk=person.pk).email:
        require(may_change_email(by, person, today))
    return _change("person", person, changes, standing.bodies_keeping(person, today), by)


@transaction.atomic
def add_venue(*, name: str, by: User, address: str = "", access_note: str = "") -> Venue:
    """Enter a place to meet; one already there under this name is returned as it is."""
    require(may_keep_directory(by, timezone.localdate()))
    known = Venue.objects.filter(name__iexact=name.strip()).first()
    if known:
        return known
    venue = Venue(name=name.strip(), address=address, access_note=access_note)
    venue.full_clean()
    venue.save()
    record("venue added", venue, by=by)
    return venue


@transaction.atomic
def change_venue(*, venue: Venue, by: User, **changes: Any) -> Venue:
    """Put a venue's details right; every body that meets there sees it."""
    require(may_keep_directory(by, timezone.localdate()))
    return _change("venue", venue, changes, standing.bodies_using(venue), by)


@transaction.atomic
def record_access(*, venue: Venue, starts_on: date, by: User, **facts: str) -> Venue:
    """Record the access to a venue from a day on; what held before that day stays for earlier meetings."""
    require(may_keep_directory(by, timezone.localdate()))
    unknown = set(facts) - set(ACCESS_FACTS)
    if unknown:
        raise TypeError(f"No such facts: {sorted(unknown)}")
    row = {"from": starts_on.isoformat(), **{name: facts.get(name, "") for name in ACCESS_FACTS}}
    kept = Venue.objects.select_for_update().get(pk=venue.pk).access
    others = [each for each in kept if each["from"] != row["from"]]
    rows = sorted([*others, row], key=lambda each: each["from"])
    return _change("venue", venue, {"access": rows}, standing.bodies_using(venue), by)


def _change(kind: str, thing: Thing, changes: dict[str, Any], bodies: set[int], by: User) -> Thing:
    """Lock, check, write and record; nothing when nothing differs."""
    thing = type(thing).objects.select_for_update().get(pk=thing.pk)
    before = str(thing)
    changed = {name: value for name, value in changes.items() if getattr(thing, name) != value}
    if not changed:
        return thing
    for name, value in changed.items():
        setattr(thing, name, value)
    thing.full_clean()
    thing.save()
    record_for(bodies, f"{kind} changed", thing, by=by, data={"changed": sorted(changed)})
    what = ", ".join(name.replace("_", " ") for name in sorted(changed))
    said = _("{by} changed the details of {before}: {what}.").format(
        by=by.printed_name, before=before, what=what
    )
    ask = _("If this is wrong, correct it on the page of your panel, or ask them.")
    tell_others(
        bodies, by=by, subject=_("{before}: details changed").format(before=before), said=f"{said}\n\n{ask}\n"
    )
    return thing
