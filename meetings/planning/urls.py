"""Addresses of meetings, the year and the work programme."""

from django.urls import URLPattern, path

from meetings.planning.views import meetings, programme, year

patterns: list[URLPattern] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/plan/", meetings.plan, name="plan"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/history/", meetings.meeting_history, name="history"),
    path("meetings/<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    path("meetings/<int:pk>/move/", meetings.meeting_move, name="meeting_move"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/announce/", meetings.meeting_announce, name="meeting_announce"),
    path("meetings/<int:pk>/confirm/", meetings.meeting_confirm, name="meeting_confirm"),
    path("meetings/<int:pk>/hold/", meetings.meeting_hold, name="meeting_hold"),
    path("meetings/<int:pk>/end/", meetings.meeting_end, name="meeting_end"),
    path("meetings/year/<int:body_pk>/", year.year, name="year"),
    path("meetings/year/<int:body_pk>/plan/", year.year_plan, name="year_plan"),
    path("meetings/year/<int:body_pk>/precept/", year.year_precept, name="year_precept"),
    path("meetings/year/<int:body_pk>/periods/", year.periods, name="periods"),
    path("meetings/year/<int:body_pk>/periods/add/", year.period_add, name="period_add"),
    path("meetings/periods/<int:pk>/", year.period_change, name="period_change"),
    path("meetings/periods/<int:pk>/remove/", year.period_remove, name="period_remove"),
    path("meetings/year/<int:body_pk>/<slug:what>.pdf", programme.year_pdf, name="year_pdf"),
    path("meetings/year/<int:body_pk>/<slug:what>/place/", programme.year_place, name="year_place"),
    path("meetings/programme/<int:body_pk>/", programme.programme, name="programme"),
    path("meetings/programme/<int:body_pk>/add/", programme.programme_add, name="programme_add"),
    path("meetings/programme/items/<int:pk>/", programme.programme_change, name="programme_change"),
    path("meetings/programme/items/<int:pk>/drop/", programme.programme_drop, name="programme_drop"),
    path("meetings/programme/items/<int:pk>/take-up/", programme.programme_take_up, name="programme_take_up"),
    path("meetings/programme/items/<int:pk>/place/", programme.programme_place, name="programme_place"),
    path(
        "meetings/programme/items/<int:pk>/take-off/", programme.programme_take_off, name="programme_take_off"
    ),
]
