"""What files are sent for after publication: late papers, newer versions, papers filed with a meeting."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from foundation.accounts.models import User
from foundation.documents.incoming import sent
from foundation.history.findings import Finding
from meetings.common import policies
from meetings.common.locks import lock_item
from meetings.models import AgendaItem, Paper, Placement
from meetings.papers.actions.sent_files import ask_over_newer
from meetings.supplements.actions.changing import (
    add_late_paper,
    bring_late_paper,
    file_paper,
    late,
    replace_issued_paper,
)

LATE, BRING = "meetings.late_paper", "meetings.bring_paper"
NEWER, FILED = "meetings.newer_paper", "meetings.file_paper"


def register() -> None:
    """Make the acts known to whoever checks the files."""
    sent.register(LATE, may=_may_add_late, run=_add_late)
    sent.register(BRING, may=_may_bring, run=_bring)
    sent.register(NEWER, may=_may_replace_issued, run=_newer)
    sent.register(FILED, may=_may_file, run=_file)


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
    ask_over_newer(Paper.objects.select_for_update().get(pk=found.paper_id), based_on)
    bring_late_paper(placement=found, data=file.pdf, reason=reason, by=by)
    return _to_supplement(found.item)


@transaction.atomic
def _newer(by: User, file: sent.Checked, *, placement: int, note: str, based_on: int) -> sent.Led:
    found = _placement(placement)
    lock_item(found.item)
    ask_over_newer(Paper.objects.select_for_update().get(pk=found.paper_id), based_on)
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


def _item(pk: int) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__body").get(pk=pk)


def _placement(pk: int) -> Placement:
    return Placement.objects.select_related("paper", "item__meeting__body").get(pk=pk)


def _to_supplement(item: AgendaItem) -> sent.Led:
    return sent.Led(reverse("meetings:supplement", args=[item.meeting_id]))
