"""Addresses of packs."""

from django.urls import URLPattern, path

from meetings.packs import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/papers/", views.meeting_papers, name="meeting_papers"),
    path("meetings/<int:pk>/papers/place/", views.meeting_paper_place, name="meeting_paper_place"),
    path("meetings/<int:pk>/pack/", views.pack, name="pack"),
    path("meetings/<int:pk>/pack/build/", views.pack_build, name="pack_build"),
    path("meetings/<int:pk>/pack/<int:number>.pdf", views.pack_file, name="pack_file"),
]
