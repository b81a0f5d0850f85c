"""Addresses of the meeting day."""

from django.urls import URLPattern, path

from meetings.views import day, day_forms

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/day/", day.day, name="day"),
    path("meetings/<int:pk>/day/act/", day.day_act, name="day_act"),
    path("meetings/<int:pk>/day/interest/", day_forms.day_interest, name="day_interest"),
    path(
        "meetings/<int:pk>/day/interest/<int:interest_pk>/",
        day_forms.day_interest_change,
        name="day_interest_change",
    ),
    path("meetings/<int:pk>/day/add/", day_forms.day_add, name="day_add"),
    path("meetings/<int:pk>/day/people/<int:person_pk>/", day_forms.day_person, name="day_person"),
    path("meetings/<int:pk>/day/chair/", day_forms.day_chair, name="day_chair"),
    path("meetings/<int:pk>/day/private/", day_forms.day_private, name="day_private"),
    path("meetings/<int:pk>/day/adjourn/", day_forms.day_adjourn, name="day_adjourn"),
    path("meetings/<int:pk>/day/reconvene/", day_forms.day_reconvene, name="day_reconvene"),
    path("meetings/<int:pk>/day/times/", day_forms.day_times, name="day_times"),
    path("meetings/<int:pk>/day/entries/<int:entry_pk>/", day_forms.day_entry, name="day_entry"),
]
