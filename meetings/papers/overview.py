"""What the pages about papers show: how each stands, where it is placed, what happened to it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.layout.document import Document, from_data
from foundation.history.models import Event
from foundation.ui.dates import long_day, short_day
from foundation.ui.paging import A_PAGE
from foundation.ui.rows import NavItem, TodoRow, dated
from foundation.ui.words import NO_BREAK
from meetings.common.notice import last_publication_day
from meetings.common.rules.labels import labels
from meetings.common.sheet import printed_day_and_time
from meetings.models import AgendaItem, Meeting, Pack, PackEntry, Paper, PaperVersion, Placement
from meetings.models.agenda import ITEM_KINDS
from meetings.models.restricted_business import kept_items
from meetings.papers.documents.parts import PaperOnAgenda, papers_of, printed_for
from meetings.papers.pages.own import papers_to_write, rows_to_write
from meetings.papers.pages.paper import SENT_BACK
from meetings.papers.rules import Lateness, lateness, pages_words, usual_due_day
from meetings.restricted.kept import Kept
from panels.calendar import excluded_around
from panels.models import Assignment, Body
from panels.policies import bodies_served

WRITING_ROLES = (Role.SECRETARIAT, Role.REPORT_AUTHOR, Role.COMMISSIONERS_OFFICE)
IN_HAND = (Paper.Preparation.RECEIVED, Paper.Preparation.CLEARED)


@dataclass(frozen=True, slots=True)
class State:
    """The chip of a paper and the line under it."""

    kind: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperListRow:
    """One paper of the list: how it stands, and the agendas it is on."""

    paper: Paper
    state: State
    places: list[str]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One item of a meeting with its papers."""

    item: AgendaItem
    label: str
    papers: "list[AgendaPaper]"


@dataclass(frozen=True, slots=True)
class AgendaPaper:
    """A paper on its item: how it stands, what happened to it, its pages in the newest whole pack."""

    on_agenda: PaperOnAgenda
    state: State
    pages: str
    facts: list[str]

    @property
    def placement(self) -> Placement:
        """Where it is placed."""
        return self.on_agenda.placement

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.on_agenda.placement.paper


def state_of(paper: Paper, today: date) -> State:
    """The chip of a paper: late in red, otherwise the word of its preparation."""
    is_in = paper.preparation in IN_HAND
    late: Lateness = lateness(paper.due_on, today, is_in=is_in, first_in=paper.first_in_on)
    word = paper.preparation_words
    if late.is_late and paper.due_on:
        return State("late", f"{word}, {late.words}", _("was due {day}").format(day=short_day(paper.due_on)))
    due = (
        ""
        if paper.due_on is None or paper.preparation in IN_HAND
        else _("due {day}").format(day=short_day(paper.due_on))
    )
    return State(str(paper.preparation), word, late.words or due)


@dataclass(frozen=True, slots=True)
class PaperList:
    """One page of the papers and the rows it shows; before them what the reader has to write."""

    page: "Page[Paper]"
    rows: list[PaperListRow]
    to_write: list[TodoRow]


def paper_list(user: User, today: date, page: str | None = None) -> PaperList:
    """The papers this user may see, a page at a time, what is not cleared first; seven queries."""
    own = papers_to_write(user, today)
    placed = Placement.objects.select_related("item__meeting__body").order_by("-item__meeting__starts_at")
    papers = (
        Paper.objects.visible_to(user)
        .exclude(pk__in=[each.pk for each in own])
        .select_related("author", "body")
        .prefetch_related(Prefetch("placements", placed))
    )
    is_done = Case(When(preparation=Paper.Preparation.CLEARED, then=1), default=0)
    found = Paginator(papers.order_by(is_done, Lower("title"), "pk"), A_PAGE).get_page(page)
    rows = [
        PaperListRow(paper, state_of(paper, today), [_place_words(p) for p in paper.placements.all()])
        for paper in found
    ]
    to_write = [dated(row, today) for row in rows_to_write(own, today)] if found.number == 1 else []
    return PaperList(found, rows, to_write)


def _place_words(placement: Placement) -> str:
    label = f"Item{NO_BREAK}{placement.item.issued_label}, " if placement.item.issued_label else ""
    return f"{label}{long_day(placement.item.meeting.starts_at)}"


