"""Whoever is shut out of business has no hand in it: asked where every act is recorded, whatever was sent.

Pages ask first, see `meetings.restricted.kept`; this is for what is sent without its page, and for a page
that forgets.
"""

from django.db.models import Model
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.actors import Actor
from foundation.history.findings import Finding, met, require, stopped
from meetings.models import AgendaItem, DayEntry, Paper, Placement, Restriction
from meetings.models.restricted_business import kept_from, kept_items, kept_minutes, shut_out_items
from meetings.restricted.kept import under
from meetings.restricted.who_asked import CHANGED, KEPT, LIFTED, NAMED, RESOLVED

SHUT_OUT = stopped(
    "You cannot change anything about this item, because you do not have access to it.",
    remedy="Ask someone else in the secretariat who has access.",
)
SHUT_OUT_BELOW = stopped(
    "You cannot change this item, because you do not have access to one of its sub-items.",
    remedy="Ask someone else in the secretariat who has access.",
)
OPENS_BELOW = stopped(
    "You cannot make this public, change its ground or name a reader, because it also covers a sub-item that "
    "you do not have access to.",
    remedy="Ask someone else in the secretariat who has access.",
)
# Whoever has an interest may have more kept from everybody, or from themselves. What comes of moving a
# meeting, or of publishing its agenda, comes to all its papers. What the meeting resolved, it resolved.
ALLOWED = {
    KEPT,
    RESOLVED,
    "reader shut out",
    "paper due with the moved meeting",
    "paper cleared by publication",
}
# What keeps a line from the public keeps those under it, too: whoever opens the one opens the others.
OPENING = {CHANGED, LIFTED, NAMED}


def refuse(verb: str, thing: Model, by: Actor) -> None:
    """Raises `Refused` where somebody does something to what is kept from them."""
    if not isinstance(by, User) or verb in ALLOWED:
        return
    if is_kept(thing, by):
        require(SHUT_OUT)
    if verb in OPENING and isinstance(thing, Restriction):
        require(may_open(by, thing))


def may_open(by: User, restriction: Restriction) -> Finding:
    """May this user lift a restriction, change it or name its readers: nothing under it is kept from them?"""
    below = kept_items(by).filter(parent__restrictions=restriction)
    return OPENS_BELOW if below.exists() else met()


def require_open(by: Actor, *things: Model) -> None:
    """The same for an act that is not recorded at once, or as one of something larger."""
    for thing in things:
        refuse("", thing, by)


def require_whole(by: Actor, item: AgendaItem) -> None:
    """The same for an act on a line that comes to the lines under it, too: it is recorded of the one line."""
    require_open(by, item)
    if isinstance(by, User) and kept_items(by).filter(parent=item).exists():
        require(SHUT_OUT_BELOW)


def is_kept(thing: Model, user: User) -> bool:
    """True for what stands under a line whose words this user may not read, but for their own papers."""
    # Asked at every act: most are shut out of nothing, and what follows is a longer question.
    if not shut_out_items(user).exists():
        return False
    if isinstance(thing, Paper | Placement):
        papers = kept_from(user, timezone.localdate())
        return papers.filter(**{"paper" if isinstance(thing, Paper) else "pk": thing.pk}).exists()
    items = kept_items(user).values("pk")
    where = under(items, kept_minutes(user).values("pk"))
    # When a line was taken, and who was there, is kept from nobody: so it is recorded by anybody.
    if type(thing) not in where or isinstance(thing, DayEntry):
        return False
    return type(thing)._default_manager.filter(where[type(thing)], pk=thing.pk).exists()
