"""Addresses of restricted business."""

from django.urls import URLPattern, path

from meetings.withholding import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/restricted/", views.restricted, name="restricted"),
    path("meetings/<int:pk>/restricted/build/", views.restricted_build, name="restricted_build"),
    path("meetings/<int:pk>/restricted/issue/", views.restricted_issue, name="restricted_issue"),
    path("meetings/<int:pk>/restricted/pack.pdf", views.restricted_copy, name="restricted_copy"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/restrict/", views.item_restrict, name="item_restrict"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/shut-out/", views.item_shut_out, name="item_shut_out"),
    path(
        "meetings/<int:pk>/agenda/<int:item_pk>/let-in/<int:person_pk>/",
        views.item_let_in,
        name="item_let_in",
    ),
    path("placements/<int:pk>/restrict/", views.paper_restrict, name="paper_restrict"),
    path("placements/<int:pk>/restricted.pdf", views.restricted_paper, name="restricted_paper"),
    path("restrictions/<int:pk>/", views.restriction, name="restriction"),
    path("restrictions/<int:pk>/sign/", views.restriction_sign, name="restriction_sign"),
    path("restrictions/<int:pk>/unsigned/", views.restriction_unsigned, name="restriction_unsigned"),
    path("restrictions/<int:pk>/lift/", views.restriction_lift, name="restriction_lift"),
    path("restrictions/<int:pk>/resolve/", views.restriction_resolve, name="restriction_resolve"),
    path("restrictions/<int:pk>/readers/", views.restriction_reader, name="restriction_reader"),
    path(
        "restrictions/<int:pk>/readers/<int:user_pk>/drop/",
        views.restriction_reader_drop,
        name="restriction_reader_drop",
    ),
]
