"""Addresses of restricted business."""

from django.urls import URLPattern, path

from meetings.views import restrictions

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/restricted/", restrictions.restricted, name="restricted"),
    path("meetings/<int:pk>/restricted/build/", restrictions.restricted_build, name="restricted_build"),
    path("meetings/<int:pk>/restricted/issue/", restrictions.restricted_issue, name="restricted_issue"),
    path("meetings/<int:pk>/restricted/pack.pdf", restrictions.restricted_copy, name="restricted_copy"),
    path(
        "meetings/<int:pk>/agenda/<int:item_pk>/restrict/", restrictions.item_restrict, name="item_restrict"
    ),
    path(
        "meetings/<int:pk>/agenda/<int:item_pk>/shut-out/", restrictions.item_shut_out, name="item_shut_out"
    ),
    path(
        "meetings/<int:pk>/agenda/<int:item_pk>/let-in/<int:person_pk>/",
        restrictions.item_let_in,
        name="item_let_in",
    ),
    path("placements/<int:pk>/restrict/", restrictions.paper_restrict, name="paper_restrict"),
    path("placements/<int:pk>/restricted.pdf", restrictions.restricted_paper, name="restricted_paper"),
    path("restrictions/<int:pk>/", restrictions.restriction, name="restriction"),
    path("restrictions/<int:pk>/sign/", restrictions.restriction_sign, name="restriction_sign"),
    path("restrictions/<int:pk>/unsigned/", restrictions.restriction_unsigned, name="restriction_unsigned"),
    path("restrictions/<int:pk>/lift/", restrictions.restriction_lift, name="restriction_lift"),
    path("restrictions/<int:pk>/resolve/", restrictions.restriction_resolve, name="restriction_resolve"),
    path("restrictions/<int:pk>/readers/", restrictions.restriction_reader, name="restriction_reader"),
    path(
        "restrictions/<int:pk>/readers/<int:user_pk>/drop/",
        restrictions.restriction_reader_drop,
        name="restriction_reader_drop",
    ),
]
