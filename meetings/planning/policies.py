"""May this user read or keep the year and the work programme of a body?"""

from django.utils.translation import gettext as _

from foundation.accounts.roles import Role
from foundation.history.findings import Finding, stopped
from meetings.models import WorkProgrammeItem
from panels.models import Body
from panels.policies import SECRETARIAT, AnyUser, needs

PREPARING = SECRETARIAT | {Role.CHAIR, Role.MONITORING_OFFICER}
_READERS = PREPARING | {Role.MEMBER}


def may_read_programme(user: AnyUser, body: Body) -> Finding:
    """May this user read the work programme of this body before it is published?"""
    return needs(user, body, _READERS, _("read the work programme"))


def may_keep_programme(user: AnyUser, body: Body) -> Finding:
    """May this user add to the work programme of this body, change it and place its items?"""
    return needs(user, body, SECRETARIAT, _("keep the work programme"))


def may_change_programme_item(user: AnyUser, entry: WorkProgrammeItem) -> Finding:
    """May this user change or drop this item now? On an agenda its words are the agenda’s."""
    kept = may_keep_programme(user, entry.body)
    if not kept.is_met or entry.is_waiting:
        return kept
    if entry.status == WorkProgrammeItem.Status.PLACED:
        return stopped(_("This item is on an agenda. Change it there, or remove it from the agenda first."))
    said = entry.get_status_display().lower()
    return stopped(_("This item is {said}, so it can no longer be changed.").format(said=said))
