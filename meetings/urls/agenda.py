"""Addresses of agendas and their templates."""

from django.urls import URLPattern, path

from meetings.views import agenda, agenda_acts

patterns: list[URLPattern] = [
    path("meetings/templates/<int:body_pk>/", agenda_acts.templates, name="templates"),
    path("meetings/templates/<int:body_pk>/<slug:kind>/", agenda_acts.template, name="template"),
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
