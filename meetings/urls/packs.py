"""Addresses of packs."""

from django.urls import URLPattern, path

from meetings.views import packs

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/papers/", packs.meeting_papers, name="meeting_papers"),
    path("meetings/<int:pk>/papers/place/", packs.meeting_paper_place, name="meeting_paper_place"),
    path("meetings/<int:pk>/pack/", packs.pack, name="pack"),
    path("meetings/<int:pk>/pack/build/", packs.pack_build, name="pack_build"),
    path("meetings/<int:pk>/pack/<int:number>.pdf", packs.pack_file, name="pack_file"),
]