def agenda_rows(meeting: Meeting, user: User, today: date) -> list[AgendaRow]:
    """Every item of an agenda with its papers, their states and their pages, as this user may read them."""
    kept = Kept.of(user, meeting)
    items = kept.lines(meeting.items.order_by("position", "pk"))
    numbers, pages = labels(items), _pages(meeting)
    found = [each for each in papers_of(meeting) if not kept.has(each.placement.item_id)]
    back = last_sent_back(each.placement.paper_id for each in found)
    by_item: dict[int, list[AgendaPaper]] = {}
    for each in found:
        paper = each.placement.paper
        state = state_of(paper, today)
        row = AgendaPaper(
            each,
            state,
            pages.get(each.placement.pk, ""),
            facts_of(paper, each.version, back.get(str(paper.pk))),
        )
        by_item.setdefault(each.placement.item_id, []).append(row)
    return [AgendaRow(item, numbers[item.pk], by_item.get(item.pk, [])) for item in items if item.is_item]


def summary(rows: Iterable[AgendaRow]) -> str:
    """ "2 cleared, 1 received, 1 late": how many papers stand where."""
    papers = [each for row in rows for each in row.papers]
    late = [each for each in papers if each.state.kind == "late"]
    words = Counter(each.paper.preparation_words.lower() for each in papers if each not in late)
    order = [str(word).lower() for word in (*reversed(Paper.Preparation.labels), "Uploaded")]
    said = [f"{words[word]} {word}" for word in order if words[word]]
    return ", ".join([*said, *([f"{len(late)} late"] if late else [])])


def last_sent_back(paper_ids: Iterable[int]) -> dict[str, Event]:
    """The newest event of a paper sent back, by the paper's id, in one query."""
    events = Event.objects.filter(
        subject_type="meetings.paper", subject_id__in=[str(pk) for pk in paper_ids], verb=SENT_BACK
    )
    return {event.subject_id: event for event in events.order_by("number")}


def facts_of(paper: Paper, version: PaperVersion | None, back: Event | None) -> list[str]:
    """Who did what with a paper and when, a line each, in the order it happened."""
    said = []
    if paper.asked_at:
        of = f" of {paper.author_name}" if paper.author_name else ""
        said.append(
            _("Asked{of} by {asked_by}, {day}").format(
                of=of, asked_by=paper.asked_by, day=short_day(paper.asked_at)
            )
        )
    elif paper.author_name:
        said.append(_("Written by {author_name}").format(author_name=paper.author_name))
    if paper.received_at:
        said.append(
            _("Received from {received_by}, {day}").format(
                received_by=paper.received_by, day=short_day(paper.received_at)
            )
        )
    if back and paper.return_comment:
        said.append(
            _("Returned by {actor_name}, {day}: {return_comment}").format(
                actor_name=back.actor_name,
                day=short_day(back.happened_at),
                return_comment=paper.return_comment,
            )
        )
    if version and paper.received_at and version.saved_at > paper.received_at:
        said.append(
            _("Changed by {saved_by}, {day}").format(
                saved_by=version.saved_by, day=short_day(version.saved_at)
            )
        )
    if paper.cleared_at:
        said.append(
            _("Cleared by {cleared_by}, {day}").format(
                cleared_by=paper.cleared_by, day=short_day(paper.cleared_at)
            )
        )
    return said


def _pages(meeting: Meeting) -> dict[int, str]:
    """The pages of each paper in the newest whole pack."""
    newest = Pack.objects.filter(meeting=meeting, status=Pack.Status.WHOLE).order_by("-number")[:1]
    entries = PackEntry.objects.filter(pack__in=list(newest), placement__isnull=False)
    return {e.placement_id: pages_words(*e.span) for e in entries if e.placement_id}


def places_of(paper: Paper) -> list[NavItem]:
    """ "Item 8, Wessex Police and Crime Panel, Friday 4 December 2026", one for each agenda."""
    placements = paper.placements.select_related("item__meeting__body").order_by("item__meeting__starts_at")
    found = []
    for placement in placements:
        meeting = placement.item.meeting
        number = labels(meeting.items.order_by("position", "pk"))[placement.item_id]
        item = f"Item{NO_BREAK}{number}, " if number else ""
        url = f"{reverse('meetings:agenda', args=[meeting.pk])}#item-{placement.item_id}"
        found.append(NavItem(f"{item}{meeting.settings.name}, {long_day(meeting.starts_at)}", url))
    return found


