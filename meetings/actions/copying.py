"""Copying the agenda of another meeting: its lines, and what of them is kept from the public."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require
from meetings.actions.agenda import reorder
from meetings.actions.locks import lock
from meetings.actions.minutes_to_confirm import name_minutes
from meetings.actions.restrictions import restrict_item, shut_out, terms_of
from meetings.models import AgendaItem, Meeting, ShutOut
from meetings.models.agenda import Business
from meetings.policies import may_edit_agenda
from meetings.restricted import Restricted


@transaction.atomic
def copy_agenda(*, meeting: Meeting, source: Meeting, by: User) -> list[AgendaItem]:
    """Copy the lines of an earlier agenda to the end of this one, without those it has already.

    Papers and withdrawn items stay behind, and an item that confirms minutes brings those that wait now. What
    was kept from the public stays so, on the same ground, to be signed anew, and kept from the same people.
    """
    lock(meeting)
    require(may_edit_agenda(by, meeting))
    there = {_sameness(item) for item in meeting.items.all()}
    copies: dict[int, AgendaItem] = {}
    restricted = Restricted.of(source)
    for item in source.items.filter(withdrawn_at__isnull=True).order_by("position", "pk"):
        if _sameness(item) in there:
            continue
        copy = AgendaItem.objects.create(
            meeting=meeting,
            position=len(there) + len(copies) + 1,
            parent=copies.get(item.parent_id or 0),
            kind=item.kind,
            business=item.business,
            standing=item.standing,
            title=item.title,
            presenter=item.presenter,
            purpose=item.purpose,
            not_before=item.not_before,
        )
        if copy.business == Business.MINUTES:
            name_minutes(copy)
        found = restricted.on_item(item)
        # A sub-item that comes without the line above it brings what came from there.
        is_alone = copy.parent is None
        if found is not None and (is_alone or found.item_id == item.pk):
            restrict_item(item=copy, by=by, **terms_of(found))
        if found is not None:
            # The line above may be open, so that its copy keeps nobody out.
            lines = [item.pk, item.parent_id]
            for out in ShutOut.objects.filter(item__in=lines).select_related("person"):
                shut_out(item=copy, person=out.person, reason=out.reason, by=by)
        copies[item.pk] = copy
    reorder(meeting)
    data = {"from": source.ref, "count": len(copies)}
    record("items copied", meeting, by=by, scope=meeting.scope, data=data)
    return list(copies.values())


def _sameness(item: AgendaItem) -> str:
    if item.business == Business.MINUTES:
        return "minutes"
    return item.standing or item.title.casefold()
