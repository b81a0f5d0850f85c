"""The public page of what is on now: switched on by an act of its own, and kept up from then on."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import refuse, require
from foundation.library.models import LivePage, Publication
from foundation.library.publishing_live import LiveFacts, is_live, tell_live
from meetings.attendance.policies import may_record_day
from meetings.attendance.record import DayRecord
from meetings.common.locks import lock
from meetings.models import AgendaItem, Meeting
from meetings.restricted.business import Restricted

_State = LivePage.State


@transaction.atomic
def switch_live(*, meeting: Meeting, is_on: bool, by: User) -> None:
    """Let the public watch what is on now, or no more. Raises `Refused`."""
    lock(meeting)
    require(may_record_day(by, meeting))
    if meeting.is_private or meeting.announced_at is None:
        refuse(_("This meeting is not announced, so it has no public page."))
    tell_live(facts=live_facts(meeting, is_on=is_on), now=timezone.now(), by=by, scope=meeting.scope)


def refresh_live(meeting: Meeting, by: User) -> None:
    """Tell the public what is on now, where the page is switched on."""
    if is_live(meeting.ref):
        tell_live(facts=live_facts(meeting, is_on=True), now=timezone.now(), by=by, scope=meeting.scope)


def live_facts(meeting: Meeting, *, is_on: bool) -> LiveFacts:
    """What the public may know of the meeting now.

    Titles are those of the published agenda, and of a private session nothing is said but since when.
    """
    record, restricted = DayRecord.of(meeting), Restricted.of(meeting)
    titles = _published_titles(meeting)
    state, since = _state(record)
    now = record.now.current if state == _State.OPEN else None
    lines = [
        _line(item, record, restricted, titles, is_private=state == _State.PRIVATE) for item in record.items
    ]
    shown = next((item for item in record.items if now and item.pk == now.item), None)
    return LiveFacts(
        ref=meeting.ref,
        is_on=is_on,
        state=state,
        label=record.item_labels.get(shown.pk, "") if shown else "",
        title=_title(shown, restricted, titles) if shown else "",
        since=now.at if now else since,
        lines=[line for line in lines if line["label"]],
    )


def _state(record: DayRecord) -> tuple[str, Any]:
    """How the meeting stands, and since when where that is said."""
    now = record.now
    if record.started is None:
        return _State.NOT_STARTED.value, None
    if record.ended is not None:
        return _State.ENDED.value, record.ended
    if now.is_adjourned:
        return _State.ADJOURNED.value, now.adjournments[-1].began.at
    if not now.is_public:
        return _State.PRIVATE.value, now.private[-1].began.at
    return _State.OPEN.value, None


def _published_titles(meeting: Meeting) -> dict[str, str]:
    """The titles of the agenda as it was published, by the references of its lines."""
    agendas = Publication.objects.standing().of_kinds(Publication.Kind.AGENDA)
    data = agendas.filter(meeting__ref=meeting.ref).values_list("data", flat=True).first() or {}
    return {line["ref"]: line["title"] for line in data.get("lines", []) if line.get("ref")}


def _title(item: AgendaItem, restricted: Restricted, titles: dict[str, str]) -> str:
    """The published title; the general one where the title was restricted since."""
    return restricted.public_title_of(item) if restricted.hides_title(item) else titles.get(item.ref, "")


def _line(
    item: AgendaItem, record: DayRecord, restricted: Restricted, titles: dict[str, str], *, is_private: bool
) -> dict[str, str]:
    """One item of the list; which one is on in a private session is not said."""
    now = record.now
    state = "done" if item.pk in now.done else "deferred" if item.pk in now.deferred else "todo"
    if now.current and now.current.item == item.pk and not is_private:
        state = "now"
    label = record.item_labels.get(item.pk, "") if item.ref in titles else ""
    return {"label": label, "title": _title(item, restricted, titles), "state": state}