def when_of(paper: Paper) -> str:
    """When the meeting is that the paper is for, as it is printed; empty where it is on no agenda."""
    placement = paper.placements.select_related("item__meeting").order_by("-item__meeting__starts_at").first()
    return printed_day_and_time(placement.item.meeting.starts_at) if placement else ""


def next_to_check(paper: Paper, user: User, today: date) -> Paper | None:
    """Another paper that has been received and not checked, for the secretariat to go to."""
    received = Paper.objects.visible_to(user).filter(
        preparation=Paper.Preparation.RECEIVED, body_id__in=bodies_served(user, today)
    )
    return received.exclude(pk=paper.pk).order_by("due_on", "title").first()


def as_printed(paper: Paper, version: PaperVersion) -> Document | None:
    """The document of a version as its latest agenda prints it; None for an uploaded PDF."""
    if not version.document:
        return None
    document = from_data(version.document)
    placements = paper.placements.select_related("item__meeting__body").order_by("-item__meeting__starts_at")
    placement = placements.first()
    return printed_for(document, placement.item.meeting) if placement else document


def events_of(paper: Paper) -> QuerySet[Event]:
    """What happened to a paper, the newest first."""
    return (
        Event.objects.filter(subject_type="meetings.paper", subject_id=str(paper.pk))
        .select_related("note")
        .order_by("-number")
    )


def newest_version(paper: Paper) -> PaperVersion | None:
    """The version a reader sees."""
    return paper.versions.select_related("file").order_by("-number").first()


def open_items(user: User, today: date, also: Meeting | None = None) -> QuerySet[AgendaItem]:
    """The items of coming, unpublished agendas on which this user may place a paper.

    `also` is a meeting that may be past: a panel enters its history.
    """
    coming = Q(meeting__starts_at__date__gte=today)
    return (
        items_taking_papers(user, today)
        .filter(coming | Q(meeting=also) if also else coming)
        .order_by("meeting__starts_at", "position", "pk")
    )


def items_taking_papers(user: User, today: date) -> QuerySet[AgendaItem]:
    """The items of every unpublished agenda on which this user may place a paper, past ones too."""
    return (
        AgendaItem.objects.filter(
            meeting__body_id__in=bodies_served(user, today),
            kind__in=ITEM_KINDS,
        )
        .exclude(meeting__agenda_status=Meeting.Agenda.PUBLISHED)
        .exclude(meeting__status=Meeting.Status.CANCELLED)
        .exclude(pk__in=kept_items(user).values("pk"))
        .select_related("meeting__body")
    )


def item_words(items: Iterable[AgendaItem]) -> dict[int, str]:
    """What stands before an item's title in a list of several agendas: its day."""
    return {item.pk: f"{short_day(item.meeting.starts_at)}:" for item in items}


def bodies_to_write_for(user: User, today: date) -> QuerySet[Body]:
    """The bodies to which this user may bring papers."""
    bodies = Body.objects.prefetch_related("dated_settings")
    if user.is_administrator:
        return bodies
    mine = Assignment.objects.current_on(today).filter(user=user, role__in=WRITING_ROLES)
    return bodies.filter(pk__in=mine.values("body_id"))


def bodies_asked_for(user: User, today: date) -> QuerySet[Body]:
    """The bodies for which this user may ask others for papers."""
    return Body.objects.filter(pk__in=bodies_served(user, today)).prefetch_related("dated_settings")


def usual_due_day_for(item: AgendaItem, today: date) -> date | None:
    """The day papers for this meeting are due by the body's own rule; none when it is past."""
    settings = item.meeting.settings
    last = last_publication_day(item.meeting, settings)
    day = usual_due_day(last, settings.paper_due_days, excluded_around(settings, last))
    return day if day >= today else None


def authors_for(user: User, today: date) -> QuerySet[User]:
    """Those whom a secretary may ask to write: report authors and the commissioner's office."""
    writers = Assignment.objects.current_on(today).filter(
        body_id__in=bodies_served(user, today), role__in=WRITING_ROLES
    )
    return User.objects.filter(pk__in=writers.values("user_id"), is_active=True).order_by("name")
