"""Every address of meetings."""

from meetings.urls import agenda, minutes, papers, publishing, restrictions, supplements, votes, word

app_name = "meetings"
urlpatterns = [
    *agenda.patterns,
    *papers.patterns,
    *minutes.patterns,
    *publishing.patterns,
    *restrictions.patterns,
    *supplements.patterns,
    *votes.patterns,
    *word.patterns,
]
