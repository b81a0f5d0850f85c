"""Addresses of the roll."""

from django.urls import URLPattern, path

from meetings.attendance import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/attendance/", views.attendance, name="attendance"),
]
