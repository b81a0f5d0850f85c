"""Every address of meetings."""

from meetings.urls import agenda, minutes, never_lost, papers, publishing, restrictions, supplements, word

app_name = "meetings"
urlpatterns = [
    *agenda.patterns,
    *papers.patterns,
    *minutes.patterns,
    *never_lost.patterns,
    *publishing.patterns,
    *restrictions.patterns,
    *supplements.patterns,
    *word.patterns,
]
