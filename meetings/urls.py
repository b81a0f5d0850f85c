"""Every address of meetings, package by package."""

from meetings.agenda.urls import patterns as agenda
from meetings.attendance.urls import patterns as attendance
from meetings.before.urls import patterns as before
from meetings.confirming.urls import patterns as confirming
from meetings.day.urls import patterns as day
from meetings.despatch.urls import patterns as despatch
from meetings.ledger.urls import patterns as ledger
from meetings.matters.urls import patterns as matters
from meetings.minutes.urls import patterns as minutes
from meetings.packs.urls import patterns as packs
from meetings.papers.urls import patterns as papers
from meetings.planning.urls import patterns as planning
from meetings.practice.urls import patterns as practice
from meetings.public.urls import patterns as public
from meetings.publishing.urls import patterns as publishing
from meetings.statements.urls import patterns as statements
from meetings.supplements.urls import patterns as supplements
from meetings.votes.urls import patterns as votes
from meetings.withholding.urls import patterns as withholding

app_name = "meetings"
urlpatterns = [
    *public,
    *statements,
    *attendance,
    *votes,
    *minutes,
    *papers,
    *confirming,
    *ledger,
    *packs,
    *withholding,
    *agenda,
    *publishing,
    *supplements,
    *despatch,
    *planning,
    *matters,
    *before,
    *day,
    *practice,
]
