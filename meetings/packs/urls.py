"""Addresses of the papers board and of packs."""

from django.urls import URLPattern, path

from meetings.packs.views import board, pack

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/papers/", board.meeting_papers, name="meeting_papers"),
    path("meetings/<int:pk>/papers/files/", board.meeting_papers_drop, name="meeting_papers_drop"),
    path("meetings/<int:pk>/papers/match/", board.meeting_papers_match, name="meeting_papers_match"),
    path("meetings/<int:pk>/papers/place/", pack.meeting_paper_place, name="meeting_paper_place"),
    path("meetings/<int:pk>/pack/", pack.pack, name="pack"),
    path("meetings/<int:pk>/pack/build/", pack.pack_build, name="pack_build"),
    path("meetings/<int:pk>/pack/<int:number>.pdf", pack.pack_file, name="pack_file"),
]
