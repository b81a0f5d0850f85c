"""Addresses of matters arising and of an item’s life story."""

from django.urls import URLPattern, path

from meetings.matters import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/matters/", views.matters, name="matters"),
    path("meetings/<int:pk>/matters/bring/", views.matters_bring, name="matters_bring"),
    path("meetings/<int:pk>/matters/discharge/", views.matters_discharge, name="matters_discharge"),
    path("meetings/<int:pk>/matters/log/", views.action_log_place, name="action_log_place"),
    path("meetings/<int:pk>/matters/log.pdf", views.action_log_pdf, name="action_log_pdf"),
    path("story/<slug:ref>/", views.story, name="story"),
    path("story/<slug:ref>/link/", views.story_link, name="story_link"),
]
