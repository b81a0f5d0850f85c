"""What the files of papers are sent for: the worker asks whether each act may be, and then carries it out.

Arguments are JSON values as `meetings.papers.views.sending` puts them together. A newer version of a paper
that came while a file was being checked is never put aside without a yes.
"""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import PersonalLink, User
from foundation.documents.incoming import sent
from foundation.history.findings import Finding, Refused, refuse
from meetings.common.locks import lock
from meetings.models import AgendaItem, Meeting, Paper
from meetings.papers import overview
from meetings.papers.actions.placing import place_paper
from meetings.papers.actions.preparing import replace_file, upload_paper
from meetings.papers.actions.reading_word import upload_word, upload_word_paper
from meetings.papers.policies import Writer, may_edit_paper, may_write_papers
from meetings.papers.writer_pages import Desk
from meetings.restricted import hands_off
from panels.models import Body

NEW, REPLACE = "meetings.new_paper", "meetings.replace_paper"
NOT_PLACED = gettext_noop("The paper has been saved, but it has not been added to an agenda.")
NO_ITEM = gettext_noop("The item you chose is no longer on the agenda.")
NO_AUTHOR = gettext_noop("The author you chose can no longer write papers here. Choose another.")


def register() -> None:
    """Make the acts known to whoever checks the files."""
    sent.register(NEW, may=_may_bring_new, run=_bring_new)
    sent.register(REPLACE, may=_may_replace, run=_replace)


def _may_bring_new(by: User, *, body: int, **__: Any) -> Finding:
    return may_write_papers(by, Body.objects.get(pk=body))


def _bring_new(
    by: User, file: sent.Checked, *, body: int, title: str, author: int | None, item: int | None, **__: Any
) -> sent.Led:
    """A new paper, placed on its item; where that cannot be any more, the paper is kept all the same.

    Whoever is shut out of the item meanwhile makes nothing: they could read the paper that was kept.
    """
    home = Body.objects.get(pk=body)
    writer = overview.authors_for(by, timezone.localdate()).filter(pk=author).first() if author else None
    if author and writer is None:
        refuse(_(NO_AUTHOR), code="author")
    with transaction.atomic():
        # Before the paper is recorded: acts on an agenda lock the meeting, then the history.
        wanted = _wanted(item, by) if item else None
        if file.word:
            paper = upload_word_paper(
                body=home, title=title, data=file.data, read=file.word, author=writer, by=by
            )
        else:
            assert file.pdf is not None
            paper = upload_paper(body=home, title=title, data=file.pdf, author=writer, by=by)
        note = _placed(paper, wanted, by) if item else ""
    if file.word:
        return sent.Led(reverse("meetings:paper_word", args=[paper.pk]), note)
    if item and not note:
        meeting = AgendaItem.objects.get(pk=item).meeting_id
        return sent.Led(reverse("meetings:meeting_papers", args=[meeting]))
    return sent.Led(reverse("meetings:paper", args=[paper.pk]), note)


def _wanted(item: int, by: User) -> AgendaItem | None:
    """The line a paper is meant for, with its meeting locked; nothing where it is gone."""
    meeting = Meeting.objects.filter(items=item).first()
    if meeting is None:
        return None
    lock(meeting)
    # Whoever removed it had the lock before.
    wanted = meeting.items.filter(pk=item).first()
    if wanted is not None:
        hands_off.require_open(by, wanted)
    return wanted


def _placed(paper: Paper, wanted: AgendaItem | None, by: User) -> str:
    """Place a paper; else why it is on no agenda."""
    if wanted is None:
        return f"{_(NOT_PLACED)} {_(NO_ITEM)}"
    try:
        place_paper(item=wanted, paper=paper, by=by)
    except Refused as refused:
        return " ".join([NOT_PLACED, *(finding.sentence for finding in refused.findings)])
    return ""


def _may_replace(by: Writer, *, paper: int, **__: Any) -> Finding:
    return may_edit_paper(by, Paper.objects.select_related("body").get(pk=paper))


@transaction.atomic
def _replace(by: Writer, file: sent.Checked, *, paper: int, based_on: int, **__: Any) -> sent.Led:
    found = Paper.objects.select_for_update().select_related("body").get(pk=paper)
    desk = Desk.by_link(by, found) if isinstance(by, PersonalLink) else Desk.inside(by, found)
    if file.word:
        # It changes nothing until it was looked at, beside what there is then.
        upload_word(paper=found, data=file.data, read=file.word, by=by)
        return sent.Led(desk.word)
    assert file.pdf is not None
    ask_over_newer(found, based_on)
    replace_file(paper=found, data=file.pdf, by=by)
    return sent.Led(desk.page)


def ask_over_newer(paper: Paper, based_on: int) -> None:
    """Stop and ask when the paper has a version that the sender of a file did not see."""
    newest = overview.newest_version(paper)
    if newest is not None and newest.number != based_on:
        raise sent.Asks(
            _(
                "{saved_by} saved a newer version of this paper while your file was being checked. "
                "Check it first. If you use your file, that version is kept as an earlier one."
            ).format(saved_by=newest.saved_by),
            based_on=newest.number,
        )
