"""Addresses of circulation, despatch, set times, evidence and export."""

from django.urls import URLPattern, path

from meetings.despatch import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/export/", views.meeting_export, name="meeting_export"),
    path(
        "meetings/<int:pk>/pack/<int:number>/schedule/",
        views.publication_schedule,
        name="publication_schedule",
    ),
    path("publications/<int:pk>/call-off/", views.publication_call_off, name="publication_call_off"),
    path("meetings/circulation/<int:body_pk>/", views.circulation, name="circulation"),
    path("meetings/circulation/<int:body_pk>/add/", views.circulation_add, name="circulation_add"),
    path(
        "meetings/circulation/<int:body_pk>/<int:entry_pk>/",
        views.circulation_change,
        name="circulation_change",
    ),
    path("meetings/<int:pk>/despatch/", views.despatches, name="despatches"),
    path("meetings/<int:pk>/despatch/<slug:kind>/<slug:ref>/", views.despatch, name="despatch"),
    path("meetings/<int:pk>/print-sheet/", views.print_sheet, name="print_sheet"),
    path("meetings/<int:pk>/print-sheet.pdf", views.print_sheet_pdf, name="print_sheet_pdf"),
    path("meetings/<int:pk>/evidence/", views.publication_evidence, name="publication_evidence"),
    path("meetings/<int:pk>/evidence.json", views.evidence_export, name="evidence_export"),
]
