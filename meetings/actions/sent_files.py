"""What files are sent for: each act is asked by the worker whether it may be, and then carried out.

Arguments are JSON values as `meetings.views.sending` puts them together. A newer version of a paper that came
while a file was being checked is never put aside without a yes.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import PersonalLink, User
from foundation.documents import sent
from foundation.history.findings import Finding, Refused, stopped
from meetings import policies, shelf
from meetings.actions.locks import lock, lock_item
from meetings.actions.papers import replace_file, upload_paper
from meetings.actions.placements import place_paper
from meetings.actions.signing import append_copy, sign_minutes
from meetings.actions.supplements import (
    add_late_paper,
    bring_late_paper,
    file_paper,
    late,
    replace_issued_paper,
)
from meetings.actions.word import upload_word, upload_word_paper
from meetings.desks import Desk
from meetings.models import AgendaItem, Meeting, Minutes, Paper, Placement
from meetings.policies import hands_off
from meetings.policies.life import may_sign_minutes
from meetings.policies.papers import Writer, may_edit_paper, may_write_papers
from panels.models import Body

NEW, REPLACE = "meetings.new_paper", "meetings.replace_paper"
LATE, BRING, NEWER, FILED = (
    "meetings.late_paper",
    "meetings.bring_paper",
    "meetings.newer_paper",
    "meetings.file_paper",
)
SIGN, COPY = "meetings.sign_minutes", "meetings.signed_copy"
NOT_PLACED = "The paper is kept, but it is on no agenda."
NO_ITEM = "The item you chose is no longer on the agenda."
NO_AUTHOR = "The author you chose can no longer write papers here. Choose another."


def register() -> None:
    """Make the acts known to whoever checks the files."""
    sent.register(NEW, may=_may_bring_new, run=_bring_new)
    sent.register(REPLACE, may=_may_replace, run=_replace)
    sent.register(LATE, may=_may_add_late, run=_add_late)
    sent.register(BRING, may=_may_bring, run=_bring)
    sent.register(NEWER, may=_may_replace_issued, run=_newer)
    sent.register(FILED, may=_may_file, run=_file)
    sent.register(SIGN, may=_may_sign, run=_sign)
    sent.register(COPY, may=_may_sign, run=_copy)


def _may_bring_new(by: User, *, body: int, **_: Any) -> Finding:
    return may_write_papers(by, Body.objects.get(pk=body))


def _bring_new(
    by: User, file: sent.Checked, *, body: int, title: str, author: int | None, item: int | None
) -> sent.Led:
    """A new paper, placed on its item; where that cannot be any more, the paper is kept all the same.

    Whoever is shut out of the item meanwhile makes nothing: they could read the paper that was kept.
    """
    home = Body.objects.get(pk=body)
    writer = shelf.authors_for(by, timezone.localdate()).filter(pk=author).first() if author else None
    if author and writer is None:
        raise Refused(stopped(NO_AUTHOR, code="author"))
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
        return f"{NOT_PLACED} {NO_ITEM}"
    try:
        place_paper(item=wanted, paper=paper, by=by)
    except Refused as refused:
        return " ".join([NOT_PLACED, *(finding.sentence for finding in refused.findings)])
    return ""


def _may_replace(by: Writer, *, paper: int, **_: Any) -> Finding:
    return may_edit_paper(by, Paper.objects.select_related("body").get(pk=paper))


@transaction.atomic
def _replace(by: Writer, file: sent.Checked, *, paper: int, based_on: int) -> sent.Led:
    found = Paper.objects.select_for_update().select_related("body").get(pk=paper)
    desk = Desk.by_link(by, found) if isinstance(by, PersonalLink) else Desk.inside(by, found)
    if file.word:
        # It changes nothing until it was looked at, beside what there is then.
        upload_word(paper=found, data=file.data, read=file.word, by=by)
        return sent.Led(desk.word)
    assert file.pdf is not None
    _ask_over_newer(found, based_on)
    replace_file(paper=found, data=file.pdf, by=by)
    return sent.Led(desk.page)


def _ask_over_newer(paper: Paper, based_on: int) -> None:
    newest = shelf.newest_version(paper)
    if newest is not None and newest.number != based_on:
        raise sent.Asks(
            f"{newest.saved_by} saved a newer version of this paper while your file was being checked. "
            "Look at it first. If you use your file, that version stays as an earlier one.",
            based_on=newest.number,
        )


def _may_add_late(by: User, *, item: int, reason: str, **_: Any) -> Finding:
    found = _item(item)
    may = policies.may_supplement(by, found.meeting)
    return may if found.is_added or not may.is_met else late(found.meeting, reason)


def _add_late(by: User, file: sent.Checked, *, item: int, title: str, reason: str) -> sent.Led:
    found = _item(item)
    add_late_paper(item=found, title=title, data=file.pdf, reason=reason, by=by)
    return _to_supplement(found)


def _may_bring(by: User, *, placement: int, reason: str, **_: Any) -> Finding:
    meeting = _placement(placement).item.meeting
    may = policies.may_supplement(by, meeting)
    return late(meeting, reason) if may.is_met else may


def _may_replace_issued(by: User, *, placement: int, **_: Any) -> Finding:
    return policies.may_supplement(by, _placement(placement).item.meeting)


@transaction.atomic
def _bring(by: User, file: sent.Checked, *, placement: int, reason: str, based_on: int) -> sent.Led:
    found = _placement(placement)
    lock_item(found.item)
    _ask_over_newer(Paper.objects.select_for_update().get(pk=found.paper_id), based_on)
    bring_late_paper(placement=found, data=file.pdf, reason=reason, by=by)
    return _to_supplement(found.item)


@transaction.atomic
def _newer(by: User, file: sent.Checked, *, placement: int, note: str, based_on: int) -> sent.Led:
    found = _placement(placement)
    lock_item(found.item)
    _ask_over_newer(Paper.objects.select_for_update().get(pk=found.paper_id), based_on)
    replace_issued_paper(placement=found, data=file.pdf, note=note, by=by)
    return _to_supplement(found.item)


def _may_file(by: User, *, item: int, **_: Any) -> Finding:
    return policies.may_file_papers(by, _item(item).meeting)


def _file(
    by: User, file: sent.Checked, *, item: int, title: str, received_at: str, is_tabled: bool
) -> sent.Led:
    found, at = _item(item), datetime.fromisoformat(received_at)
    file_paper(item=found, title=title, data=file.pdf, received_at=at, is_tabled=is_tabled, by=by)
    return _to_supplement(found)


def _may_sign(by: User, *, minutes: int, **_: Any) -> Finding:
    return may_sign_minutes(by, _minutes(minutes))


def _sign(
    by: User, file: sent.Checked, *, minutes: int, signed_by: str, signed_on: str, manner: str
) -> sent.Led:
    assert file.pdf is not None
    found, day = _minutes(minutes), date.fromisoformat(signed_on)
    sign_minutes(minutes=found, signed_by=signed_by, signed_on=day, manner=manner, scan=file.pdf, by=by)
    return sent.Led(reverse("meetings:minutes_confirming", args=[found.meeting_id]))


def _copy(by: User, file: sent.Checked, *, minutes: int) -> sent.Led:
    assert file.pdf is not None
    found = _minutes(minutes)
    append_copy(minutes=found, scan=file.pdf, by=by)
    return sent.Led(reverse("meetings:minutes_confirming", args=[found.meeting_id]))


def _item(pk: int) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__body").get(pk=pk)


def _placement(pk: int) -> Placement:
    return Placement.objects.select_related("paper", "item__meeting__body").get(pk=pk)


def _minutes(pk: int) -> Minutes:
    return Minutes.objects.select_related("meeting__body", "confirmed_at_meeting").get(pk=pk)


def _to_supplement(item: AgendaItem) -> sent.Led:
    return sent.Led(reverse("meetings:supplement", args=[item.meeting_id]))
