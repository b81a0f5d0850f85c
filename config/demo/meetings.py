"""The demo's year: meetings held, minuted and confirmed, one published, others on their way."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from config.demo import texts
from config.demo.clock import at, weekday_near
from foundation.accounts.models import User
from foundation.jobs import queue
from meetings import actions
from meetings.attendance.rules.roll import RollLine
from meetings.common.notice import last_publication_day
from meetings.minutes.documents.record import record_of
from meetings.minutes.nil_questions import questions_of
from meetings.models import AgendaItem, Meeting, Minute, Minutes, Pack
from meetings.papers.documents.report import ReportDocument
from meetings.wording.questions import QUESTIONS
from panels.models import Body, OfficeHolder, Person
from panels.roll import chair_on, members_on

FRIDAY = 4
COUNTY_HALL = "County Hall, Ambermere"
GUILDHALL = "Guildhall, Cranmere"


def plan(
    body: Body,
    clerk: User,
    day: date,
    kind: str,
    venue: str,
    *,
    hour: int = 13,
    minute: int = 30,
    title: str = "",
) -> Meeting:
    """A meeting planned some months ahead, its date announced."""
    starts_at = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    return actions.create_meeting(
        body=body, kind=kind, starts_at=starts_at, venue=venue, by=clerk, announce=True, title=title
    )


def item_named(meeting: Meeting, words: str) -> AgendaItem:
    """The line of the agenda whose title begins so."""
    return meeting.items.get(title__startswith=words)


def add_report(
    meeting: Meeting, report: ReportDocument, presenter: str, clerk: User, *, clear: bool = True
) -> AgendaItem:
    """A report on an item of its own, before the date of the next meeting."""
    last = item_named(meeting, "Update from the Commissioner")
    item = actions.add_item(
        meeting=meeting, title=report.title, business="report", presenter=presenter, after=last, by=clerk
    )
    paper = actions.write_paper(body=meeting.body, title=report.title, report=report, by=clerk)
    actions.place_paper(item=item, paper=paper, by=clerk)
    if clear:
        actions.clear_paper(paper=paper, by=clerk)
    return item


def publish(meeting: Meeting, clerk: User, today: date) -> None:
    """Agree, build and publish on the last day that gives the clear days, or on an earlier working day."""
    day = min(last_publication_day(meeting), today)
    while day.weekday() > FRIDAY:
        day -= timedelta(days=1)
    with at(day, 9, 30):
        actions.agree_agenda(meeting=meeting, by=clerk)
        actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=clerk)
        queue.run_pending()
        meeting.refresh_from_db()
        actions.publish_agenda(meeting=meeting, by=clerk)


def publish_again(meeting: Meeting, clerk: User) -> None:
    """An agenda that went out with a wrong presenter, put right in the afternoon."""
    assert meeting.published_at is not None
    with at(timezone.localdate(meeting.published_at), 15):
        reason = "The report is presented by the Chief Constable, not by the Secretariat."
        actions.open_agenda_again(meeting=meeting, reason=reason, by=clerk)
        item = meeting.items.filter(business="report").earliest("pk")
        actions.edit_item(item=item, presenter="Chief Constable", by=clerk)
        actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=clerk)
        queue.run_pending()
        meeting.refresh_from_db()
        actions.publish_agenda(meeting=meeting, by=clerk)


def hold(meeting: Meeting, clerk: User, away: tuple[str, ...] = ()) -> None:
    """Record on the next day who was there, and that the meeting was held."""
    with at(meeting.day + timedelta(days=1)):
        present = [line.person for line in members_on(meeting.body, meeting.day) if line.person]
        chair = chair_on(meeting.body, meeting.day)
        roll = [
            RollLine(
                person=person.pk,
                mark="apologies" if person.family_name in away else "present",
                is_in_chair=person == chair,
            )
            for person in present
        ]
        holders = OfficeHolder.objects.current_on(meeting.day).select_related("person")
        roll += [RollLine(person=h.person_id, capacity="in_attendance", printed_post=h.post) for h in holders]
        actions.record_attendance(
            meeting=meeting, roll=roll, by=clerk, started_at=time(13, 30), ended_at=time(15, 50)
        )
        member = Person.objects.get(family_name="Penhale")
        actions.record_interest(
            meeting=meeting, person=member, nature="as a trustee of Ambermere Youth Trust", by=clerk
        )
        actions.hold_meeting(meeting=meeting, by=clerk)


def minute(meeting: Meeting, clerk: User, *, follow_up_due: date | None) -> Minutes:
    """Write the minutes: a decision on each report, points on one of them, and two things to do."""
    minutes = actions.start_minutes(meeting=meeting, by=clerk)
    asked = [each.key for each in questions_of(record_of(minutes)) if each.is_open and each.key in QUESTIONS]
    actions.answer_questions(meeting=meeting, answers=dict.fromkeys(asked, "no"), by=clerk)
    reports = [m for m in _entries(minutes) if m.items.filter(business="report").exists()]
    for entry in reports:
        said, limbs = texts.DISCUSSED[entry.title]
        entry = actions.save_minute(minute=entry, text=said, opening="", based_on=entry.version, by=clerk)
        actions.decide(minute=entry, limbs=limbs, by=clerk)
    if reports:
        actions.add_follow_up(
            minute=reports[0],
            text="Give the figures that members asked for",
            owner="Commissioner’s office",
            due_on=follow_up_due,
            by=clerk,
        )
        actions.add_follow_up(
            minute=reports[0], text="Tell the chairs of partnerships what was decided", by=clerk
        )
    return minutes


def _entries(minutes: Minutes) -> list[Minute]:
    return list(minutes.entries.prefetch_related("items").order_by("position"))


def past_meetings(body: Body, clerk: User, today: date) -> Meeting:
    """Three meetings held in the year before, one cancelled; returns the last, whose minutes are a draft."""
    days = [weekday_near(today - timedelta(weeks=weeks), FRIDAY) for weeks in (42, 28, 12)]
    with at(today - timedelta(weeks=50)):
        kinds = (Meeting.Kind.ORDINARY, Meeting.Kind.ORDINARY, Meeting.Kind.ORDINARY)
        held = [plan(body, clerk, day, kind, COUNTY_HALL) for day, kind in zip(days, kinds, strict=True)]
        special = plan(
            body, clerk, days[1] + timedelta(weeks=5), Meeting.Kind.SPECIAL, GUILDHALL, hour=10, minute=0
        )
    with at(days[1] + timedelta(weeks=4)):
        reason = "The proposal to be discussed was withdrawn."
        actions.cancel_meeting(meeting=special, reason=reason, by=clerk)
    reports = (texts.online_fraud(), texts.network(), texts.knife_crime())
    presenters = ("Commissioner", "Secretariat", "Chief Constable")
    for place, (meeting, report, presenter) in enumerate(zip(held, reports, presenters, strict=True)):
        _live_through(meeting, report, presenter, clerk, held[place - 1] if place else None)
    return held[-1]


def _live_through(
    meeting: Meeting, report: ReportDocument, presenter: str, clerk: User, before: Meeting | None
) -> None:
    """One meeting from its agenda to its published draft minutes, confirming those of the meeting before."""
    with at(meeting.day - timedelta(days=21)):
        add_report(meeting, report, presenter, clerk)
        if before:
            item = item_named(meeting, "Minutes of")
            actions.edit_item(item=item, by=clerk, minutes_of=[before])
        else:
            actions.remove_item(item=item_named(meeting, "Minutes of"), by=clerk)
    publish(meeting, clerk, meeting.day - timedelta(days=7))
    if presenter == "Secretariat":
        publish_again(meeting, clerk)
    hold(meeting, clerk, away=("Stannard",) if before else ())
    with at(meeting.day + timedelta(days=10)):
        minutes = minute(meeting, clerk, follow_up_due=meeting.day + timedelta(days=60))
        actions.publish_minutes(minutes=minutes, by=clerk)
        if before:
            actions.confirm_minutes(minutes=before.minutes, at=meeting, by=clerk)
