"""The demo's late and restricted business: a paper by link, an exempt report, one that came late."""

from datetime import date, timedelta

from config.demo import texts
from config.demo.clock import at
from config.demo.meetings import add_report, item_named
from config.demo.panel import ADDRESSES
from foundation.accounts.models import User
from foundation.jobs import queue
from meetings import actions
from meetings.models import CirculationEntry, Meeting, Pack, Placement
from meetings.papers.documents.report import ReportDocument
from panels.models import Body

LETTING = "Custody healthcare: letting of the contract"
LATE = "Speeding on rural roads: figures to October"


def ask_by_link(meeting: Meeting, clerk: User, today: date) -> None:
    """Ask somebody without an account; their link is in the mail."""
    with at(today - timedelta(days=8)):
        item = actions.add_item(
            meeting=meeting, title="Hate crime: what victims say", business="report", by=clerk,
            after=item_named(meeting, "Update from the Commissioner"),
        )  # fmt: skip
        actions.ask_for_paper(
            body=meeting.body,
            title=item.title,
            name="Imogen Vale",
            email="imogen.vale@victims-voice.example",
            wanted="What people told you this year, and what you would ask the Commissioner.",
            due_on=today + timedelta(days=4),
            item=item,
            by=clerk,
        )


def ask_the_office(meeting: Meeting, clerk: User, today: date) -> None:
    """Ask the Commissioner's office for a report, which it finds on its first page."""
    with at(today - timedelta(days=3), 14):
        item = actions.add_item(
            meeting=meeting, title="Police and crime plan: report of the year so far", business="report",
            by=clerk, after=item_named(meeting, "Update from the Commissioner"),
        )  # fmt: skip
        actions.ask_for_paper(
            body=meeting.body,
            title=item.title,
            author=User.objects.get(email=ADDRESSES["Commissioner’s office"]),
            wanted="Progress against each priority, with figures to October.",
            due_on=today + timedelta(days=6),
            item=item,
            by=clerk,
        )


def add_exempt_report(meeting: Meeting, clerk: User, today: date) -> None:
    """A report that is kept from the public, signed by the monitoring officer."""
    with at(today - timedelta(days=11)):
        item = add_report(meeting, _letting(), "Chief Finance Officer", clerk)
        restriction = actions.restrict_item(
            item=item,
            ground="exempt",
            paragraphs=[3],
            public_interest_reason="The prices of the bidders would weaken the next tender.",
            by=clerk,
        )
    with at(today - timedelta(days=10)):
        officer = User.objects.get(email=ADDRESSES["Monitoring officer"])
        actions.sign_restriction(restriction=restriction, by=officer)


def add_paper_to_follow(meeting: Meeting, clerk: User, today: date) -> None:
    """A listed paper that will come after the agenda."""
    with at(today - timedelta(days=11), 15):
        item = actions.add_item(
            meeting=meeting,
            title=LATE,
            business="report",
            by=clerk,
            after=item_named(meeting, "Update from the Commissioner"),
        )
        paper = actions.write_paper(body=meeting.body, title=LATE, report=_speeding(), by=clerk)
        actions.place_paper(item=item, paper=paper, delivery=Placement.Delivery.TO_FOLLOW, by=clerk)


def after_publication(meeting: Meeting, clerk: User) -> None:
    """The members get the restricted pack; the late paper has come and waits for its supplement."""
    actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.RESTRICTED, by=clerk)
    queue.run_pending()
    actions.issue_restricted_pack(meeting=meeting, by=clerk)
    placement = Placement.objects.get(item__meeting=meeting, paper__title=LATE)
    reason = "The figures of October were counted only this week."
    actions.bring_late_paper(placement=placement, reason=reason, by=clerk)


def keep_circulation(body: Body, clerk: User) -> None:
    """Who else is told, and who gets paper."""
    group = CirculationEntry.Group
    rows = [
        (group.PRESS, "News desk", "Ambermere Gazette", "news@gazette.example", 0),
        (group.OFFICER, "Town hall reception", "Ambermere City Council", "", 2),
    ]
    for kind, name, organisation, email, copies in rows:
        actions.save_circulation_entry(
            body=body, group=kind, name=name, organisation=organisation, email=email,
            wants_mail=bool(email), copies_on_paper=copies, by=clerk,
        )  # fmt: skip


def _letting() -> ReportDocument:
    return ReportDocument(
        title=LETTING, house_style="commissioner", heading="Police and Crime Commissioner for Wessex",
        report_of=texts.OFFICE, purpose=texts.listed("To say which of three bidders is recommended."),
        has_no_background_papers=True,
    )  # fmt: skip


def _speeding() -> ReportDocument:
    return ReportDocument(
        title=LATE, report_of="Chief Constable", has_no_background_papers=True,
        purpose=texts.listed("To give the figures of ten months, road by road."),
    )  # fmt: skip
