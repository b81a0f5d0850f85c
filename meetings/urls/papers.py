"""Addresses of papers, packs and the proof."""

from django.urls import URLPattern, path

from meetings.views import packs, paper_acts, papers, publishing, vetting

patterns: list[URLPattern] = [
    path("papers/", papers.papers, name="papers"),
    path("papers/write/", paper_acts.paper_new, name="paper_new"),
    path("papers/ask/", paper_acts.paper_ask, name="paper_ask"),
    path("papers/upload/", paper_acts.paper_upload, name="paper_upload"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/preview/", papers.paper_preview, name="paper_preview"),
    path("papers/<int:pk>/paper.pdf", papers.paper_pdf, name="paper_pdf"),
    path("papers/<int:pk>/found/", vetting.paper_found, name="paper_found"),
    path("papers/<int:pk>/found/file.pdf", vetting.paper_found_file, name="paper_found_file"),
    path("papers/<int:pk>/found/<slug:code>/", vetting.paper_decide, name="paper_decide"),
    path("papers/<int:pk>/history/", papers.paper_history, name="paper_history"),
    path("papers/<int:pk>/replace/", paper_acts.paper_replace, name="paper_replace"),
    path("papers/<int:pk>/receive/", paper_acts.paper_receive, name="paper_receive"),
    path("papers/<int:pk>/return/", paper_acts.paper_return, name="paper_return"),
    path("papers/<int:pk>/clear/", paper_acts.paper_clear, name="paper_clear"),
    path("papers/<int:pk>/reopen/", paper_acts.paper_reopen, name="paper_reopen"),
    path("papers/<int:pk>/place/", paper_acts.paper_place, name="paper_place"),
    path("placements/<int:pk>/remove/", paper_acts.placement_remove, name="placement_remove"),
    path("placements/<int:pk>/delivery/", paper_acts.placement_delivery, name="placement_delivery"),
    path("placements/<int:pk>/withdraw/", publishing.paper_withdraw, name="paper_withdraw"),
    path("meetings/<int:pk>/papers/", packs.meeting_papers, name="meeting_papers"),
    path("meetings/<int:pk>/papers/place/", packs.meeting_paper_place, name="meeting_paper_place"),
    path("meetings/<int:pk>/pack/", packs.pack, name="pack"),
    path("meetings/<int:pk>/pack/build/", packs.pack_build, name="pack_build"),
    path("meetings/<int:pk>/pack/<int:number>.pdf", packs.pack_file, name="pack_file"),
    path("meetings/<int:pk>/proof/", publishing.proof, name="proof"),
    path("meetings/<int:pk>/proof/reason/", publishing.late_reason, name="late_reason"),
    path("meetings/<int:pk>/agenda/publish/", publishing.agenda_publish, name="agenda_publish"),
    path("meetings/<int:pk>/agenda/withdraw/", publishing.agenda_withdraw, name="agenda_withdraw"),
]
