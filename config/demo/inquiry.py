"""An inquiry whose terms of reference are a draft on the agenda of the meeting in preparation."""

from datetime import date, timedelta
from functools import partial

from config.demo.clock import at
from config.demo.meetings import item_named
from foundation.accounts.models import User
from meetings.models import Meeting
from panels.models import Body
from scrutiny import actions
from scrutiny.models import Consultee, Outcome, ScopeItem, Session, Witness

SCOPE = (
    "how calls from rural areas are graded, and by whom;",
    "where vehicles wait between calls, and how that is decided;",
    "what callers are told while they wait; and",
    "what parish councils and farm watch groups can do.",
)
WITNESSES = (
    "Assistant Chief Constable for local policing",
    "Head of the Force control room",
    "Police and Crime Commissioner",
    "Chief Executive of the ambulance service",
    "Rural crime officers",
    "Parish councils",
)


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months on."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def make_inquiry(body: Body, clerk: User, meeting: Meeting, today: date) -> None:
    """The inquiry into rural response times."""
    with at(today - timedelta(days=2), 11):
        inquiry = actions.open_inquiry(
            body=body,
            title="Rural response times",
            by=clerk,
            predecessor_words="Report on the 101 service, published two years ago",
            report_month=month_after(today, 7),
        )
        add = partial(actions.add_part, inquiry=inquiry, by=clerk)
        scope = [add(model=ScopeItem, text=text) for text in SCOPE]
        add(model=Outcome, text="Fewer urgent rural calls are answered late.")
        add(model=Outcome, text="Callers know what will happen next.", plan="Police and Crime Plan")
        add(
            model=Consultee,
            post="Police and Crime Commissioner",
            rule="Panel procedure rule 9",
            asked_on=today - timedelta(days=20),
            response="welcomes the inquiry and offers figures by district.",
        )
        first = add(
            model=Session,
            kind=Session.Kind.EVIDENCE,
            first_month=month_after(today, 2),
            business="How calls are graded, and where vehicles wait.",
        )
        first.scope_items.set(scope[:2])
        visit = add(
            model=Session,
            kind=Session.Kind.VISIT,
            first_month=month_after(today, 3),
            last_month=month_after(today, 4),
            business="What callers are told.",
            places="Force control room\nThornhaven police station",
        )
        visit.scope_items.set(scope[2:3])
        add(
            model=Session,
            kind=Session.Kind.FINDINGS,
            first_month=month_after(today, 6),
            business="Findings.",
        )
        for post in WITNESSES:
            add(model=Witness, post=post, is_group=post.endswith(("officers", "councils")))
        draft = inquiry.draft
        assert draft is not None  # an inquiry is opened with one
        actions.place_terms(terms=draft, item=item_named(meeting, "Terms of reference"), by=clerk)
