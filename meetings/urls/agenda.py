"""Addresses of meetings, their agendas and templates."""

from django.urls import URLPattern, path

from meetings.views import agenda, agenda_acts, exporting, meetings

patterns: list[URLPattern] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/plan/", meetings.plan, name="plan"),
    path("meetings/templates/<int:body_pk>/", agenda_acts.templates, name="templates"),
    path("meetings/templates/<int:body_pk>/<slug:kind>/", agenda_acts.template, name="template"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/history/", meetings.meeting_history, name="history"),
    path("meetings/<int:pk>/change/", meetings.meeting_change, name="meeting_change"),
    path("meetings/<int:pk>/move/", meetings.meeting_move, name="meeting_move"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/announce/", meetings.meeting_announce, name="meeting_announce"),
    path("meetings/<int:pk>/confirm/", meetings.meeting_confirm, name="meeting_confirm"),
    path("meetings/<int:pk>/hold/", meetings.meeting_hold, name="meeting_hold"),
    path("meetings/<int:pk>/end/", meetings.meeting_end, name="meeting_end"),
    path("meetings/<int:pk>/export/", exporting.meeting_export, name="meeting_export"),
    path("meetings/<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<int:pk>/agenda.docx", agenda.agenda_docx, name="agenda_docx"),
    path("meetings/<int:pk>/agenda/add/", agenda.item_add, name="item_add"),
    path("meetings/<int:pk>/agenda/paste/", agenda.agenda_paste, name="agenda_paste"),
    path("meetings/<int:pk>/agenda/copy/", agenda_acts.agenda_copy, name="agenda_copy"),
    path("meetings/<int:pk>/agenda/minutes/", agenda_acts.agenda_minutes, name="agenda_minutes"),
    path("meetings/<int:pk>/agenda/send/", agenda_acts.agenda_send, name="agenda_send"),
    path("meetings/<int:pk>/agenda/agree/", agenda_acts.agenda_agree, name="agenda_agree"),
    path("meetings/<int:pk>/agenda/return/", agenda_acts.agenda_return, name="agenda_return"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/", agenda.item, name="item"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/move/", agenda.item_move, name="item_move"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/remove/", agenda.item_remove, name="item_remove"),
]
