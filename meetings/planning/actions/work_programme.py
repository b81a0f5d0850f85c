"""Keep the work programme: add, change, drop, place on an agenda, print."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from meetings.agenda.actions.editing import add_item
from meetings.agenda.rules.agenda import TITLE_LIMIT, presenter_finding, title_finding
from meetings.common.lifecycles import PROGRAMME
from meetings.common.locks import lock
from meetings.common.policies import may_edit_agenda
from meetings.common.rules.year import year_of
from meetings.models import AgendaItem, Meeting, Placement, WorkProgrammeItem
from meetings.models.agenda import Business, Standing
from meetings.models.when import When
from meetings.papers.actions.placing import place_document
from meetings.planning.documents import MeetingDatesDocument, WorkProgrammeDocument
from meetings.planning.policies import may_change_programme_item, may_keep_programme
from panels.models import Body

REASON_LIMIT = 500
# What closes an agenda: a new item goes before it.
_CLOSING = (Standing.NEXT_MEETING, Standing.URGENT_END)


class ProgrammeFacts(TypedDict, total=False):
    """What can be said of an item of the work programme; `year` counts only without meeting and months."""

    title: str
    purpose: str
    presenter: str
    business: str
    source: str
    source_words: str
    source_ref: str
    meeting: Meeting | None
    when: When | None
    year: int
    recurs: str
    recurs_until: date | None
    is_private: bool


@transaction.atomic
def add_programme_item(*, body: Body, by: User, **facts: Unpack[ProgrammeFacts]) -> WorkProgrammeItem:
    """Add an item to the work programme: an idea, or planned for a meeting or for some months."""
    require(may_keep_programme(by, body))
    entry = WorkProgrammeItem(body=body)
    _write(entry, facts)
    entry.save()
    record("work programme item added", entry, by=by, scope=body.scope, data={"year": entry.year})
    _follow_plan(entry, by)
    return entry


@transaction.atomic
def change_programme_item(
    *, entry: WorkProgrammeItem, by: User, **facts: Unpack[ProgrammeFacts]
) -> WorkProgrammeItem:
    """Change what is given and leave the rest; moved to another meeting or month it stays one item."""
    entry = _locked(entry)
    require(may_change_programme_item(by, entry))
    _write(entry, facts)
    entry.save()
    record("work programme item changed", entry, by=by, scope=entry.body.scope, data={"year": entry.year})
    _follow_plan(entry, by)
    return entry


@transaction.atomic
def programme_from(
    *,
    body: Body,
    title: str,
    source_ref: str,
    by: User,
    meeting: Meeting | None = None,
    when: When | None = None,
    year: int | None = None,
    source: str = WorkProgrammeItem.Source.DECISION,
    source_words: str = "",
    recurs: str = "",
    is_private: bool = False,
) -> WorkProgrammeItem:
    """Take what something citable asks for into the work programme; done again it gives back the same.

    `is_private` for what comes from restricted business: it is not printed, and members do not see it.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    require(may_keep_programme(by, body))
    short = _shortened(title)
    known = WorkProgrammeItem.objects.waiting().filter(body=body, source_ref=source_ref, title=short)
    if source_ref and (found := known.first()):
        return found
    facts: ProgrammeFacts = {
        "title": short,
        "purpose": title.strip() if short != title.strip() else "",
        "source": source,
        "source_ref": source_ref,
        "source_words": source_words,
        "meeting": meeting,
        "when": when,
        "recurs": recurs,
        "is_private": is_private,
    }
    if year is not None:
        facts["year"] = year
    return add_programme_item(body=body, by=by, **facts)


def _shortened(text: str) -> str:
    """The first words of a long text as a title; the whole of it stays as the purpose."""
    words = " ".join(text.split())
    return words if len(words) <= TITLE_LIMIT else f"{words[: TITLE_LIMIT - 1].rstrip()}…"


@transaction.atomic
def drop_programme_item(*, entry: WorkProgrammeItem, reason: str, by: User) -> WorkProgrammeItem:
    """Drop an item, with the reason; it stays on record and can be taken up again."""
    entry = _locked(entry)
    require(may_change_programme_item(by, entry))
    reason = reason.strip()
    if not reason:
        refuse(_("Enter the reason for removing it."), code="reason")
    if len(reason) > REASON_LIMIT:
        refuse(
            _("The reason is longer than {reason_limit} characters.").format(reason_limit=REASON_LIMIT),
            code="reason",
        )
    WorkProgrammeItem.objects.filter(pk=entry.pk).update(dropped_reason=reason)
    entry.dropped_reason = reason
    PROGRAMME.move(entry, "drop", by=by, scope=entry.body.scope, note=reason)
    return entry


@transaction.atomic
def take_up_programme_item(*, entry: WorkProgrammeItem, by: User) -> WorkProgrammeItem:
    """Take a dropped item up again, as an idea or planned as it was."""
    entry = _locked(entry)
    require(may_keep_programme(by, entry.body))
    PROGRAMME.move(entry, "take_up", by=by, scope=entry.body.scope)
    WorkProgrammeItem.objects.filter(pk=entry.pk).update(dropped_reason="")
    entry.dropped_reason = ""
    _follow_plan(entry, by)
    return entry


