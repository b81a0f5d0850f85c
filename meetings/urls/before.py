"""Addresses of what is done before a meeting."""

from django.urls import URLPattern, path

from meetings.views import before

patterns: list[URLPattern] = [
    path("coming/<slug:ref>/", before.coming_own, name="coming_own"),
    path("meetings/<int:pk>/coming/", before.coming_mine, name="coming_mine"),
    path("meetings/<int:pk>/expected/", before.expected, name="expected"),
    path("meetings/<int:pk>/expected/ask/", before.members_ask, name="members_ask"),
    path("meetings/<int:pk>/expected/remind/", before.members_remind, name="members_remind"),
    path("meetings/<int:pk>/expected/<int:person_pk>/", before.coming_member, name="coming_member"),
    path("meetings/<int:pk>/brief/", before.brief, name="brief"),
    path("meetings/<int:pk>/brief/write/", before.brief_write, name="brief_write"),
    path("meetings/<int:pk>/brief.pdf", before.brief_pdf, name="brief_pdf"),
]
