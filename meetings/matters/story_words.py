"""The steps of an item’s story, and what each of them says."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.library.models import Publication
from foundation.ui.dates import long_day
from meetings.matters.documents import due_words
from meetings.models import AgendaItem, FollowUp, ItemLink, Minute, Placement
from meetings.restricted.views import place_on_agenda

# The order of steps on one day.
PLANNED, ITEM, PAPER, PUBLISHED, MINUTE, DECISION, FOLLOW_UP, HEARD, ENDED = range(9)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, what it is, its words and where it is read."""

    when: date
    kind: str
    title: str
    words: str = ""
    url: str = ""
    order: int = ITEM
    is_here: bool = False


@dataclass(frozen=True)
class Told:
    """What a story is told of, and where it began."""

    ref: str
    drafts: Collection[int]
    items: Sequence[AgendaItem]
    minutes: Collection[int]
    links: Sequence[ItemLink]

    def reads_drafts(self, body: int) -> bool:
        """True when the reader sees the drafts of this body."""
        return body in self.drafts


def tell(told: Told, follow_ups: Sequence[FollowUp]) -> list[Step]:
    """Every step but those of other parts, in a fixed number of queries."""
    placements = list(
        Placement.objects.filter(item__in=told.items).select_related("paper", "item__meeting").order_by("pk")
    )
    minutes = list(
        Minute.objects.filter(pk__in=told.minutes)
        .select_related("minutes__meeting")
        .prefetch_related("decisions__limbs")
        .order_by("pk")
    )
    sources = [each.ref for each in placements] + [each.minutes.ref for each in minutes]
    published = Publication.objects.standing().filter(source_ref__in=sources).order_by("pk")
    out = {each.source_ref: each for each in published}
    return [
        *_items(told),
        *_papers(told, placements, out),
        *_minutes(told, minutes, out),
        *(step for row in follow_ups for step in _follow_up(told, row)),
    ]


def _items(told: Told) -> Iterator[Step]:
    why = {link.item_id: link.get_reason_display() for link in told.links}
    for item in told.items:
        meeting = item.meeting
        inside = told.reads_drafts(meeting.body_id)
        words = f"{meeting.name} of {long_day(meeting.starts_at)}"
        if item.withdrawn_at:
            words = _("{words}. Withdrawn: {withdrawn_reason}").format(
                words=words, withdrawn_reason=item.withdrawn_reason
            )
        if item.pk in why:
            words = f"{words}. {why[item.pk]}"
        url = place_on_agenda(meeting, item.pk, reads_drafts=inside)
        label = (
            _("Agenda item {issued_label}").format(issued_label=item.issued_label)
            if item.issued_label
            else _("On the agenda")
        )
        yield Step(meeting.day, label, item.title, words, url, ITEM, is_here=item.ref == told.ref)


def _papers(told: Told, placements: Iterable[Placement], out: dict[str, Publication]) -> Iterator[Step]:
    for each in placements:
        meeting, paper = each.item.meeting, each.paper
        inside = told.reads_drafts(meeting.body_id)
        here = told.ref in (each.ref, paper.ref)
        if inside:
            words = f"{paper.preparation_words}. {each.get_delivery_display()}"
            url = reverse("meetings:meeting_papers", args=[meeting.pk])
            yield Step(meeting.day, "Paper", paper.title, words, url, PAPER, is_here=here)
        if publication := out.get(each.ref):
            yield _published(publication, here=here and not inside)


def _published(publication: Publication, *, here: bool = False) -> Step:
    day = timezone.localtime(publication.published_at).date()
    words = _("{kind}, published by {published_by}").format(
        kind=publication.get_kind_display(), published_by=publication.published_by
    )
    url = reverse("library:publication", args=[publication.ref])
    return Step(day, _("Published"), publication.title, words, url, PUBLISHED, is_here=here)


def _minutes(told: Told, minutes: Iterable[Minute], out: dict[str, Publication]) -> Iterator[Step]:
    for minute in minutes:
        meeting = minute.minutes.meeting
        publication = out.get(minute.minutes.ref)
        if told.reads_drafts(meeting.body_id):
            url = f"{reverse('meetings:minutes', args=[meeting.pk])}#minute-{minute.pk}"
        elif publication:
            page = reverse("library:publication", args=[publication.ref])
            url = f"{page}#minute-{minute.ref}"
        else:
            continue
        label = (
            _("Minute {issued_label}").format(issued_label=minute.issued_label)
            if minute.issued_label
            else "Minute"
        )
        state = minute.minutes.get_status_display()
        here = minute.ref == told.ref
        yield Step(meeting.day, label, minute.title, state, url, MINUTE, is_here=here)
        if not told.reads_drafts(meeting.body_id):
            continue
        for decision in minute.decisions.all():
            words = " ".join(limb.text for limb in decision.limbs.all())
            kind = decision.get_kind_display()
            yield Step(meeting.day, kind, words, "", url, DECISION, is_here=decision.ref == told.ref)


def _follow_up(told: Told, row: FollowUp) -> Iterator[Step]:
    """What came of it; the words of updates and responses for those who keep or answer for it."""
    name = f"{row.get_kind_display()} {row.number}"
    inside = told.reads_drafts(row.body_id)
    url = reverse("meetings:follow_up", args=[row.pk]) if inside else ""
    words = _("{who}, due {due}").format(who=row.who or _("Owner missing"), due=due_words(row))
    yield Step(row.meeting.day, name, row.text, words, url, FOLLOW_UP, is_here=row.ref == told.ref)
    for matter in row.arising.all():
        meeting = matter.meeting
        if inside or meeting.published_at:
            agenda = place_on_agenda(meeting, matter.item_id, reads_drafts=inside)
            words = f"{meeting.name} of {long_day(meeting.starts_at)}"
            yield Step(meeting.day, _("Matter arising"), name, words, agenda, ITEM)
    if inside:
        yield from _heard(row, name, url)
    if (ended := _ended(row)) is not None:
        yield Step(ended[0], f"{name} {row.state}", ended[1] if inside else "", "", url, ENDED)


def _heard(row: FollowUp, name: str, url: str) -> Iterator[Step]:
    for update in row.updates.all():
        later = _(" New due date: {day}.").format(day=long_day(update.due_after)) if update.due_after else ""
        later += (
            _(" Later due date requested: {day}.").format(day=long_day(update.due_asked))
            if update.due_asked
            else ""
        )
        day = timezone.localtime(update.said_at).date()
        yield Step(
            day,
            _("Update to {name}").format(name=name.lower()),
            update.text,
            f"{update.said_by}.{later}",
            url,
            HEARD,
        )
    response = row.response_or_none
    if response and response.asked_on:
        by = (
            _("Response due by {day}").format(day=long_day(response.respond_by))
            if response.respond_by
            else _("No due date set")
        )
        yield Step(
            response.asked_on,
            _("Response required"),
            _("From {asked_of}").format(asked_of=response.asked_of),
            by,
            url,
            HEARD,
        )
    if response and response.received_on:
        words = response.text or response.document_ref
        kind = _("Raised and answered") if response.raised_at_id else _("Response received")
        yield Step(response.received_on, kind, words, response.document_ref, url, ENDED)


def _ended(row: FollowUp) -> tuple[date, str] | None:
    if row.discharged_on:
        return row.discharged_on, row.evidence
    if row.dropped_on:
        return row.dropped_on, row.dropped_reason
    return None
