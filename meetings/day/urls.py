"""Addresses of the meeting day."""

from django.urls import URLPattern, path

from meetings.day import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/day/", views.day, name="day"),
    path("meetings/<int:pk>/day/act/", views.day_act, name="day_act"),
    path("meetings/<int:pk>/day/action/", views.day_action, name="day_action"),
    path("meetings/<int:pk>/day/items/<int:item_pk>/words/", views.day_words, name="day_words"),
    path("meetings/<int:pk>/day/items/<int:item_pk>/vote/", views.day_vote, name="day_vote"),
    path("meetings/<int:pk>/day/interest/", views.day_interest, name="day_interest"),
    path(
        "meetings/<int:pk>/day/interest/<int:interest_pk>/",
        views.day_interest_change,
        name="day_interest_change",
    ),
    path("meetings/<int:pk>/day/add/", views.day_add, name="day_add"),
    path("meetings/<int:pk>/day/people/<int:person_pk>/", views.day_person, name="day_person"),
    path("meetings/<int:pk>/day/chair/", views.day_chair, name="day_chair"),
    path("meetings/<int:pk>/day/private/", views.day_private, name="day_private"),
    path("meetings/<int:pk>/day/adjourn/", views.day_adjourn, name="day_adjourn"),
    path("meetings/<int:pk>/day/reconvene/", views.day_reconvene, name="day_reconvene"),
    path("meetings/<int:pk>/day/times/", views.day_times, name="day_times"),
    path("meetings/<int:pk>/day/entries/<int:entry_pk>/", views.day_entry, name="day_entry"),
]
