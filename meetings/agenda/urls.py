"""Addresses of agendas and their templates."""

from django.urls import URLPattern, path

from meetings.agenda import views

patterns: list[URLPattern] = [
    path("meetings/templates/<int:body_pk>/", views.templates, name="templates"),
    path("meetings/templates/<int:body_pk>/<slug:kind>/", views.template, name="template"),
    path("meetings/<int:pk>/agenda/", views.agenda, name="agenda"),
    path("meetings/<int:pk>/agenda.docx", views.agenda_docx, name="agenda_docx"),
    path("meetings/<int:pk>/agenda/add/", views.item_add, name="item_add"),
    path("meetings/<int:pk>/agenda/paste/", views.agenda_paste, name="agenda_paste"),
    path("meetings/<int:pk>/agenda/copy/", views.agenda_copy, name="agenda_copy"),
    path("meetings/<int:pk>/agenda/minutes/", views.agenda_minutes, name="agenda_minutes"),
    path("meetings/<int:pk>/agenda/send/", views.agenda_send, name="agenda_send"),
    path("meetings/<int:pk>/agenda/agree/", views.agenda_agree, name="agenda_agree"),
    path("meetings/<int:pk>/agenda/return/", views.agenda_return, name="agenda_return"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/", views.item, name="item"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/move/", views.item_move, name="item_move"),
    path("meetings/<int:pk>/agenda/<int:item_pk>/remove/", views.item_remove, name="item_remove"),
]
