"""The papers board of a meeting: each paper with the one act that comes next, and all others behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.ui.dates import clock_time
from foundation.ui.words import called, counted
from meetings.models import AgendaItem, Meeting, Paper, WordDraft
from meetings.models.agenda import Business
from meetings.papers import overview
from meetings.papers.actions.asking import reminders_of_today
from meetings.papers.overview import AgendaPaper, AgendaRow

BRINGS_PAPER = (Business.REPORT, Business.PRESENTATION)


@dataclass(frozen=True, slots=True)
class NextAct:
    """What comes next: a page to open, or a button that does it at once."""

    label: str
    url: str
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class BoardPaper:
    """A paper of a row: how it stands, what happened last, and what to do next."""

    entry: AgendaPaper
    act: NextAct | None = None
    reminded: datetime | None = None

    @property
    def last(self) -> str:
        """The newest thing that happened to it."""
        if self.reminded:
            return _("Reminder sent at {time}").format(time=clock_time(self.reminded))
        return self.entry.facts[-1] if self.entry.facts else ""

    @property
    def earlier(self) -> list[str]:
        """What happened before that."""
        return self.entry.facts[:-1]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One item with its papers; `act` is what comes next where it has none."""

    item: AgendaItem
    label: str
    papers: list[BoardPaper]
    act: NextAct | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The items that have or want a paper, and those that need none."""

    rows: list[BoardRow]
    without: list[BoardRow]
    lead: str

    @property
    def is_empty(self) -> bool:
        """True while the agenda has no items."""
        return not (self.rows or self.without)

    @property
    def first(self) -> str:
        """The address of the act that comes first: the one that is green."""
        acts = [act for row in self.rows for act in (row.act, *(paper.act for paper in row.papers)) if act]
        return acts[0].url if acts else ""


def board_of(meeting: Meeting, user: User, today: date, *, may_edit: bool, may_open: bool) -> Board:
    """The board as this user may see it; acts only for whoever may carry them out."""
    found = overview.agenda_rows(meeting, user, today)
    drafts = set(_word_drafts(found)) if may_open else set()
    reminded = reminders_of_today(_papers_of(found), today) if may_open else {}
    parents = {row.item.parent_id for row in found}
    rows: list[BoardRow] = []
    without: list[BoardRow] = []
    for row in found:
        wants = row.item.business in BRINGS_PAPER and row.item.pk not in parents and not row.papers
        papers = [
            BoardPaper(
                each, _next(each, drafts, reminded, user) if may_open else None, reminded.get(each.paper.pk)
            )
            for each in row.papers
        ]
        act = _ask(row.item) if wants and may_edit else None
        (rows if papers or wants else without).append(BoardRow(row.item, row.label, papers, act))
    return Board(rows, without, _lead(found, sum(not row.papers for row in rows)))


def _papers_of(rows: Sequence[AgendaRow]) -> list[int]:
    return [each.paper.pk for row in rows for each in row.papers]


def _word_drafts(rows: Sequence[AgendaRow]) -> list[int]:
    papers = _papers_of(rows)
    return list(WordDraft.objects.filter(paper__in=papers).values_list("paper_id", flat=True))


def _next(
    each: AgendaPaper, drafts: set[int], reminded: Mapping[int, datetime], user: User
) -> NextAct | None:
    """What the secretariat does next with a paper; none while its author has it and is in time."""
    paper = each.paper
    page = reverse("meetings:paper", args=[paper.pk])
    if paper.pk in drafts:
        return NextAct(_("Check the Word file"), reverse("meetings:paper_word", args=[paper.pk]))
    is_file = paper.origin == Paper.Origin.UPLOADED and paper.preparation == Paper.Preparation.DRAFT
    if is_file or paper.preparation == Paper.Preparation.RECEIVED:
        return NextAct(_("Check the paper"), page)
    if each.state.kind != "late" or paper.pk in reminded:
        return None
    if paper.author_id == user.pk:
        return NextAct(_("Write the paper"), page)
    if paper.author_name:
        remind = reverse("meetings:paper_remind", args=[paper.pk])
        return NextAct(
            _("Remind {author_name}").format(author_name=called(paper.author_name)), remind, is_post=True
        )
    return NextAct(_("Ask again"), reverse("meetings:paper_ask_again", args=[paper.pk]))


def _ask(item: AgendaItem) -> NextAct:
    return NextAct(_("Ask for the paper"), f"{reverse('meetings:paper_ask')}?item={item.pk}")


def _lead(rows: Sequence[AgendaRow], missing: int) -> str:
    """ "3 of 8 papers are cleared. 2 received, 1 late. 1 item has no paper yet." """
    papers = [each.paper for row in rows for each in row.papers]
    cleared = sum(paper.preparation == Paper.Preparation.CLEARED for paper in papers)
    others = [each for each in overview.summary(rows).split(", ") if each and not each.endswith(" cleared")]
    said = [
        _("{cleared} of {papers} cleared.").format(cleared=cleared, papers=counted(len(papers), "paper"))
        if papers
        else _("No papers yet.")
    ]
    said += [f"{', '.join(others)}."] if others else []
    said += [_("{items} with no paper yet.").format(items=counted(missing, "item"))] if missing else []
    return " ".join(said)
