"""What is written of the item that is shown: its minute, what is to be done, the form of its vote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict

from foundation.ui.words import letter
from meetings.attendance.record import DayRecord
from meetings.minutes.documents.entry import decision_head
from meetings.minutes.documents.record import Entry
from meetings.minutes.forms.minutes import LinesForm
from meetings.models import (
    AgendaItem,
    Decision,
    FollowUp,
    Minute,
    MinuteItem,
    Pack,
    PackEntry,
    Placement,
)
from meetings.papers.rules import pages_words
from meetings.restricted.business import Restricted
from meetings.restricted.kept import Kept
from meetings.restricted.policies import may_keep_in_browser
from meetings.votes.choices import VoteDesk
from meetings.votes.documents import MeetingVotes
from meetings.votes.rules.voters import Voters
from meetings.wording.facts import Words, Written

LEAST_LIMBS, MOST_LIMBS = 3, 26


class LimbBoxes(forms.Textarea):
    """A box for each limb under one name; each line of each box is a limb."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What all boxes say, in their order."""
        return "\n".join(data.getlist(name))


@dataclass(frozen=True, slots=True)
class LimbBox:
    """One limb of the decision as it is typed: its letter, its words."""

    letter: str
    text: str

    @property
    def number(self) -> str:
        """What tells its box from the others in an id."""
        return self.letter.strip("()")


@dataclass(frozen=True)
class ItemWords:
    """The words of one item: the form they are typed in, whether a browser may keep them, its actions."""

    minute: Minute
    form: LinesForm
    head: str
    keeps: frozenset[int]
    follow_ups: Sequence[FollowUp]
    decisions: Sequence[Decision]

    @property
    def limbs(self) -> list[LimbBox]:
        """A box for each limb, and empty ones to type in."""
        value = self.form["resolved"].value() or ""
        lines = value if isinstance(value, list) else str(value).splitlines()
        boxes = max(LEAST_LIMBS, min(len(lines) + 1, MOST_LIMBS))
        lines = [*lines, *[""] * (boxes - len(lines))]
        return [LimbBox(f"({letter(place)})", words) for place, words in enumerate(lines, 1)]


@dataclass(frozen=True, slots=True)
class ItemPaper:
    """A paper of the item, with its pages in the newest pack."""

    pk: int
    title: str
    pages: str


def papers_asked(item: AgendaItem, kept: Kept) -> QuerySet[Placement, tuple[int, str, int, int]]:
    """The papers of an item but those kept from the reader, with their pages: see `papers_of`."""
    newest = PackEntry.objects.filter(placement=OuterRef("pk"), pack__status=Pack.Status.WHOLE)
    newest = newest.order_by("-pack__number", "pk")
    found = Placement.objects.none() if kept.has(item) else Placement.objects.filter(item=item)
    found = found.exclude(delivery=Placement.Delivery.WITHDRAWN)
    first, last = (Subquery(newest.values(name)[:1]) for name in ("first_page", "last_page"))
    rows = found.annotate(first=first, last=last)
    return rows.values_list("paper_id", "paper__title", "first", "last")


def papers_of(rows: Iterable[tuple[int, str, int, int]]) -> list[ItemPaper]:
    """The papers of an item as its part of the screen lists them."""
    return [ItemPaper(pk, title, pages_words(start, end) if start else "") for pk, title, start, end in rows]


def links_of(item: AgendaItem) -> QuerySet[MinuteItem]:
    """The minutes of a line and of the line above it, with everything written in them."""
    links = MinuteItem.objects.filter(item__in=[item.pk, item.parent_id or item.pk])
    return links.select_related("minute").prefetch_related("minute__decisions__limbs", "minute__follow_ups")


def words_of(
    item: AgendaItem,
    record: DayRecord,
    restricted: Restricted,
    kept: Kept,
    data: QueryDict | None = None,
    *,
    links: Iterable[MinuteItem],
    house: Words,
) -> ItemWords | None:
    """The words of an item; nothing before there is a minute for it, nor of a minute kept from its reader."""
    found = sorted(links, key=lambda link: link.item_id != item.pk)
    # The minute of an open line may be about a kept one, too: one below it, or one ticked with it.
    if not found or kept.has(item) or kept.has_minute(found[0].minute):
        return None
    minute = found[0].minute
    head = decision_head(record.settings, Decision.Kind.RESOLVED)
    votes = MeetingVotes(house, restricted, [], [])
    entry = Entry(minute, "", [item], [record.item_labels.get(item.pk, "")], Written(), votes)
    form = LinesForm(data, entry=entry, head=head)
    if "resolved" in form.fields:
        form.fields["resolved"].widget = LimbBoxes()
    may_keep = may_keep_in_browser(restricted, [item]).is_met
    return ItemWords(
        minute=minute,
        form=form,
        head=head.rstrip(": "),
        keeps=frozenset([minute.pk]) if may_keep else frozenset(),
        follow_ups=list(minute.follow_ups.all()),
        decisions=list(minute.decisions.all()),
    )


def desk_of(
    item: AgendaItem, record: DayRecord, kept: Kept, voters: Voters, words: ItemWords | None
) -> VoteDesk:
    """What the form of a vote on this item offers, from what is read already."""
    return VoteDesk(
        meeting=record.meeting,
        voters=voters,
        items={each.pk: each for each in record.items if each.is_item and not kept.has(each)},
        item_labels=record.item_labels,
        minutes={},
        decisions={each.pk: each for each in words.decisions} if words else {},
        motions={},
        item=item,
    )
