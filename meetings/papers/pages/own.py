"""The papers that somebody has to write, each with its next act: what was returned first, with the reason."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from meetings.models import Paper
from meetings.models.authors import own_papers

# A reason that says more is read on the page of the paper.
REASON_SHOWN = 300
ACTS = {
    Paper.Preparation.ASKED: gettext_noop("Open the paper"),
    Paper.Preparation.DRAFT: gettext_noop("Continue writing"),
    Paper.Preparation.RETURNED: gettext_noop("Change the paper"),
}


def papers_to_write(user: User, today: date) -> list[Paper]:
    """The papers this user writes and has not handed in, the returned ones first, then by their due days."""
    return returned_first(papers_in_hand(user, today))


def papers_in_hand(user: User, today: date) -> QuerySet[Paper]:
    """The same as a question, for who asks for more at the same time; by their due days alone."""
    mine = Paper.objects.filter(own_papers(user, today)).not_in().order_by("due_on", "title", "pk")
    return mine.prefetch_related("placements__item__meeting")


def returned_first(papers: Iterable[Paper]) -> list[Paper]:
    """The returned ones first, the others as they came."""
    return sorted(papers, key=lambda paper: paper.preparation != Paper.Preparation.RETURNED)


def rows_to_write(papers: Iterable[Paper], today: date) -> list[TodoRow]:
    """One row for each of these papers: until when, for which meeting or why it was returned, and the act."""
    return [
        TodoRow(
            when=paper.due_on,
            subject=paper.title,
            sentence=_sentence(paper),
            url=reverse("meetings:paper", args=[paper.pk]),
            label=_(ACTS[Paper.Preparation(paper.preparation)]),
            body=paper.body_id,
            is_late=paper.due_on is not None and paper.due_on < today,
        )
        for paper in papers
    ]


def asked_for(papers: Iterable[Paper]) -> list[Paper]:
    """Those that somebody waits for; a paper that its author began unasked needs nobody today."""
    return [p for p in papers if p.due_on or p.asked_at or p.preparation == Paper.Preparation.RETURNED]


def _sentence(paper: Paper) -> str:
    if paper.preparation == Paper.Preparation.RETURNED:
        words = " ".join(paper.return_comment.split())
        words = words if len(words) <= REASON_SHOWN else f"{words[:REASON_SHOWN].rstrip()}…"
        return _("was returned: “{words}”").format(words=words) if words else _("was returned.")
    days = [placement.item.meeting.starts_at for placement in paper.placements.all()]
    meeting = _(" for {day}").format(day=long_day(max(days))) if days else ""
    what = _("has been requested") if paper.preparation == Paper.Preparation.ASKED else _("is being written")
    return f"{what}{meeting}."
