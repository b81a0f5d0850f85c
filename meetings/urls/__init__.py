"""Every address of meetings."""

from meetings.urls import agenda, ledger, minutes, papers, publishing, restrictions, supplements, word

app_name = "meetings"
urlpatterns = [
    *agenda.patterns,
    *papers.patterns,
    *minutes.patterns,
    *ledger.patterns,
    *publishing.patterns,
    *restrictions.patterns,
    *supplements.patterns,
    *word.patterns,
]
