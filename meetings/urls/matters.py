"""Addresses of matters arising and of an item’s life story."""

from django.urls import URLPattern, path

from meetings.views import matters, story

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/matters/", matters.matters, name="matters"),
    path("meetings/<int:pk>/matters/bring/", matters.matters_bring, name="matters_bring"),
    path("meetings/<int:pk>/matters/discharge/", matters.matters_discharge, name="matters_discharge"),
    path("meetings/<int:pk>/matters/log/", matters.action_log_place, name="action_log_place"),
    path("meetings/<int:pk>/matters/log.pdf", matters.action_log_pdf, name="action_log_pdf"),
    path("story/<slug:ref>/", story.story, name="story"),
    path("story/<slug:ref>/link/", story.story_link, name="story_link"),
]
