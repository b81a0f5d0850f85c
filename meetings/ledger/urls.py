"""Addresses of the ledger of follow-ups."""

from django.urls import URLPattern, path

from meetings.ledger import views

patterns: list[URLPattern] = [
    path("follow-ups/", views.follow_ups, name="follow_ups"),
    path("follow-ups/<int:pk>/", views.follow_up, name="follow_up"),
    path("follow-ups/<int:pk>/discharge/", views.follow_up_discharge, name="follow_up_discharge"),
    path("follow-ups/<int:pk>/update/", views.follow_up_update, name="follow_up_update"),
    path("follow-ups/<int:pk>/settle/", views.follow_up_settle, name="follow_up_settle"),
    path("follow-ups/<int:pk>/ask/", views.follow_up_ask, name="follow_up_ask"),
    path("follow-ups/<int:pk>/answer/", views.follow_up_answer, name="follow_up_answer"),
    path("follow-ups/<int:pk>/close/", views.follow_up_close, name="follow_up_close"),
    path("follow-ups/<int:pk>/reopen/", views.follow_up_reopen, name="follow_up_reopen"),
]
