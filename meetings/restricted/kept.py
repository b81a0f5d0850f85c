"""What a meeting keeps from somebody who is shut out of an item, and what pages within show in its place.

Every page within that shows lines of an agenda, or what came of them, asks here; so do copies handed out.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.history.findings import Finding
from foundation.history.models import Event
from foundation.history.together import Asking, asked, paired
from foundation.ui.rows import HistoryRow
from meetings.models import (
    AgendaItem,
    Ballot,
    Correction,
    DayEntry,
    Decision,
    Election,
    Find,
    FollowUp,
    LaterNote,
    Meeting,
    Minute,
    Nomination,
    Pack,
    Paper,
    Placement,
    Restriction,
    SetAside,
    Vote,
    WorkProgrammeItem,
)
from meetings.models.restricted_business import kept_items, minutes_about
from meetings.restricted.business import A_PAPER, Restricted
from meetings.wording.approving import outside_meetings
from panels.models import Person

# Words that an open paper shares with a restricted one: see docs/decisions/0025.
SHARED = "open"
A_MEETING = "meeting"
HELD_IN_PRIVATE = gettext_noop("Held in private. You do not have access to it")
_PRIVATE = gettext_noop("held in private")


@dataclass(frozen=True)
class Kept:
    """The lines of one meeting that are kept from one person today; as a truth value, whether there are any.

    A line that is kept has its number, its times and what the public reads of it, and no other words.
    """

    items: frozenset[int] = frozenset()
    restricted: Restricted | None = field(default=None, repr=False)

    @classmethod
    def of(cls, who: User | Person, meeting: Meeting) -> "Kept":
        """What this meeting keeps from this person today: one query for whoever is shut out of nothing."""
        items = frozenset(_kept_of(who, meeting))
        return cls(items, Restricted.of(meeting)) if items else NOTHING

    @classmethod
    def asking(cls, who: User | Person, meeting: Meeting) -> "Asking[tuple[Kept, Restricted]]":
        """The same with what stands restricted, for who asks for more at the same time."""
        (items,), restricted = yield from paired(asked(_kept_of(who, meeting)), Restricted.asking(meeting))
        return cls(frozenset(items), restricted) if items else NOTHING, restricted

    def __bool__(self) -> bool:
        return bool(self.items)

    def has(self, item: AgendaItem | int | None) -> bool:
        """True for a line whose words may not be read."""
        return (item.pk if isinstance(item, AgendaItem) else item) in self.items

    def line(self, item: AgendaItem) -> AgendaItem:
        """A line as it may be shown; of a kept one, a copy with what the public reads, never to be saved."""
        if not self.has(item) or self.restricted is None:
            return item
        shown = copy(item)
        shown.title = self.restricted.public_title_of(item)
        # In place of who presents it: pages show that beside the title.
        shown.presenter = _(HELD_IN_PRIVATE)
        shown.purpose = shown.urgent_reason = shown.withdrawn_reason = shown.minutes_elsewhere = ""
        # Neither its papers nor the minutes it brings; on what ground it is private may be read.
        known = getattr(item, "_prefetched_objects_cache", {})
        shown._prefetched_objects_cache = {  # type: ignore[attr-defined]
            **{name: known[name] for name in known if name == "restrictions"},
            "placements": [],
            "minutes_of": [],
        }
        return shown

    def lines(self, items: Iterable[AgendaItem]) -> list[AgendaItem]:
        """Lines as they may be shown."""
        return [self.line(item) for item in items]

    @cached_property
    def minutes(self) -> Mapping[int, str]:
        """The minutes about kept lines, or about no line beside them, with their references."""
        if not self.items:
            return {}
        about = minutes_about(AgendaItem.objects.filter(pk__in=self.items))
        return dict(about.values_list("pk", "ref"))

    @cached_property
    def placements(self) -> frozenset[int]:
        """The papers on kept lines."""
        found = Placement.objects.filter(item__in=self.items) if self.items else Placement.objects.none()
        return frozenset(found.values_list("pk", flat=True))

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """What kept lines and papers are called, each with what it may be called."""
        if self.restricted is None:
            return {}
        lines = list(AgendaItem.objects.filter(pk__in=self.items))
        names = {item.title: self.restricted.public_title_of(item) for item in lines}
        names |= {each: A_MEETING for item in lines for each in outside_meetings(item.minutes_elsewhere)}
        papers = Placement.objects.filter(pk__in=self.placements).values_list("paper__title", flat=True)
        return names | dict.fromkeys(papers, A_PAPER)

    def named(self, words: str) -> str:
        """A sentence that may name kept lines and papers, with what they may be called in their place."""
        for name in sorted(self._names, key=len, reverse=True):
            words = words.replace(name, self._names[name])
        return words

    def findings(self, found: Iterable[Finding]) -> list[Finding]:
        """Findings that name nothing that is kept; words shared with a restricted paper are not shown."""
        if not self:
            return list(found)
        return [
            replace(each, sentence=self.named(each.sentence), remedy=self.named(each.remedy))
            for each in found
            if each.code != SHARED
        ]

    def stands_in(self, pack: Pack) -> bool:
        """True for a pack with a paper of a kept line in it."""
        return bool(self) and pack.entries.filter(placement__in=self.placements).exists()

    def has_minute(self, minute: Minute | int | None) -> bool:
        """True for a minute about a kept line."""
        return bool(self) and (minute.pk if isinstance(minute, Minute) else minute) in self.minutes

    def has_vote(self, vote: Vote) -> bool:
        """True for a vote on a kept line, or under a minute about one."""
        return self.has(vote.item_id) or self.has_minute(vote.minute_id)

    def events(self, events: Sequence[Event]) -> list[Event | HistoryRow]:
        """What happened; of kept lines and what came of them, only who did what and when."""
        instead = self.instead_of(events)
        return [instead.get(each.number, each) for each in events]

    def instead_of(self, events: Sequence[Event]) -> dict[int, HistoryRow]:
        """What stands in the place of events on kept lines and what came of them, by their number."""
        about = self._subjects if self else {}
        return {
            each.number: HistoryRow(each.happened_at, f"{each.sentence}: {_(_PRIVATE)}")
            for each in events
            if each.subject_type in about and int(each.subject_id) in about[each.subject_type]
        }

    @cached_property
    def _subjects(self) -> Mapping[str, frozenset[int]]:
        """Everything under kept lines that events are told of, by its type."""
        return {
            model._meta.label_lower: frozenset(
                model._default_manager.filter(where).values_list("pk", flat=True)
            )
            for model, where in under(self.items, list(self.minutes)).items()
        }


def _kept_of(who: User | Person, meeting: Meeting) -> QuerySet[AgendaItem, int]:
    return kept_items(who).filter(meeting=meeting).values_list("pk", flat=True)


Keys = Iterable[int] | QuerySet[Any, Any]


def under(items: Keys, minutes: Keys) -> Mapping[type[Model], Q]:
    """What stands under these lines and these minutes, by its table: everything that events are told of."""
    of_minutes = Q(minute__in=minutes)
    of_votes = Q(vote__item__in=items) | Q(vote__minute__in=minutes)
    return {
        AgendaItem: Q(pk__in=items),
        Placement: Q(item__in=items),
        Paper: Q(placements__item__in=items),
        Restriction: Q(item__in=items) | Q(placement__item__in=items),
        DayEntry: Q(item__in=items),
        WorkProgrammeItem: Q(agenda_item__in=items),
        Minute: Q(pk__in=minutes),
        Decision: of_minutes,
        FollowUp: of_minutes,
        SetAside: of_minutes,
        Correction: of_minutes,
        Vote: Q(item__in=items) | of_minutes,
        Election: Q(item__in=items),
        Nomination: Q(election__item__in=items),
        Ballot: Q(election__item__in=items),
        Find: Q(item__in=items) | of_minutes,
        LaterNote: Q(item__in=items) | of_minutes | of_votes,
    }


def instead_of(user: User, events: Sequence[Event]) -> dict[int, HistoryRow]:
    """What this user reads in the place of events they may not read, whatever meetings these are about."""
    return Kept(frozenset(kept_items(user).values_list("pk", flat=True))).instead_of(events)


NOTHING = Kept()
