"""What all bodies share: councils, people and venues."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require
from panels.models import Authority, Person, Venue
from panels.policies import may_keep_directory

Thing = TypeVar("Thing", Authority, Person, Venue)


@transaction.atomic
def add_authority(*, name: str, by: User, short_name: str = "") -> Authority:
    """Enter a council; one already there under this name is returned as it is."""
    require(may_keep_directory(by, timezone.localdate()))
    known = Authority.objects.filter(name__iexact=name.strip()).first()
    if known:
        return known
    authority = Authority(name=name.strip(), short_name=short_name)
    authority.full_clean()
    authority.save()
    record("council added", authority, by=by)
    return authority


@transaction.atomic
def change_authority(*, authority: Authority, by: User, **changes: Any) -> Authority:
    """Put a council's name right. A council that ends gives up its seats instead."""
    return _change("council", authority, changes, by)


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
    """Put somebody's name or details right. What is published already keeps its words."""
    return _change("person", person, changes, by)


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
    """Put a venue's details right."""
    return _change("venue", venue, changes, by)


def _change(kind: str, thing: Thing, changes: dict[str, Any], by: User) -> Thing:
    """Lock, check, write and record; nothing when nothing differs."""
    require(may_keep_directory(by, timezone.localdate()))
    thing = type(thing).objects.select_for_update().get(pk=thing.pk)
    changed = {name: value for name, value in changes.items() if getattr(thing, name) != value}
    if not changed:
        return thing
    for name, value in changed.items():
        setattr(thing, name, value)
    thing.full_clean()
    thing.save()
    record(f"{kind} changed", thing, by=by, data={"changed": sorted(changed)})
    return thing
