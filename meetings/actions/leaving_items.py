"""What a sub-item that leaves the item it stood under takes along of how that item was kept."""

from foundation.accounts.models import User
from foundation.history.findings import require, stopped
from meetings.actions.restrictions import shut_out
from meetings.models import AgendaItem, Interest, Restriction, ShutOut
from meetings.models.restricted_business import restricted_in_a_part

KEPT_BY_ABOVE = stopped(
    "This sub-item is exempt or confidential only because of the item above it, so it cannot move out of it.",
    remedy="Make the sub-item itself exempt or confidential first.",
    code="where",
)
DECLARED = "Declared an interest in the item above this sub-item"


def leave_item(*, item: AgendaItem, above: AgendaItem, by: User) -> None:
    """Refuse where a line that has moved would be open by that alone; keep it from whom it was kept from."""
    standing = Restriction.objects.standing()
    if (
        standing.filter(item=above).exists()
        and not standing.filter(item__in=[item.pk, item.parent_id]).exists()
    ):
        require(KEPT_BY_ABOVE)
    if AgendaItem.objects.filter(restricted_in_a_part(), pk=item.pk).exists():
        _bring_shut_out(item, above, by)


def _bring_shut_out(item: AgendaItem, above: AgendaItem, by: User) -> None:
    for out in ShutOut.objects.filter(item=above).select_related("person"):
        shut_out(item=item, person=out.person, reason=out.reason, by=by)
    # A declaration says what was declared, so it stays as it is.
    declared = Interest.objects.leaving().filter(items=above).exclude(items=item)
    for interest in declared.select_related("person"):
        shut_out(item=item, person=interest.person, reason=DECLARED, by=by)
