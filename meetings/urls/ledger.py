"""Addresses of the ledger, of matters arising and of an item's life story."""

from django.urls import URLPattern, path

from meetings.views import follow_ups, ledger, matters, story

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
    path("meetings/<int:pk>/matters/", matters.matters, name="matters"),
    path("meetings/<int:pk>/matters/bring/", matters.matters_bring, name="matters_bring"),
    path("meetings/<int:pk>/matters/discharge/", matters.matters_discharge, name="matters_discharge"),
    path("meetings/<int:pk>/matters/log/", matters.action_log_place, name="action_log_place"),
    path("meetings/<int:pk>/matters/log.pdf", matters.action_log_pdf, name="action_log_pdf"),
    path("story/<slug:ref>/", story.story, name="story"),
    path("story/<slug:ref>/link/", story.story_link, name="story_link"),
]
