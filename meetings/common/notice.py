"""Until when an agenda has to be public, and how that stands today."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.history.findings import Finding
from foundation.library.models import Publication
from foundation.ui.dates import clock_time, long_day, short_day
from foundation.ui.words import counted, joined
from meetings.common.rules.days import FROM_WHEN_CONVENED, ONLY_IF_URGENT, convened_finding
from meetings.models import Meeting
from panels.calendar import excluded_around
from panels.models import BodySettings
from panels.rules import clear_days as count_clear_days
from panels.rules import counted_days, latest_publication, notice_finding, notice_law, publication_day


@dataclass(frozen=True, slots=True)
class Notice:
    """The last day to publish: one bold line, the reason, the source, and whether it is late or past."""

    figure: str
    reason: str
    source: str
    mood: str = ""


def last_publication_day(meeting: Meeting, settings: BodySettings | None = None) -> date:
    """The last day on which publishing leaves the clear days of this body."""
    settings = settings or meeting.settings
    return latest_publication(meeting.day, settings.clear_days, excluded_around(settings, meeting.day))


def last_publication_moment(meeting: Meeting) -> datetime:
    """The last moment on that day that still counts as that day: the hour at which the offices close."""
    settings = meeting.settings
    last = last_publication_day(meeting, settings)
    return timezone.make_aware(datetime.combine(last, settings.notice_cutoff))


def finding_for(meeting: Meeting, published: datetime) -> Finding:
    """Does publishing at this moment leave the clear days this body gives?

    A meeting called at short notice is open to the public from when it was convened.
    """
    found = _clear_days_finding(meeting, published)
    if meeting.convened_at is None:
        return found
    at_convening = _clear_days_finding(meeting, meeting.convened_at)
    return convened_finding(meeting.convened_at, published, at_convening, found)


def days_given(meeting: Meeting, published: datetime) -> tuple[int, int]:
    """How many clear days publishing at this moment leaves, and how many the body needs."""
    settings = meeting.settings
    excluded = excluded_around(settings, meeting.day, published.date())
    counted_from = publication_day(published, settings, excluded)
    return count_clear_days(counted_from, meeting.day, excluded), settings.clear_days


def _clear_days_finding(meeting: Meeting, published: datetime) -> Finding:
    settings = meeting.settings
    return notice_finding(
        meeting.day, published, settings, excluded_around(settings, meeting.day, published.date())
    )


def notice_of(meeting: Meeting, now: datetime) -> Notice:
    """How the notice of this meeting stands, in the words of its status strip."""
    settings = meeting.settings
    source = notice_law(settings).source
    if meeting.is_private:
        return Notice(_("Private meeting"), _("Its agenda is not published, so clear days do not apply."), "")
    if is_withdrawn(meeting):
        return Notice("Withdrawn", _("Correct the agenda and publish it again."), source, "bad")
    if meeting.published_at:
        return _published(meeting, meeting.public_since or meeting.published_at, settings, source)
    if meeting.convened_at and is_at_short_notice(meeting):
        return _at_short_notice(meeting, meeting.convened_at)
    last = last_publication_day(meeting, settings)
    excluded = excluded_around(settings, meeting.day, now.date())
    days_left = (last - publication_day(now, settings, excluded)).days
    year = "" if last.year == now.year else f" {last.year}"
    figure = _("Publish by {last}{year}, {time}").format(
        last=f"{last:%A %-d %B}", year=year, time=clock_time(settings.notice_cutoff)
    )
    if days_left < 0:
        late = counted((publication_day(now, settings, excluded) - last).days, "day")
        if meeting.day <= now.date():
            return Notice(figure, _("The agenda was never published here."), source, "bad")
        reason = _("{late} late. {only_if_urgent}").format(late=late, only_if_urgent=_(ONLY_IF_URGENT))
        return Notice(figure, reason, source, "bad")
    days = joined([short_day(day) for day in counted_days(last, meeting.day, excluded)])
    left = (
        _("Today is the last day.")
        if days_left == 0
        else _("{days} left.").format(days=counted(days_left, "day"))
    )
    reason = _("{left} That gives {clear_days}: {days}.").format(
        left=left, clear_days=counted(settings.clear_days, "clear day"), days=days
    )
    return Notice(figure, reason, source, "warn" if days_left <= 1 else "")


def is_withdrawn(meeting: Meeting) -> bool:
    """True while an agenda that was published is taken back: the public reads only why."""
    if meeting.published_at is None or meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        return False
    agendas = Publication.objects.standing().filter(source_ref=meeting.ref, kind=Publication.Kind.AGENDA)
    return not agendas.exists()


def is_at_short_notice(meeting: Meeting) -> bool:
    """True when the meeting was convened so late that its clear days could not be had."""
    convened = meeting.convened_at
    return convened is not None and not _clear_days_finding(meeting, convened).is_met


def _at_short_notice(meeting: Meeting, convened: datetime) -> Notice:
    figure = _("Convened at shorter notice on {day} at {time}").format(
        day=long_day(convened), time=clock_time(convened)
    )
    reason = _(
        "Its papers must be open to the public from that time. Publish them now. {late_notice_reason}"
    ).format(late_notice_reason=meeting.late_notice_reason)
    return Notice(figure, reason.strip(), FROM_WHEN_CONVENED.source, "warn")


def _published(meeting: Meeting, at: datetime, settings: BodySettings, source: str) -> Notice:
    excluded = excluded_around(settings, meeting.day, at.date())
    counted_from = publication_day(at, settings, excluded)
    given = count_clear_days(counted_from, meeting.day, excluded)
    figure = _("Published {day} at {time}").format(day=long_day(at), time=clock_time(at))
    if meeting.agenda_elsewhere_on:
        figure = _("Published elsewhere {day}").format(day=long_day(at))
    found = finding_for(meeting, at)
    if meeting.convened_at and given < settings.clear_days:
        mood = "good" if found.is_met else "bad"
        return Notice(figure, f"{found.sentence} {meeting.late_notice_reason}".strip(), found.source, mood)
    reason = _("That gave {clear_days}; {needed} needed.").format(
        clear_days=counted(given, "clear day"), needed=settings.clear_days
    )
    if given < settings.clear_days and meeting.late_notice_reason:
        reason += _(" Printed reason: {late_notice_reason}").format(
            late_notice_reason=meeting.late_notice_reason
        )
    return Notice(figure, reason, source, "bad" if given < settings.clear_days else "good")
