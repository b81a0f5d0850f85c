"""Addresses of the ledger of follow-ups."""

from django.urls import URLPattern, path

from meetings.views import follow_ups, ledger

patterns: list[URLPattern] = [
    path("follow-ups/", follow_ups.follow_ups, name="follow_ups"),
    path("follow-ups/<int:pk>/", follow_ups.follow_up, name="follow_up"),
    path("follow-ups/<int:pk>/discharge/", follow_ups.follow_up_discharge, name="follow_up_discharge"),
    path("follow-ups/<int:pk>/update/", ledger.follow_up_update, name="follow_up_update"),
    path("follow-ups/<int:pk>/settle/", ledger.follow_up_settle, name="follow_up_settle"),
    path("follow-ups/<int:pk>/ask/", ledger.follow_up_ask, name="follow_up_ask"),
    path("follow-ups/<int:pk>/answer/", ledger.follow_up_answer, name="follow_up_answer"),
    path("follow-ups/<int:pk>/close/", ledger.follow_up_close, name="follow_up_close"),
    path("follow-ups/<int:pk>/reopen/", ledger.follow_up_reopen, name="follow_up_reopen"),
]
