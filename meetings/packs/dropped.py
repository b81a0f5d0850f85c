"""The files somebody dropped on a papers board: which paper each could be, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.models import SentFile
from foundation.ui.rows import NavItem
from foundation.ui.words import NO_BREAK, counted
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting, Paper
from meetings.packs.forms import NOT_USED, ON_NO_AGENDA, Choices
from meetings.packs.matching import Match, Place, match
from meetings.papers import overview
from meetings.papers.policies import may_edit_paper

UNDECIDED = ("", "Select, or decide later")


@dataclass(frozen=True, slots=True)
class Target:
    """A place for a file, and how the list of places names it."""

    place: Place
    words: str

    @property
    def choice(self) -> tuple[str, str]:
        """Its value and its words."""
        return self.place.key, self.words


@dataclass(frozen=True, slots=True)
class Targets:
    """Every place for a file on one agenda: the papers that can still change, and each item for a new one."""

    papers: list[Target]
    items: list[Target]

    @classmethod
    def of(cls, meeting: Meeting, user: User, today: date) -> "Targets":
        """The places on this agenda that are open to this user."""
        here = overview.items_taking_papers(user, today) & meeting.items.all()
        items = list(here.order_by("position", "pk").prefetch_related("placements__paper__author"))
        numbers = labels(meeting.items.order_by("position", "pk"))
        papers = [
            _as_paper(paper, item, numbers[item.pk]) for item in items for paper in _open_papers(item, user)
        ]
        return cls(papers, [_as_new(item, numbers[item.pk]) for item in items])

    @property
    def likely(self) -> list[Place]:
        """Where a file can belong by its name: the papers of an item, or the item while it has none."""
        taken = {target.place.label for target in self.papers if target.place.label}
        free = [target.place for target in self.items if target.place.label not in taken]
        return [*(target.place for target in self.papers), *free]

    def choices(self, found: Match) -> Choices:
        """The list of places for one file; those it could mean come first."""
        first = [each.choice for each in (*self.papers, *self.items) if each.place.key in found.keys]
        groups = [
            (_("Most likely") if len(first) > 1 else "Suggested", first),
            (_("A paper on this agenda"), [each.choice for each in self.papers if each.choice not in first]),
            (_("A new paper on an item"), [each.choice for each in self.items if each.choice not in first]),
            (
                _("Something else"),
                [(ON_NO_AGENDA, _("A new paper, on no agenda yet")), (NOT_USED, _("Do not use"))],
            ),
        ]
        return [UNDECIDED, *((name, rows) for name, rows in groups if rows)]


def _open_papers(item: AgendaItem, user: User) -> list[Paper]:
    """The papers of an item that a file can still become."""
    papers = [placement.paper for placement in item.placements.all()]
    return [
        paper
        for paper in papers
        if paper.origin != Paper.Origin.DOCUMENT and may_edit_paper(user, paper).is_met
    ]


def _as_paper(paper: Paper, item: AgendaItem, label: str) -> Target:
    whose = f", {paper.author_name}" if paper.author_name else ""
    words = f"{_number(label)}{paper.title} ({paper.preparation_words.lower()}{whose})"
    return Target(Place(f"paper:{paper.pk}", label, (paper.title, item.title)), words)


def _as_new(item: AgendaItem, label: str) -> Target:
    return Target(Place(f"item:{item.pk}", label, (item.title,)), f"{_number(label)}{item.title}")


def _number(label: str) -> str:
    return f"{label.replace(' ', NO_BREAK)}{NO_BREAK * 2}" if label else ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A dropped file, what its name speaks for, and the list to choose from."""

    file: SentFile
    found: Match
    choices: Choices
    title: str

    @property
    def asks(self) -> str:
        """Why nothing is proposed, or what speaks for the proposal."""
        return self.found.why or _("No item has this number or title.")


def aside(user: User, meeting: Meeting) -> list[SentFile]:
    """The files this user dropped here that wait for a decision."""
    return list(SentFile.objects.of(user).on_board(meeting.pk).aside())


def proposals(files: Sequence[SentFile], meeting: Meeting, user: User, today: date) -> list[Proposal]:
    """What each file could be for. Where two fit the same paper, both are asked about."""
    if not files:
        return []
    targets = Targets.of(meeting, user, today)
    matches = [match(each.name, targets.likely) for each in files]
    wanted = [each.proposed for each in matches]
    shared = {key for key in wanted if key.startswith("paper:") and wanted.count(key) > 1}
    items = {target.place.label: target.place.key for target in targets.items}
    labelled = {target.place.key: target.place.label for target in targets.papers}
    found = [
        Match((each.proposed, items[labelled[each.proposed]]), _("Another file fits the same paper."))
        if each.proposed in shared
        else each
        for each in matches
    ]
    titles = {target.place.key: target.place.names[0] for target in targets.items}
    return [
        Proposal(file, each, targets.choices(each), titles.get(each.proposed) or str(file.arguments["title"]))
        for file, each in zip(files, found, strict=True)
    ]


def waiting(user: User, meeting: Meeting) -> int:
    """How many files of this user for this agenda are being checked."""
    return SentFile.objects.of(user).on_board(meeting.pk).waiting().count()


def not_used(user: User, meeting: Meeting) -> list[NavItem]:
    """The files of this user for this agenda that could not be used, with the page that says why."""
    found = SentFile.objects.of(user).on_board(meeting.pk).not_used().exclude(findings=[])
    return [NavItem(each.name, reverse("meetings:sent_file", args=[each.ref])) for each in found]


def settled(user: User, meeting: Meeting, now: datetime) -> list[str]:
    """What came of the files that were used since this user last looked, a sentence each; said once."""
    done = SentFile.objects.of(user).on_board(meeting.pk).done_unseen()
    files = list(done)
    done.update(seen_at=now)
    said = [f"{each.name}: {each.note}" for each in files if each.note]
    placed = len(files) - len(said)
    return (
        [_("{files} added to the papers.").format(files=counted(placed, "file")), *said] if placed else said
    )
