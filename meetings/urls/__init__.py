"""Every address of meetings."""

from meetings.urls import agenda, minutes, papers, publishing, questions, restrictions, supplements, word

app_name = "meetings"
urlpatterns = [
    *agenda.patterns,
    *papers.patterns,
    *minutes.patterns,
    *publishing.patterns,
    *questions.patterns,
    *restrictions.patterns,
    *supplements.patterns,
    *word.patterns,
]
