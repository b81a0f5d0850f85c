"""Every address of meetings."""

from meetings.urls import agenda, minutes, papers, supplements

app_name = "meetings"
urlpatterns = [*agenda.patterns, *papers.patterns, *minutes.patterns, *supplements.patterns]
