"""Addresses of practice; those of the practice meeting itself are the usual ones below /practice/."""

from django.urls import URLPattern, path

from meetings.practice import views

patterns: list[URLPattern] = [
    path("practise/", views.practice, name="practice"),
    path("practise/<int:body_pk>/", views.practise, name="practise"),
    path("practise/throw-away/", views.throw_away, name="practice_throw_away"),
]
