"""Addresses of publishing at a set time, notices, despatch and evidence."""

from django.urls import URLPattern, path

from meetings.views import circulation, despatch, evidence, finds, notices, scheduling

patterns: list[URLPattern] = [
    path(
        "meetings/<int:pk>/pack/<int:number>/schedule/",
        scheduling.publication_schedule,
        name="publication_schedule",
    ),
    path("publications/<int:pk>/call-off/", scheduling.publication_call_off, name="publication_call_off"),
    path("meetings/<int:pk>/found/", finds.found, name="found"),
    path("found/<slug:ref>/overrule/", finds.find_overrule, name="find_overrule"),
    path("found/<slug:ref>/confirm/", finds.find_confirm, name="find_confirm"),
    path("found/<slug:ref>/stop/", finds.find_stop, name="find_stop"),
    path("meetings/<int:pk>/notice/", notices.notice, name="notice"),
    path("meetings/<int:pk>/notice/publish/", notices.notice_publish, name="notice_publish"),
    path("meetings/<int:pk>/published-elsewhere/", notices.published_elsewhere, name="published_elsewhere"),
    path("meetings/<int:pk>/short-notice/", notices.short_notice, name="short_notice"),
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
