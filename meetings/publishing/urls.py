"""Addresses of the proof and publishing."""

from django.urls import URLPattern, path

from meetings.publishing import views

patterns: list[URLPattern] = [
    path("placements/<int:pk>/withdraw/", views.paper_withdraw, name="paper_withdraw"),
    path("placements/<int:pk>/bring-back/", views.paper_bring_back, name="paper_bring_back"),
    path("meetings/<int:pk>/proof/", views.proof, name="proof"),
    path("meetings/<int:pk>/proof/reason/", views.late_reason, name="late_reason"),
    path("meetings/<int:pk>/agenda/publish/", views.agenda_publish, name="agenda_publish"),
    path("meetings/<int:pk>/agenda/withdraw/", views.agenda_withdraw, name="agenda_withdraw"),
    path("meetings/<int:pk>/agenda/again/", views.agenda_again, name="agenda_again"),
    path("meetings/<int:pk>/found/", views.found, name="found"),
    path("found/<slug:ref>/overrule/", views.find_overrule, name="find_overrule"),
    path("found/<slug:ref>/confirm/", views.find_confirm, name="find_confirm"),
    path("found/<slug:ref>/stop/", views.find_stop, name="find_stop"),
]
