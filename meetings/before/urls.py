"""Addresses of what is done before a meeting."""

from django.urls import URLPattern, path

from meetings.before import views

patterns: list[URLPattern] = [
    path("coming/<slug:ref>/", views.coming_own, name="coming_own"),
    path("meetings/<int:pk>/coming/", views.coming_mine, name="coming_mine"),
    path("meetings/<int:pk>/expected/", views.expected, name="expected"),
    path("meetings/<int:pk>/expected/ask/", views.members_ask, name="members_ask"),
    path("meetings/<int:pk>/expected/remind/", views.members_remind, name="members_remind"),
    path("meetings/<int:pk>/expected/<int:person_pk>/", views.coming_member, name="coming_member"),
    path("meetings/<int:pk>/brief/", views.brief, name="brief"),
    path("meetings/<int:pk>/brief/write/", views.brief_write, name="brief_write"),
    path("meetings/<int:pk>/brief.pdf", views.brief_pdf, name="brief_pdf"),
]
