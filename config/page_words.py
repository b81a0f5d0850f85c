"""May a browser keep what is typed on this page for days, or only its tab: by what the page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model, Q

from config.page_body import FIRST, upward
from meetings.models import AgendaItem, Meeting, Paper, Restriction

# Their words are those of the partnership, the inquiry or the panel, whichever meeting they are for.
OF_THEIR_OWN = ("partnerships", "scrutiny", "panels", "library")
DEPTH = 4


@dataclass
class _About:
    """What of the business of meetings a page shows."""

    items: set[int] = field(default_factory=set)
    papers: set[int] = field(default_factory=set)
    meetings: set[int] = field(default_factory=set)
    seen_meetings: set[int] = field(default_factory=set)
    is_of_a_meeting: bool = False
    is_private: bool = False


def may_lie_in_browser(shown: Mapping[str, object]) -> bool:
    """False for business that is kept from the public, and where that cannot be told.

    A page about one item or paper is judged by that; one about a meeting, by everything of the meeting.
    """
    about = _About()
    others = [thing for name, thing in shown.items() if name not in FIRST and isinstance(thing, Model)]
    for thing in [*(shown.get(name) for name in FIRST), *others]:
        _look_at(thing, about, DEPTH)
    unseen = about.meetings - about.seen_meetings
    if about.is_private or unseen and Meeting.objects.filter(pk__in=unseen, is_private=True).exists():
        return False
    standing = Restriction.objects.standing()
    if about.items or about.papers:
        return not standing.filter(_on(about)).exists()
    if about.meetings:
        of_meetings = Q(item__meeting__in=about.meetings) | Q(placement__item__meeting__in=about.meetings)
        return not standing.filter(of_meetings).exists()
    return not about.is_of_a_meeting


def _on(about: _About) -> Q:
    """On these items, the lines above them and their papers, or on these papers and their items."""
    items = Q(item__in=about.items) | Q(item__subitems__in=about.items) | Q(placement__item__in=about.items)
    return items | Q(placement__paper__in=about.papers) | Q(item__placements__paper__in=about.papers)


def _look_at(thing: object, about: _About, depth: int) -> None:
    if isinstance(thing, Model):
        if thing._meta.app_label in OF_THEIR_OWN:
            return
        about.is_of_a_meeting |= thing._meta.app_label == "meetings"
        if isinstance(thing, Meeting):
            about.seen_meetings.add(thing.pk)
            about.is_private |= thing.is_private
        for kind, name, found in (
            (AgendaItem, "item_id", about.items),
            (Paper, "paper_id", about.papers),
            (Meeting, "meeting_id", about.meetings),
        ):
            number = thing.pk if isinstance(thing, kind) else getattr(thing, name, None)
            if isinstance(number, int):
                found.add(number)
    if depth and thing is not None:
        for each in upward(thing):
            _look_at(each, about, depth - 1)
