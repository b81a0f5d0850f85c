"""Every address of meetings."""

from meetings.urls import agenda, minutes, papers, restrictions, supplements

app_name = "meetings"
urlpatterns = [*agenda.patterns, *papers.patterns, *minutes.patterns, *restrictions.patterns, *supplements.patterns]
