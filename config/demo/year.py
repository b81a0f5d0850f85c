"""The demo's next year planned from a pattern, and a work programme with items in every state."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from config.demo.clock import at
from config.demo.meetings import GUILDHALL
from foundation.accounts.models import User
from meetings import actions
from meetings.common.rules.year import Monthly, year_of, year_span
from meetings.models import Meeting, WorkProgrammeItem
from meetings.models.when import month_of
from meetings.planning.actions.years import PlannedMeeting
from panels.models import Body

_Source, _Recurs = WorkProgrammeItem.Source, WorkProgrammeItem.Recurs
SECOND, FRIDAY = 2, 4


def plan_next_year(body: Body, clerk: User, today: date) -> list[Meeting]:
    """Four ordinary meetings of the next municipal year, planned in one act."""
    year = year_of(today) + 1
    # The demo's other meetings reach some forty weeks ahead, whatever day it is built on.
    days = Monthly(SECOND, FRIDAY, frozenset({7, 9, 12, 3})).days(year)
    planned = [
        PlannedMeeting(timezone.make_aware(datetime.combine(day, time(10, 30))))
        for day in days
        if day > today + timedelta(weeks=40)
    ]
    with at(today - timedelta(days=8)):
        return actions.plan_year(body=body, planned=planned, venue=GUILDHALL, announce=True, by=clerk)


def keep_programme(body: Body, clerk: User, coming: Meeting, today: date) -> None:
    """Ideas, planned items, one on an agenda, one dropped."""
    year = year_of(today)
    autumn = month_of(date(year_span(year + 1)[0].year, 9, 1))

    def add(title: str, **facts: object) -> WorkProgrammeItem:
        return actions.add_programme_item(body=body, title=title, by=clerk, **facts)  # type: ignore[arg-type]

    with at(today - timedelta(days=8), 14):
        placed = add(
            "Complaints about the Commissioner: half-yearly figures",
            meeting=coming,
            presenter="Monitoring Officer",
            source=_Source.STATUTE,
        )
        add(
            "Working with community safety partnerships: annual review",
            when=autumn,
            presenter="Secretariat",
            purpose="The Panel resolved to look at its work with the partnerships once a year.",
            source=_Source.DECISION,
            source_words="the recommendation on partnership working",
            recurs=_Recurs.ANNUAL,
        )
        add(
            "Recruitment of special constables: report back",
            when=autumn,
            presenter="Commissioner",
            source=_Source.DECISION,
            source_words="the follow-up on volunteers",
        )
        add(
            "Fly-tipping and rural crime: do the figures agree?",
            source=_Source.CSP,
            source_words="Marlbury’s briefing note",
            year=year,
        )
        add("How the force answers letters", source=_Source.PUBLIC, year=year)
        add("Update from the Commissioner", meeting=coming, business="oral", recurs=_Recurs.EACH_MEETING)
        dropped = add("Visit to the control room", source=_Source.MEMBER, year=year)
        reason = "Members were shown round on their training day."
        actions.drop_programme_item(entry=dropped, reason=reason, by=clerk)
    with at(today - timedelta(days=7), 9):
        actions.place_programme_item(entry=placed, meeting=coming, by=clerk)
