"""Addresses of the meeting day."""

from django.urls import URLPattern, path

from meetings.day.views import day, forms, item

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/day/", day.day, name="day"),
    path("meetings/<int:pk>/day/act/", day.day_act, name="day_act"),
    path("meetings/<int:pk>/day/action/", item.day_action, name="day_action"),
    path("meetings/<int:pk>/day/items/<int:item_pk>/words/", item.day_words, name="day_words"),
    path("meetings/<int:pk>/day/items/<int:item_pk>/vote/", item.day_vote, name="day_vote"),
    path("meetings/<int:pk>/day/interest/", forms.day_interest, name="day_interest"),
    path(
        "meetings/<int:pk>/day/interest/<int:interest_pk>/",
        forms.day_interest_change,
        name="day_interest_change",
    ),
    path("meetings/<int:pk>/day/add/", forms.day_add, name="day_add"),
    path("meetings/<int:pk>/day/people/<int:person_pk>/", forms.day_person, name="day_person"),
    path("meetings/<int:pk>/day/chair/", forms.day_chair, name="day_chair"),
    path("meetings/<int:pk>/day/private/", forms.day_private, name="day_private"),
    path("meetings/<int:pk>/day/adjourn/", forms.day_adjourn, name="day_adjourn"),
    path("meetings/<int:pk>/day/reconvene/", forms.day_reconvene, name="day_reconvene"),
    path("meetings/<int:pk>/day/times/", forms.day_times, name="day_times"),
    path("meetings/<int:pk>/day/entries/<int:entry_pk>/", forms.day_entry, name="day_entry"),
]
