"""What a new day, hour or place for a meeting changes and breaks, before it is saved; and who is told."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.layout.document import fingerprint
from foundation.history.findings import Finding, look
from foundation.ui.dates import day_and_time, long_day
from foundation.ui.words import counted
from meetings.common.notice import finding_for
from meetings.common.rules.year import Surroundings, year_of, year_span
from meetings.common.upper_rooms import deadline_providers
from meetings.models import (
    AgendaItem,
    CirculationEntry,
    DespatchMessage,
    Meeting,
    Paper,
    PublicQuestion,
    ScheduledPublication,
    WorkProgrammeItem,
)
from meetings.models.questions import PublicQuestionQuerySet
from meetings.planning import rules
from meetings.planning.dates import Due, due_around, findings_on, holidays_of, periods_of
from meetings.publishing.circulation import Recipient, circulation_of
from panels.models import Venue
from panels.rules import notice_law

_Group = CirculationEntry.Group


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that moves with the meeting: what, when it was, when it would be."""

    what: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class MovePreview:
    """A move before it is saved; `seen` is the mark of exactly this day, hour and place."""

    seen: str
    changes: list[Change]
    findings: list[Finding]
    told: int
    is_stopped: bool = field(default=False)


def mark_of(meeting: Meeting, starts_at: datetime, venue: Venue | str | None) -> str:
    """A mark that says which move somebody has looked at."""
    place = str(venue.pk) if isinstance(venue, Venue) else _("new {venue}").format(venue=venue or "")
    facts = {"meeting": meeting.pk, "was": meeting.starts_at.isoformat(), "place": place}
    return fingerprint(facts | {"at": starts_at.isoformat()})[:16]


def move_preview(
    meeting: Meeting, starts_at: datetime, venue: Venue | str | None, *, by_pk: int, now: datetime
) -> MovePreview:
    """Everything that a move changes or breaks, in a fixed number of queries."""
    local = timezone.localtime(starts_at)
    findings = [each for each in _findings(meeting, local, now) if each.sentence]
    return MovePreview(
        seen=mark_of(meeting, starts_at, venue),
        changes=_changes(meeting, local, venue),
        findings=findings,
        told=len(told_of_move(meeting, by_pk, (meeting.day, local.date()), timezone.localtime(now).date()))
        + askers_of(meeting).count(),
        is_stopped=any(not each.is_met and not each.needs_reason for each in findings),
    )


def others_of(meeting: Meeting, day: date) -> list[tuple[datetime, str]]:
    """The other meetings of the body on a day, on London's clock."""
    found = Meeting.objects.planned_between(meeting.body, day, day).exclude(pk=meeting.pk)
    return [(timezone.localtime(each.starts_at), each.name) for each in found]


def askers_of(meeting: Meeting) -> PublicQuestionQuerySet:
    """What the public put to it that was accepted, and whose askers expect it on its day."""
    return PublicQuestion.objects.filter(meeting=meeting).taken().with_meeting()


def told_of_move(meeting: Meeting, by_pk: int, days: Iterable[date], today: date) -> list[Recipient]:
    """Members, officers and authors who are told by e-mail, nobody twice, not who moves it.

    Members are those of the old and the new day (`days`), everybody else those of today.
    Partnerships are told of the new day of their notes by themselves; of a private meeting only those hear
    who know of it.
    """
    groups = {_Group.MEMBER, _Group.OFFICER, _Group.AUTHOR}
    if not meeting.is_private:
        groups.add(_Group.OFFICE)
    people = {each.key: each for each in circulation_of(meeting.body, today, meeting)}
    on_days = [each for day in days for each in circulation_of(meeting.body, day)]
    members = {each.key: each for each in on_days if each.group == _Group.MEMBER}
    others = {key: each for key, each in people.items() if each.group != _Group.MEMBER}
    return [
        each
        for each in (members | others).values()
        if each.is_of_record and each.gets_mail and each.group in groups and each.user != by_pk
    ]


def shifted_papers(
    meeting: Meeting, was: date, becomes: date, today: date
) -> tuple[list[Paper], date | None]:
    """The papers still awaited on the usual day of the old date, and their new day if it is still to come."""
    settings = meeting.body.settings_on(was)
    before = due_around(was, meeting.kind, settings).papers
    after = due_around(becomes, meeting.kind, meeting.body.settings_on(becomes)).papers
    awaited = Paper.objects.not_in().filter(placements__item__meeting=meeting, due_on=before).distinct()
    return list(awaited.order_by("pk")), after if after >= today and after != before else None


