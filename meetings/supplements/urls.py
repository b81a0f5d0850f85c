"""Addresses of what comes after publication."""

from django.urls import URLPattern, path

from meetings.supplements import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/supplement/", views.supplement, name="supplement"),
    path("meetings/<int:pk>/supplement/build/", views.supplement_build, name="supplement_build"),
    path("meetings/<int:pk>/supplement/proof/", views.supplement_proof, name="supplement_proof"),
    path("meetings/<int:pk>/supplement/publish/", views.supplement_publish, name="supplement_publish"),
    path("meetings/<int:pk>/supplement/item/", views.supplement_item, name="supplement_item"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/late/", views.late_paper, name="late_paper"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/urgency/", views.item_urgency, name="item_urgency"),
    path(
        "meetings/<int:pk>/agenda/<int:item_pk>/withdraw/",
        views.item_withdraw,
        name="item_withdraw",
    ),
    path("meetings/<int:pk>/agenda/<int:item_pk>/file/", views.paper_file, name="paper_file"),
    path("placements/<int:pk>/bring/", views.paper_bring, name="paper_bring"),
    path("placements/<int:pk>/newer/", views.paper_newer, name="paper_newer"),
    path("placements/<int:pk>/leave-out/", views.paper_leave_out, name="paper_leave_out"),
]
