"""Addresses of what comes after publication."""

from django.urls import URLPattern, path

from meetings.views import supplement_acts, supplements

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/supplement/", supplements.supplement, name="supplement"),
    path("meetings/<int:pk>/supplement/build/", supplements.supplement_build, name="supplement_build"),
    path("meetings/<int:pk>/supplement/proof/", supplements.supplement_proof, name="supplement_proof"),
    path("meetings/<int:pk>/supplement/publish/", supplements.supplement_publish, name="supplement_publish"),
    path("meetings/<int:pk>/supplement/item/", supplement_acts.supplement_item, name="supplement_item"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/late/", supplement_acts.late_paper, name="late_paper"),
    path(
        "meetings/<int:pk>/agenda/<int:item_pk>/urgency/", supplement_acts.item_urgency, name="item_urgency"
    ),
    path(
        "meetings/<int:pk>/agenda/<int:item_pk>/withdraw/",
        supplement_acts.item_withdraw,
        name="item_withdraw",
    ),
    path("meetings/<int:pk>/agenda/<int:item_pk>/file/", supplement_acts.paper_file, name="paper_file"),
    path("placements/<int:pk>/bring/", supplement_acts.paper_bring, name="paper_bring"),
    path("placements/<int:pk>/newer/", supplement_acts.paper_newer, name="paper_newer"),
    path("placements/<int:pk>/leave-out/", supplement_acts.paper_leave_out, name="paper_leave_out"),
]
