"""The app of meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings from the date in the calendar to the confirmed minutes."""

    name = "meetings"
    verbose_name = "Meetings"
