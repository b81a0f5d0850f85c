"""What follows from moving a meeting: the days of awaited papers, and the e-mails to those concerned."""

from datetime import date, datetime

from django.utils import timezone

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require
from foundation.ui.dates import day_and_time, long_day
from meetings import authorship, question_mail
from meetings.circulation import Recipient
from meetings.leaks import one_look
from meetings.models import Meeting, Paper
from meetings.moving import askers_of, others_of, shifted_papers, told_of_move
from meetings.posting import post
from meetings.rules.moving import free_finding, past_finding


def require_room(meeting: Meeting, starts_at: datetime) -> None:
    """Refuse a moment that has gone by, and one at which another meeting of the body begins."""
    if starts_at == meeting.starts_at:
        return
    local = timezone.localtime(starts_at)
    others = others_of(meeting, local.date())
    require(past_finding(local, timezone.now()), free_finding(local, others))


def follow_move(meeting: Meeting, was: datetime, *, by: User, tell: bool) -> None:
    """Let the awaited papers follow their meeting, and tell those concerned, one message each."""
    today = timezone.localdate()
    before = timezone.localtime(was).date()
    papers, new_day = shifted_papers(meeting, before, meeting.day, today)
    due: dict[str, date] = {}
    if new_day is not None:
        for paper in papers:
            _shift(paper, new_day, by, due)
    if tell:
        with one_look():
            for each in told_of_move(meeting, by.pk, (before, meeting.day), today):
                _mail(each, meeting, was, due.get(each.key))
            tell_askers(meeting, by=by, was=was)


def tell_askers(meeting: Meeting, *, by: User, was: datetime | None = None) -> None:
    """Tell whoever put an accepted question that its meeting is cancelled, or since `was` moved."""
    for question in askers_of(meeting):
        question_mail.rescheduled(question, was=was, by=by)


def _shift(paper: Paper, new_day: date, by: User, due: dict[str, date]) -> None:
    today, is_dated = timezone.localdate(), paper.author_until is not None
    until = authorship.last_day(paper.author, paper.body, new_day, today) if is_dated else None
    Paper.objects.filter(pk=paper.pk).update(due_on=new_day, author_until=until)
    record("paper due with the moved meeting", paper, by=by, scope=paper.scope, data={"due_on": str(new_day)})
    address = paper.author.email if paper.author else paper.asked_email
    due[address.casefold()] = new_day


def _mail(recipient: Recipient, meeting: Meeting, was: datetime, due: date | None) -> None:
    """Public facts only: which meeting, when it was, when and where it is now, and why."""
    settings = meeting.settings
    at = day_and_time(meeting.starts_at)
    moved = f"The {meeting.get_kind_display().lower()} of {settings.name} on {day_and_time(was)}"
    place = f" Place: {meeting.venue}." if meeting.venue else ""
    if was == meeting.starts_at:
        opening, subject = f"{moved} takes place elsewhere.{place}", f"New place: {settings.name}, {at}"
    else:
        opening, subject = f"{moved} is now on {at}.{place}", f"Meeting moved to {at}: {settings.name}"
    page = links.page_address("meetings:meeting", meeting.pk)
    parts = [
        opening,
        f"Reason: {meeting.status_reason}",
        f"The paper you were asked for is now due on {long_day(due)}." if due else "",
        f"The meeting:\n{page}" if recipient.user else "",
        meeting.contact_or(settings.contact).for_questions,
    ]
    post("mail_moved", meeting, recipient.email, subject, parts)
