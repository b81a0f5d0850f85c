"""Addresses of the roll."""

from django.urls import URLPattern, path

from meetings.views import attendance

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/attendance/", attendance.attendance, name="attendance"),
]
