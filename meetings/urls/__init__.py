"""Every address of meetings."""

from meetings.urls import (
    agenda,
    before,
    day,
    ledger,
    life,
    minutes,
    never_lost,
    papers,
    publishing,
    questions,
    restrictions,
    supplements,
    votes,
    word,
    year,
)

app_name = "meetings"
urlpatterns = [
    *agenda.patterns,
    *before.patterns,
    *life.patterns,
    *papers.patterns,
    *minutes.patterns,
    *day.patterns,
    *ledger.patterns,
    *never_lost.patterns,
    *publishing.patterns,
    *questions.patterns,
    *restrictions.patterns,
    *supplements.patterns,
    *votes.patterns,
    *word.patterns,
    *year.patterns,
]