def _changes(meeting: Meeting, local: datetime, venue: Venue | str | None) -> list[Change]:
    was = timezone.localtime(meeting.starts_at)
    rows = [Change(_("The meeting"), day_and_time(was), day_and_time(local))]
    if venue and str(venue) != str(meeting.venue or ""):
        rows.append(Change(_("Where"), str(meeting.venue or _("Not known yet")), str(venue)))
    if was.date() == local.date():
        return rows
    before = due_around(was.date(), meeting.kind, meeting.body.settings_on(was.date()))
    after = due_around(local.date(), meeting.kind, meeting.body.settings_on(local.date()))
    rows += _dates(meeting, before, after)
    for provider in deadline_providers:
        for point in provider([meeting], None):
            said = _("moves with the meeting, unless its date was set by hand")
            rows.append(Change(point.label, long_day(point.day), said))
    count = WorkProgrammeItem.objects.filter(agenda_item__meeting=meeting, status="placed").count()
    if count:
        rows.append(
            Change(
                _("Work programme"),
                _("{items} on its agenda").format(items=counted(count, "item")),
                _("moved with it"),
            )
        )
    return rows


def _dates(meeting: Meeting, before: Due, after: Due) -> list[Change]:
    rows = [Change(_("Draft minutes due"), long_day(before.minutes), long_day(after.minutes))]
    if meeting.is_private:
        return rows
    if before.questions and after.questions:
        closes = Change(_("Public questions close"), long_day(before.questions), long_day(after.questions))
        rows.insert(0, closes)
    rows.insert(0, Change(_("Papers usually due"), long_day(before.papers), long_day(after.papers)))
    if meeting.published_at is None:
        rows.insert(0, Change("Publish by", long_day(before.publish_by), long_day(after.publish_by)))
    return rows


def _findings(meeting: Meeting, local: datetime, now: datetime) -> list[Finding]:
    day, today = local.date(), timezone.localtime(now).date()
    others = others_of(meeting, day)
    settings = meeting.body.settings_on(day)
    year = year_of(day)
    holidays, periods = holidays_of(settings, year), periods_of(meeting.body, year)
    around = Surroundings(
        holidays, periods, [each for each in others if each[0] != local], _precepts(meeting, day)
    )
    found = [rules.past_finding(local, now), rules.free_finding(local, others)]
    found += findings_on(local, meeting.kind, settings, around, is_private=meeting.is_private)
    found += _about_publication(meeting, local, today)
    found += _about_papers(meeting, day, today)
    found += _about_minutes(meeting, local)
    said = _("It is not recorded whether the Chair can attend on the new date. Ask before you save.")
    found.append(look(said, code="chair"))
    return found


def _precepts(meeting: Meeting, day: date) -> list[date]:
    """The days of the body's other precept meetings in the municipal year of a day."""
    if meeting.kind != Meeting.Kind.PRECEPT:
        return []
    planned = Meeting.objects.planned_between(meeting.body, *year_span(year_of(day)))
    return [each.day for each in planned.filter(kind=meeting.kind).exclude(pk=meeting.pk)]


def _about_publication(meeting: Meeting, local: datetime, today: date) -> list[Finding]:
    found: list[Finding] = []
    if meeting.is_private:
        return found
    settings = meeting.body.settings_on(local.date())
    if meeting.published_at:
        moved = copy(meeting)
        moved.starts_at = local
        found.append(finding_for(moved, meeting.published_at))
        said = _("The published agenda has the old date. A notice of the new date will be published too.")
        found.append(look(said, code="published"))
    else:
        due = due_around(local.date(), meeting.kind, settings)
        found.append(rules.publish_finding(due.publish_by, today, notice_law(settings).source))
        if meeting.announced_at:
            found.append(
                look(_("The meeting has been announced. The public will see the new date and the reason."))
            )
    waiting = ScheduledPublication.objects.waiting().filter(pack__meeting=meeting)
    found += [rules.set_time_finding(timezone.localtime(each.at), local) for each in waiting]
    sent = DespatchMessage.objects.filter(despatch__meeting=meeting).count()
    if sent:
        said = _("{messages} to the circulation list gave the old date.").format(
            messages=counted(sent, "message")
        )
        found.append(look(said, remedy=_("Notify the circulation list again afterwards."), code="despatch"))
    return found


def _about_papers(meeting: Meeting, day: date, today: date) -> list[Finding]:
    """The papers that are still awaited: their day moves along, or stays and why."""
    papers, new_day = shifted_papers(meeting, meeting.day, day, today)
    due_on = papers[0].due_on if papers else None
    if due_on is None or day == meeting.day:
        return []
    which = _("{papers_are} awaited by {day}").format(
        papers_are=counted(len(papers), "paper is", "papers are"), day=long_day(due_on)
    )
    if new_day is None:
        return [look(_("{which}. The due date does not change.").format(which=which), code="papers")]
    return [
        look(
            _("{which}. The due date becomes {day}, and the authors are notified.").format(
                which=which, day=long_day(new_day)
            ),
            code="papers",
        )
    ]


def _about_minutes(meeting: Meeting, local: datetime) -> list[Finding]:
    brought = Meeting.objects.filter(pk__in=meeting.items.values("minutes_of"))
    confirming = AgendaItem.objects.filter(minutes_of=meeting).values_list("meeting__starts_at", flat=True)
    return rules.minutes_findings(
        local,
        meeting.starts_at,
        _local(list(brought.values_list("starts_at", flat=True))),
        _local(list(confirming)),
    )


def _local(moments: Sequence[datetime]) -> list[datetime]:
    return [timezone.localtime(each) for each in moments]
