"""Who may bring, write, clear and read papers."""

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts import links
from foundation.accounts.models import PersonalLink, User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from meetings.common import authorship
from meetings.common.policies import READERS_OF_DRAFTS
from meetings.models import Paper, Placement
from meetings.restricted.business import Restricted
from meetings.restricted.policies import restricted_reader
from panels.models import Body
from panels.policies import SECRETARIAT, AnyUser, needs

# Who writes a paper: somebody signed in, or its author by a personal link.
Writer = User | PersonalLink
PAPER_LINK = "meetings.paper"
WRITERS = SECRETARIAT | {Role.REPORT_AUTHOR, Role.COMMISSIONERS_OFFICE}


def may_write_papers(user: AnyUser, body: Body) -> Finding:
    """May this user bring papers to this body?"""
    return needs(user, body, WRITERS, _("write papers"))


def may_ask_for_papers(user: AnyUser, body: Body) -> Finding:
    """May this user ask somebody for a paper, remind them, and close their link?"""
    return needs(user, body, SECRETARIAT, _("ask for papers"))


def may_edit_paper(by: AnyUser | PersonalLink, paper: Paper) -> Finding:
    """May this user, or whoever holds this link, write in this paper now?"""
    is_author = _is_author(by, paper)
    if isinstance(by, PersonalLink):
        served = met() if is_author else stopped(_("This link opens another paper."))
    else:
        served = needs(by, paper.body, SECRETARIAT, _("change this paper"))
        is_author = is_author and not served.is_met
    if not (served.is_met or is_author):
        return served
    if paper.preparation == Paper.Preparation.CLEARED:
        return stopped(_("This paper has been cleared."), remedy=_("The secretariat can reopen it."))
    if is_author and paper.preparation == Paper.Preparation.RECEIVED:
        return stopped(
            _("This paper is with the secretariat."),
            remedy=_("Ask the secretariat to return it if it has to change."),
        )
    return met()


def _is_author(by: AnyUser | PersonalLink, paper: Paper) -> bool:
    if isinstance(by, PersonalLink):
        return links.opens(by, PAPER_LINK, paper.ref)
    return isinstance(by, User) and authorship.holds(by, paper, timezone.localdate())


def may_place_paper(user: AnyUser, paper: Paper) -> Finding:
    """May this user bring this paper to an agenda, of its own body or of another they serve?"""
    return needs(user, paper.body, WRITERS | READERS_OF_DRAFTS, _("add this paper to an agenda"))


def may_clear_paper(user: AnyUser, paper: Paper) -> Finding:
    """May this user clear this paper for the pack, or send it back?"""
    return needs(user, paper.body, SECRETARIAT, _("clear papers"))


def may_decide_disclosure(user: AnyUser, paper: Paper) -> Finding:
    """May this user decide that what could be disclosed by a file may stand?"""
    return needs(user, paper.body, SECRETARIAT | {Role.MONITORING_OFFICER}, _("decide on disclosure"))


def may_read_restricted(user: User, placement: Placement, appendix: str = "") -> Finding:
    """May this user read a paper that is kept from the public, or one restricted appendix of an open one?

    Members in post, the chair, the secretariat, the monitoring officer and named readers may, except who is
    shut out of the item. An author always keeps their own paper.
    """
    if _is_author(user, placement.paper):
        return met()
    meeting = placement.item.meeting
    restricted = Restricted.of(meeting)
    # A paper that is kept whole has its appendices in it: whoever may read one of them reads not the whole.
    found = restricted.on(placement) or restricted.on_appendix(placement, appendix)
    return restricted_reader(user, meeting).may_read(placement.item, [found])
