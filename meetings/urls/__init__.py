"""Every address of meetings."""

from meetings.urls import (
    agenda,
    before,
    life,
    minutes,
    papers,
    publishing,
    questions,
    restrictions,
    supplements,
    word,
)

app_name = "meetings"
urlpatterns = [
    *agenda.patterns,
    *before.patterns,
    *life.patterns,
    *papers.patterns,
    *minutes.patterns,
    *publishing.patterns,
    *questions.patterns,
    *restrictions.patterns,
    *supplements.patterns,
    *word.patterns,
]
