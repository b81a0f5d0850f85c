"""Every address of meetings, package by package."""

from meetings.urls import (
    agenda,
    attendance,
    before,
    confirming,
    day,
    despatch,
    ledger,
    matters,
    minutes,
    packs,
    papers,
    planning,
    public,
    publishing,
    supplements,
    votes,
    withholding,
)

app_name = "meetings"
urlpatterns = [
    *public.patterns,
    *attendance.patterns,
    *votes.patterns,
    *minutes.patterns,
    *papers.patterns,
    *confirming.patterns,
    *ledger.patterns,
    *packs.patterns,
    *agenda.patterns,
    *publishing.patterns,
    *supplements.patterns,
    *despatch.patterns,
    *withholding.patterns,
    *planning.patterns,
    *matters.patterns,
    *before.patterns,
    *day.patterns,
]
