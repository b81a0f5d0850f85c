"""Every address of partnerships."""

from django.urls import path

from partnerships.views import csps, home, notes, questions, rounds

app_name = "partnerships"
urlpatterns = [
    path("", home.home, name="home"),
    path("csps/add/<int:body_pk>/", csps.csp_add, name="csp_add"),
    path("csps/<int:pk>/", csps.csp, name="csp"),
    path("csps/<int:pk>/edit/", csps.csp_edit, name="csp_edit"),
    path("csps/<int:pk>/roles/add/", csps.role_add, name="role_add"),
    path("csps/<int:pk>/roles/<int:role_pk>/end/", csps.role_end, name="role_end"),
    path("csps/<int:pk>/links/add/", csps.link_add, name="link_add"),
    path("csps/<int:pk>/links/<int:link_pk>/end/", csps.link_end, name="link_end"),
    path("questions/<int:body_pk>/", questions.questions, name="questions"),
    path("questions/<int:body_pk>/revise/", questions.questions_revise, name="questions_revise"),
    path("rounds/open/", rounds.round_open, name="round_open"),
    path("rounds/<int:pk>/", rounds.round_detail, name="round"),
    path("rounds/<int:pk>/due/change/", rounds.round_due_change, name="round_due_change"),
    path("rounds/<int:pk>/remind/", rounds.round_remind, name="round_remind"),
    path("rounds/<int:pk>/tell/", rounds.round_tell, name="round_tell"),
    path("rounds/<int:pk>/place/", rounds.round_place, name="round_place"),
    path("notes/<int:pk>/", notes.note, name="note"),
    path("notes/<int:pk>/themes/<int:number>/", notes.theme, name="theme"),
    path("notes/<int:pk>/withhold/", notes.note_withhold, name="note_withhold"),
    path("notes/<int:pk>/send/", notes.note_send, name="note_send"),
    path("notes/<int:pk>/take-back/", notes.note_take_back, name="note_take_back"),
    path("notes/<int:pk>/decide/", notes.note_decide, name="note_decide"),
    path("notes/<int:pk>/remind/", notes.note_remind, name="note_remind"),
    path("notes/<int:pk>/publication/decide/", notes.note_publication_decide, name="note_publication_decide"),
    path("notes/<int:pk>/note.pdf", notes.note_pdf, name="note_pdf"),
]
