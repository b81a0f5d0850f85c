"""Addresses of circulation, despatch, set times, evidence and export."""

from django.urls import URLPattern, path

from meetings.views import circulation, despatch, evidence, exporting, scheduling

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/export/", exporting.meeting_export, name="meeting_export"),
    path(
        "meetings/<int:pk>/pack/<int:number>/schedule/",
        scheduling.publication_schedule,
        name="publication_schedule",
    ),
    path("publications/<int:pk>/call-off/", scheduling.publication_call_off, name="publication_call_off"),
    path("meetings/circulation/<int:body_pk>/", circulation.circulation, name="circulation"),
    path("meetings/circulation/<int:body_pk>/add/", circulation.circulation_add, name="circulation_add"),
    path(
        "meetings/circulation/<int:body_pk>/<int:entry_pk>/",
        circulation.circulation_change,
        name="circulation_change",
    ),
    path("meetings/<int:pk>/despatch/", despatch.despatches, name="despatches"),
    path("meetings/<int:pk>/despatch/<slug:kind>/<slug:ref>/", despatch.despatch, name="despatch"),
    path("meetings/<int:pk>/print-sheet/", despatch.print_sheet, name="print_sheet"),
    path("meetings/<int:pk>/print-sheet.pdf", despatch.print_sheet_pdf, name="print_sheet_pdf"),
    path("meetings/<int:pk>/evidence/", evidence.publication_evidence, name="publication_evidence"),
    path("meetings/<int:pk>/evidence.json", evidence.evidence_export, name="evidence_export"),
]
