"""Every address of meetings."""

from meetings.urls import agenda, minutes, papers, publishing, restrictions, supplements, word, year

app_name = "meetings"
urlpatterns = [
    *agenda.patterns,
    *papers.patterns,
    *minutes.patterns,
    *publishing.patterns,
    *restrictions.patterns,
    *supplements.patterns,
    *word.patterns,
    *year.patterns,
]
