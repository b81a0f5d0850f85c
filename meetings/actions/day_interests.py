"""Declarations made while the meeting goes on, and standing ones repeated with one click."""

from collections.abc import Sequence

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse
from meetings.actions.attendance import record_interest
from meetings.actions.day_entries import received
from meetings.models import AgendaItem, Interest, Meeting
from meetings.roll import known_people, person_named
from panels.models import Person


@transaction.atomic
def declare_interest(
    *,
    meeting: Meeting,
    nature: str,
    by: User,
    person: Person | None = None,
    name: str = "",
    kind: str = "personal",
    items: Sequence[AgendaItem] = (),
    consequence: str = Interest.Consequence.STAYED,
    dispensation: str = "",
    is_standing: bool = False,
    declared_at_item: AgendaItem | None = None,
    key: str = "",
) -> Interest | None:
    """Write down a declaration of a member, or of anybody else by name; without `nature` details come later.

    Raises `Refused`.
    """
    act = received(meeting, by, key)
    if act is None:
        return None
    if person is None and name.strip():
        person = person_named(name, known_people([name], meeting.body), by)
    if person is None:
        refuse("Say whose interest it is.", code="person")
    if consequence not in Interest.Consequence.values:
        refuse("Choose what follows from it.", code="consequence")
    return record_interest(
        meeting=meeting,
        person=person,
        nature=nature,
        kind=kind,
        items=items,
        consequence=consequence,
        dispensation=dispensation,
        is_standing=is_standing,
        declared_at_item=declared_at_item,
        by=by,
    )


@transaction.atomic
def repeat_declaration(*, meeting: Meeting, declared: Interest, by: User, key: str = "") -> Interest | None:
    """Declare again at this meeting what somebody declared as standing at an earlier one, for all items."""
    act = received(meeting, by, key)
    if act is None:
        return None
    if meeting.interests.filter(person=declared.person, nature=declared.nature).exists():
        return None
    return record_interest(
        meeting=meeting,
        person=declared.person,
        nature=declared.nature,
        kind=declared.kind,
        consequence=Interest.Consequence.STAYED,
        dispensation=declared.dispensation,
        is_standing=True,
        by=by,
    )


@transaction.atomic
def change_interest(
    *,
    interest: Interest,
    by: User,
    nature: str,
    kind: str,
    items: Sequence[AgendaItem] = (),
    consequence: str = Interest.Consequence.STAYED,
    dispensation: str = "",
    is_standing: bool = False,
    key: str = "",
) -> Interest:
    """Set a declaration right; one that stands no more is not offered from earlier meetings either."""
    act = received(interest.meeting, by, key)
    if act is None:
        return interest
    interest.nature, interest.kind = nature.strip(), kind.strip() or "personal"
    interest.consequence, interest.dispensation = consequence, dispensation.strip()
    interest.is_standing, interest.covers_all_items = is_standing, not items
    interest.save()
    interest.items.set(items)
    if not is_standing:
        same = Interest.objects.filter(meeting__body=interest.meeting.body_id, person=interest.person_id)
        same.filter(nature=interest.nature, is_standing=True).update(is_standing=False)
    record("interest corrected", interest.meeting, by=by, scope=interest.meeting.scope)
    return interest
