"""Addresses of the proof and publishing."""

from django.urls import URLPattern, path

from meetings.views import finds, publishing

patterns: list[URLPattern] = [
    path("placements/<int:pk>/withdraw/", publishing.paper_withdraw, name="paper_withdraw"),
    path("placements/<int:pk>/bring-back/", publishing.paper_bring_back, name="paper_bring_back"),
    path("meetings/<int:pk>/proof/", publishing.proof, name="proof"),
    path("meetings/<int:pk>/proof/reason/", publishing.late_reason, name="late_reason"),
    path("meetings/<int:pk>/agenda/publish/", publishing.agenda_publish, name="agenda_publish"),
    path("meetings/<int:pk>/agenda/withdraw/", publishing.agenda_withdraw, name="agenda_withdraw"),
    path("meetings/<int:pk>/agenda/again/", publishing.agenda_again, name="agenda_again"),
    path("meetings/<int:pk>/found/", finds.found, name="found"),
    path("found/<slug:ref>/overrule/", finds.find_overrule, name="find_overrule"),
    path("found/<slug:ref>/confirm/", finds.find_confirm, name="find_confirm"),
    path("found/<slug:ref>/stop/", finds.find_stop, name="find_stop"),
]
