"""The demo's meetings to come: published, being prepared, with the chair, moved, and private."""

from datetime import date, timedelta

from config.demo import texts
from config.demo.clock import at, weekday_near
from config.demo.meetings import COUNTY_HALL, FRIDAY, GUILDHALL, add_report, item_named, plan, publish
from config.demo.panel import ADDRESSES
from foundation.accounts.models import User
from foundation.jobs import queue
from meetings import actions
from meetings.models import AgendaItem, Meeting, Pack, Paper
from meetings.papers.documents.report import ReportDocument
from panels.models import Body

TUESDAY = 1
AUTHOR = "nadia.frost@wessex-police.example"


def published_meeting(body: Body, clerk: User, before: Meeting, today: date) -> Meeting:
    """The next meeting: its agenda, papers and pack are public."""
    day = weekday_near(today + timedelta(days=7), FRIDAY)
    with at(today - timedelta(weeks=20)):
        meeting = plan(body, clerk, day, Meeting.Kind.ORDINARY, COUNTY_HALL)
    with at(today - timedelta(days=12)):
        add_report(meeting, texts.network(), "Secretariat", clerk)
        add_report(meeting, texts.plan_progress(), "Commissioner", clerk)
        actions.edit_item(item=item_named(meeting, "Minutes of"), by=clerk, minutes_of=[before])
    return meeting


def meeting_in_preparation(body: Body, clerk: User, today: date) -> Meeting:
    """The meeting after: papers asked for, written, received and sent back; room for the partnerships."""
    day = weekday_near(today + timedelta(days=18), FRIDAY)
    with at(today - timedelta(weeks=20)):
        meeting = plan(body, clerk, day, Meeting.Kind.ORDINARY, GUILDHALL)
    author = User.objects.get(email=AUTHOR)
    with at(today - timedelta(days=9)):
        add_report(
            meeting, _titled("Rural crime: reply to the recommendations"), "Commissioner", clerk, clear=False
        )
        heading = actions.add_item(
            meeting=meeting,
            title="Working with partnerships",
            kind="heading",
            after=_before_end(meeting),
            by=clerk,
        )
        views = actions.add_item(
            meeting=meeting, title="Community safety: views from the partnerships", after=heading, by=clerk
        )
        for title in ("Briefing notes of the partnerships", "Terms of reference: rural response times"):
            actions.add_item(meeting=meeting, title=title, parent=views, business="report", by=clerk)
        for title, state in (
            ("Stop and search: yearly figures", "asked"),
            ("Custody visitors: yearly report", "received"),
            ("Budget monitoring", "returned"),
        ):
            _paper_in_state(meeting, title, state, clerk, author, today)
    return meeting


def _before_end(meeting: Meeting) -> AgendaItem:
    return item_named(meeting, "Update from the Commissioner")


def _titled(title: str) -> ReportDocument:
    return ReportDocument(
        title=title, house_style="commissioner", heading="Police and Crime Commissioner for Wessex",
        report_of=texts.OFFICE, purpose=texts.listed("To answer what the Panel recommended in the summer."),
    )  # fmt: skip


def _paper_in_state(meeting: Meeting, title: str, state: str, clerk: User, author: User, today: date) -> None:
    """A paper of the report author, as far as it has come."""
    item = actions.add_item(
        meeting=meeting,
        title=title,
        business="report",
        presenter="Chief Constable",
        after=item_named(meeting, "Update from the Commissioner"),
        by=clerk,
    )
    due_on = today + timedelta(days=5) if state != "asked" else today - timedelta(days=1)
    paper = actions.ask_for_paper(body=meeting.body, title=title, by=clerk, author=author, due_on=due_on)
    actions.place_paper(item=item, paper=paper, by=clerk)
    if state == "asked":
        return
    report = ReportDocument(
        title=title, report_of="Chief Constable", purpose=texts.listed("To give the figures of the year.")
    )
    actions.save_paper(paper=paper, report=report, based_on=0, by=author)
    actions.receive_paper(paper=paper, by=author)
    if state == "returned":
        actions.return_paper(paper=paper, comment="Table 2 does not add up", by=clerk)


def later_meetings(body: Body, clerk: User, today: date) -> None:
    """A precept meeting whose agenda is with the chair, a meeting that moved, and a private briefing."""
    days = [weekday_near(today + timedelta(weeks=weeks), FRIDAY) for weeks in (10, 20)]
    with at(today - timedelta(weeks=20)):
        precept = plan(body, clerk, days[0], Meeting.Kind.PRECEPT, GUILDHALL, hour=10, minute=0)
        moved = plan(body, clerk, days[1], Meeting.Kind.ORDINARY, COUNTY_HALL)
        plan(body, clerk, days[1] + timedelta(weeks=8), Meeting.Kind.ANNUAL, COUNTY_HALL)
        plan(body, clerk, days[0] - timedelta(days=4), Meeting.Kind.BRIEFING, COUNTY_HALL, hour=10, minute=0)
    with at(today - timedelta(days=9), 12):
        actions.send_to_chair(meeting=precept, by=clerk)
        actions.ask_for_pack(meeting=precept, kind=Pack.Kind.DRAFT, by=clerk)
        queue.run_pending()
        starts_at = moved.starts_at + timedelta(days=7)
        reason = "The Commissioner cannot attend on the first date."
        actions.move_meeting(meeting=moved, starts_at=starts_at, reason=reason, by=clerk)


def meeting_to_publish(body: Body, clerk: User, today: date) -> None:
    """A special meeting whose agenda is agreed and whose pack is built: the final check has points."""
    day = weekday_near(today + timedelta(days=23), TUESDAY)
    with at(today - timedelta(days=8)):
        meeting = plan(body, clerk, day, Meeting.Kind.SPECIAL, GUILDHALL, hour=10, minute=0)
        scheme = _report(meeting, "Review of the complaints scheme", "Secretariat", clerk)
        actions.clear_paper(paper=scheme, by=clerk)
        _report(meeting, "Call handling: the Force’s improvement plan", "Chief Constable", clerk)
        outcome = actions.add_item(meeting=meeting, title="Complaint 2026/03: outcome", by=clerk)
        restriction = actions.restrict_item(
            item=outcome,
            ground="exempt",
            paragraphs=[1],
            public_interest_reason="A member of the public is named who was promised privacy.",
            shows_title=False,
            public_title="Complaints about the Commissioner",
            by=clerk,
        )
    with at(today - timedelta(days=7)):
        officer = User.objects.get(email=ADDRESSES["Monitoring officer"])
        actions.sign_restriction(restriction=restriction, by=officer)
    with at(today - timedelta(days=1), 11):
        actions.agree_agenda(meeting=meeting, by=clerk)
        actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=clerk)
        queue.run_pending()


def _report(meeting: Meeting, title: str, presenter: str, clerk: User) -> Paper:
    """A short report on an item of its own."""
    item = actions.add_item(meeting=meeting, title=title, business="report", presenter=presenter, by=clerk)
    report = ReportDocument(
        title=title, report_of=presenter, purpose=texts.listed("To inform the Panel, and to hear its views.")
    )
    paper = actions.write_paper(body=meeting.body, title=title, report=report, by=clerk)
    actions.place_paper(item=item, paper=paper, by=clerk)
    return paper


def publish_next(meeting: Meeting, clerk: User, today: date) -> None:
    """Publish the next meeting's agenda, with its papers and pack."""
    publish(meeting, clerk, today)