@transaction.atomic
def place_programme_item(*, entry: WorkProgrammeItem, meeting: Meeting, by: User) -> AgendaItem:
    """Put an item on an agenda, before the lines that close it; there already, it stays where it is."""
    lock(meeting)
    entry = _locked(entry)
    require(may_keep_programme(by, entry.body), may_edit_agenda(by, meeting), _is_of(entry, meeting))
    if entry.agenda_item is not None and entry.agenda_item.meeting_id == meeting.pk:
        return entry.agenda_item
    require(_can_be_placed(entry))
    item = add_item(
        meeting=meeting,
        title=entry.title,
        presenter=entry.presenter,
        purpose=entry.purpose,
        business=entry.business,
        after=_last_of_business(meeting),
        by=by,
    )
    WorkProgrammeItem.objects.filter(pk=entry.pk).update(agenda_item=item, year=year_of(meeting.day))
    entry.agenda_item, entry.year = item, year_of(meeting.day)
    PROGRAMME.move(entry, "place", by=by, scope=entry.body.scope, data={"item": item.ref})
    return item


@transaction.atomic
def place_programme(*, body: Body, year: int, item: AgendaItem, by: User) -> Placement:
    """Place the work programme as a paper; again brings it up to date until the agenda is published."""
    require(may_keep_programme(by, body))
    document = WorkProgrammeDocument.of(body, year, item.meeting.day, for_meeting=True)
    source = f"programme-{year}-{item.meeting.ref}"
    placement = place_document(item=item, document=document, source_ref=source, by=by)
    record("work programme placed", body, by=by, scope=body.scope, data={"item": item.ref, "year": year})
    return placement


@transaction.atomic
def place_dates(*, body: Body, year: int, item: AgendaItem, by: User) -> Placement:
    """Place the dates of a year's meetings as a paper; again brings it up to date."""
    require(may_keep_programme(by, body))
    document = MeetingDatesDocument.of(body, year, item.meeting.day, for_meeting=True)
    source = f"dates-{year}-{item.meeting.ref}"
    placement = place_document(item=item, document=document, source_ref=source, by=by)
    record("dates of meetings placed", body, by=by, scope=body.scope, data={"item": item.ref, "year": year})
    return placement


def _write(entry: WorkProgrammeItem, facts: ProgrammeFacts) -> None:
    """Put typed facts on an item; the meeting or the months say the municipal year."""
    for name, value in facts.items():
        if name not in ("meeting", "when"):
            setattr(entry, name, value.strip() if isinstance(value, str) else value)
    if "meeting" in facts or "when" in facts:
        when = facts.get("when")
        entry.meeting = facts.get("meeting")
        entry.first_month, entry.last_month = (when.first, when.last) if when else (None, None)
    if entry.meeting or entry.first_month:
        entry.year = year_of(entry.meeting.day if entry.meeting else entry.first_month or date.min)
    _require_shape(entry)


def _require_shape(entry: WorkProgrammeItem) -> None:
    wrong = [title_finding(entry.title), presenter_finding(entry.presenter)]
    if entry.meeting and entry.first_month:
        wrong.append(stopped(_("Select a meeting or enter a month, not both."), code="when"))
    if entry.meeting and entry.meeting.body_id != entry.body_id:
        wrong.append(stopped(_("That meeting belongs to another body."), code="meeting"))
    if entry.recurs_until and not entry.recurs:
        wrong.append(stopped(_("Only an item that repeats has an end date."), code="recurs_until"))
    if not entry.year:
        wrong.append(stopped(_("Enter the municipal year."), code="year"))
    if _is_there_already(entry):
        wrong.append(stopped(_("This is already in the work programme, from the same source."), code="title"))
    require(*wrong)


def _is_there_already(entry: WorkProgrammeItem) -> bool:
    same = WorkProgrammeItem.objects.waiting().filter(
        body=entry.body, source_ref=entry.source_ref, title=entry.title
    )
    return bool(entry.source_ref) and same.exclude(pk=entry.pk).exists()


def _follow_plan(entry: WorkProgrammeItem, by: User) -> None:
    """An item with a meeting or months is planned, one without is an idea."""
    verb = "plan" if entry.meeting_id or entry.first_month else "unplan"
    if PROGRAMME.allows(entry, verb):
        PROGRAMME.move(entry, verb, by=by, scope=entry.body.scope)


def _locked(entry: WorkProgrammeItem) -> WorkProgrammeItem:
    rows = WorkProgrammeItem.objects.select_for_update(of=("self",))
    return rows.select_related("body", "meeting", "agenda_item__meeting").get(pk=entry.pk)


def _is_of(entry: WorkProgrammeItem, meeting: Meeting) -> Finding:
    return met() if entry.body_id == meeting.body_id else stopped(_("That meeting belongs to another body."))


def _can_be_placed(entry: WorkProgrammeItem) -> Finding:
    if entry.is_waiting:
        return met()
    if entry.agenda_item is not None and entry.status == WorkProgrammeItem.Status.PLACED:
        return stopped(
            _("It is already on the agenda of {meeting_day}.").format(
                meeting_day=f"{entry.agenda_item.meeting.day:%-d %B %Y}"
            )
        )
    said = entry.get_status_display().lower()
    return stopped(_("This item is {said}, so it cannot be placed.").format(said=said))


def _last_of_business(meeting: Meeting) -> AgendaItem | None:
    """The last top line before those that close the agenda."""
    top = list(meeting.items.filter(parent__isnull=True).order_by("position", "pk"))
    while top and top[-1].business == Business.STANDING and top[-1].standing in _CLOSING:
        top.pop()
    return top[-1] if top else None
