"""Addresses that keep the words of minutes safe."""

from django.urls import URLPattern, path

from meetings.views import never_lost

patterns: list[URLPattern] = [
    path("minutes/<int:pk>/autosave/", never_lost.minute_autosave, name="minute_autosave"),
    path("minutes/<int:pk>/here/", never_lost.minute_here, name="minute_here"),
    path("minutes/<int:pk>/draft/", never_lost.minute_draft, name="minute_draft"),
    path("minutes/set-aside/<int:pk>/", never_lost.minute_aside, name="minute_aside"),
    path("minutes/<int:pk>/history/", never_lost.minute_history, name="minute_history"),
    path("minutes/<int:pk>/history/<int:number>/restore/", never_lost.minute_restore, name="minute_restore"),
]
