"""The story of an item: when it was planned, every meeting it was at, what came of it, on one page."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.models import Event
from foundation.ui.dates import long_day
from foundation.ui.words import whole_number
from meetings.matters.story_words import PLANNED, Step, Told, tell
from meetings.models import (
    AgendaItem,
    FollowUp,
    ItemLink,
    Meeting,
    Minute,
    MinuteItem,
    Paper,
    Placement,
    WorkProgrammeItem,
)
from meetings.models.follow_ups import FollowUpQuerySet
from meetings.models.restricted_business import kept_items, on_restricted_business
from panels.policies import bodies_with_drafts

ADDED = "work programme item added"


def planned_for(
    items: Iterable[AgendaItem], refs: Collection[str], user: User
) -> dict[int, WorkProgrammeItem]:
    """What of the work programme led to these items or came of these refs, as far as this user reads it."""
    which = Q(agenda_item__in=list(items)) | Q(source_ref__in=refs) | Q(ref__in=refs)
    found = WorkProgrammeItem.objects.visible_to(user).with_links().filter(which)
    return {entry.pk: entry for entry in found.order_by("pk")}


def planned_steps(entries: Iterable[WorkProgrammeItem], here: str) -> Iterator[Step]:
    """One step an entry, on the day it was added; in a fixed number of queries."""
    kept = {str(entry.pk): entry for entry in entries}
    added = Event.objects.filter(
        subject_type=WorkProgrammeItem._meta.label_lower, subject_id__in=kept, verb=ADDED
    )
    for event in added.order_by("number"):
        entry = kept[event.subject_id]
        yield Step(
            timezone.localtime(event.happened_at).date(),
            _("Work programme"),
            entry.title,
            _words(entry),
            f"{reverse('meetings:programme', args=[entry.body_id])}?from={entry.year}#item-{entry.pk}",
            PLANNED,
            is_here=entry.ref == here,
        )


def _words(entry: WorkProgrammeItem) -> str:
    source = ": ".join(filter(None, [entry.get_source_display(), entry.source_words]))
    return f"{_when(entry)}. {source}"


def _when(entry: WorkProgrammeItem) -> str:
    if entry.status == WorkProgrammeItem.Status.DROPPED:
        return _("Removed: {rstrip}").format(rstrip=entry.dropped_reason.rstrip("."))
    if entry.agenda_item:
        return _("Added to the agenda of {day}").format(day=long_day(entry.agenda_item.meeting.day))
    if entry.meeting:
        return _("Planned for the meeting of {day}").format(day=long_day(entry.meeting.day))
    return _("Planned for {when}").format(when=entry.when) if entry.when else _("No date yet")


# No real chain is longer; a mistaken one ends here.
ROUNDS = 12


@dataclass(frozen=True)
class Reader:
    """What one person may read of stories: drafts of some bodies, published business of the rest."""

    user: User
    drafts: frozenset[int]
    out: frozenset[int]

    @classmethod
    def of(cls, user: User, today: date) -> "Reader":
        """As it is on this day."""
        out = kept_items(user).values_list("pk", flat=True)
        return cls(user, frozenset(bodies_with_drafts(user, today)), frozenset(out))

    def items(self) -> "Q":
        """Which items this person may read of: never what they are shut out of."""
        known = Meeting.objects.visible_to(self.user)
        inside = Q(meeting__body_id__in=self.drafts)
        public = Q(meeting__in=known, meeting__published_at__isnull=False) & ~on_restricted_business()
        return (inside | public) & ~Q(pk__in=self.out)

    def follow_ups(self) -> FollowUpQuerySet:
        """What came of business that this person may read: as the ledger shows it, or the public log."""
        known = Meeting.objects.visible_to(self.user)
        public = FollowUp.objects.on_public_log().filter(minute__minutes__meeting__in=known)
        own = FollowUp.objects.visible_to(self.user)
        return FollowUp.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=public.values("pk")))


@dataclass
class Found:
    """What belongs to one story."""

    items: dict[int, AgendaItem] = field(default_factory=dict)
    minutes: set[int] = field(default_factory=set)
    links: list[ItemLink] = field(default_factory=list)
    planned: dict[int, WorkProgrammeItem] = field(default_factory=dict)
    only_follow_up: int | None = None


@dataclass(frozen=True)
class Story:
    """A story as its page tells it."""

    title: str
    ref: str
    steps: list[Step]
    item: AgendaItem | None
    links: list[ItemLink]


def story_of(ref: str, user: User, today: date) -> Story | None:
    """The story of the item, plan, paper, minute or follow-up of this reference; None if none can be read."""
    reader = Reader.of(user, today)
    found = Found()
    if not _begin(found, ref, reader):
        return None
    _follow(found, reader)
    rows = reader.follow_ups().filter(minute__in=found.minutes)
    if found.only_follow_up:
        rows = rows.filter(pk=found.only_follow_up)
    told = Told(ref, reader.drafts, list(found.items.values()), found.minutes, found.links)
    steps = [
        *tell(told, list(rows.whole().prefetch_related("arising__meeting").order_by("number"))),
        *planned_steps(found.planned.values(), ref),
    ]
    if not steps:
        return None
    here = next((item for item in found.items.values() if item.ref == ref), None)
    first = here or min(found.items.values(), key=lambda item: item.meeting.starts_at, default=None)
    own = next((step.title for step in steps if step.is_here), "")
    title = here.title if here else own or (first.title if first else steps[0].title)
    steps.sort(key=lambda step: (step.when, step.order))
    links = [link for link in found.links if here and link.item_id == here.pk]
    return Story(title, ref, steps, here, links)


def _begin(found: Found, ref: str, reader: Reader) -> bool:
    """Find what bears the reference; true when this person may read something of it."""
    row = reader.follow_ups().filter(ref=ref).select_related("minute").first()
    if row:
        found.only_follow_up = row.pk
        found.minutes.add(row.minute_id)
    minute = Minute.objects.filter(Q(ref=ref) | Q(decisions__ref=ref)).values_list("pk", flat=True)
    start = (
        Q(ref=ref)
        | Q(placements__ref=ref)
        | Q(placements__paper__ref=ref)
        | Q(pk__in=MinuteItem.objects.filter(Q(minute__in=minute)).values("item"))
    )
    if row:
        start |= Q(pk__in=MinuteItem.objects.filter(minute=row.minute_id).values("item"))
    found.planned = planned_for([], {ref}, reader.user)
    start |= Q(pk__in=[entry.agenda_item_id for entry in found.planned.values() if entry.agenda_item_id])
    _add(found, start, reader)
    return bool(found.items or found.planned or row)


def _add(found: Found, which: Q, reader: Reader) -> bool:
    """Take these items into the story, as far as this person may read them; true when one is new."""
    rows = AgendaItem.objects.filter(which & reader.items()).exclude(pk__in=found.items)
    new = {item.pk: item for item in rows.select_related("meeting__body").distinct()}
    found.items |= new
    return bool(new)


def _follow(found: Found, reader: Reader) -> None:
    """Follow every link until nothing new is found."""
    for __ in range(ROUNDS):
        covering = MinuteItem.objects.filter(item__in=found.items)
        found.minutes |= set(covering.values_list("minute", flat=True))
        refs = _references(found)
        linked = Q(item__in=found.items) | Q(earlier_ref__in=refs)
        found.links = list(ItemLink.objects.filter(linked).order_by("pk"))
        found.planned |= planned_for(found.items.values(), refs, reader.user)
        plans = found.planned.values()
        earlier = [link.earlier_ref for link in found.links] + [plan.source_ref for plan in plans]
        papers = Paper.objects.filter(placements__item__in=found.items).exclude(origin=Paper.Origin.DOCUMENT)
        which = (
            Q(pk__in=[link.item_id for link in found.links])
            | Q(pk__in=[plan.agenda_item_id for plan in plans])
            | Q(ref__in=[ref for ref in earlier if ref])
            | Q(pk__in=_items_of([ref for ref in earlier if ref]))
            | Q(pk__in=Placement.objects.filter(paper__in=papers).values("item"))
        )
        if not _add(found, which, reader):
            return


def _references(found: Found) -> set[str]:
    """What others can say they come from: the items, the minutes with their decisions, what came of them."""
    refs = {item.ref for item in found.items.values()}
    rows = FollowUp.objects.filter(minute__in=found.minutes)
    if found.only_follow_up:
        return refs | set(rows.filter(pk=found.only_follow_up).values_list("ref", flat=True))
    minutes = Minute.objects.filter(pk__in=found.minutes)
    decisions = minutes.filter(decisions__isnull=False).values_list("decisions__ref", flat=True)
    return refs.union(rows.values_list("ref", flat=True), minutes.values_list("ref", flat=True), decisions)


def _items_of(refs: list[str]) -> "QuerySet[MinuteItem, int]":
    """The items whose minutes bear these references, or hold the decisions and follow-ups that do."""
    bears = Q(minute__ref__in=refs) | Q(minute__decisions__ref__in=refs) | Q(minute__follow_ups__ref__in=refs)
    return MinuteItem.objects.filter(bears).values_list("item", flat=True)


def earlier_business(item: AgendaItem) -> list[AgendaItem | FollowUp]:
    """What an item may go on from: what came of earlier meetings, then their items, the latest first."""
    rows = (
        FollowUp.objects.earlier_than(item.meeting).outstanding().select_related("minute__minutes__meeting")
    )
    items = AgendaItem.objects.filter(
        kind="item",
        meeting__body=item.meeting.body_id,
        meeting__starts_at__lt=item.meeting.starts_at,
        standing="",
    )
    return [*rows, *items.select_related("meeting").order_by("-meeting__starts_at", "position")[:200]]


def linked_business(item: AgendaItem, key: str) -> ItemLink | None:
    """One link of an item to earlier business, by its key on the page."""
    links = ItemLink.objects.select_related("item__meeting__body").filter(item=item)
    return links.filter(pk=whole_number(key) or 0).first()
