"""Addresses of minutes, decisions and the words a body uses again."""

from django.urls import URLPattern, path

from meetings.minutes.views import acts, minutes, never_lost, text_modules

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/decisions/", minutes.decisions, name="decisions"),
    path("meetings/<int:pk>/decisions/publish/", minutes.decisions_publish, name="decisions_publish"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes.docx", minutes.minutes_docx, name="minutes_docx"),
    path("meetings/<int:pk>/minutes/start/", acts.minutes_start, name="minutes_start"),
    path("meetings/<int:pk>/minutes/write/", minutes.minutes_write, name="minutes_write"),
    path("meetings/<int:pk>/minutes/add/", acts.minutes_add, name="minutes_add"),
    path("meetings/<int:pk>/minutes/number/", acts.minutes_number, name="minutes_number"),
    path("meetings/<int:pk>/minutes/publish/", acts.minutes_publish, name="minutes_publish"),
    path("meetings/<int:pk>/minutes/questions/", minutes.minutes_questions, name="minutes_questions"),
    path("meetings/<int:pk>/minutes/changed/", acts.minutes_changed, name="minutes_changed"),
    path("meetings/<int:pk>/minutes/point/", acts.minutes_point, name="minutes_point"),
    path("meetings/<int:pk>/minutes/find/", acts.minute_find, name="minute_find"),
    path("meetings/<int:pk>/minutes/draft.pdf", acts.minutes_pdf, name="minutes_pdf"),
    path("minutes/<int:pk>/edit/", minutes.minute_edit, name="minute_edit"),
    path("minutes/<int:pk>/language/", text_modules.minute_language, name="minute_language"),
    path("minutes/<int:pk>/move/", acts.minute_move, name="minute_move"),
    path("minutes/<int:pk>/remove/", acts.minute_remove, name="minute_remove"),
    path("minutes/<int:pk>/follow/", text_modules.minute_follow, name="minute_follow"),
    path("minutes/<int:pk>/private/", acts.minute_private, name="minute_private"),
    path(
        "meetings/<int:pk>/minutes/private.pdf",
        acts.minutes_private_pdf,
        name="minutes_private_pdf",
    ),
    path("decisions/<int:pk>/confirm/", text_modules.decision_confirm, name="decision_confirm"),
    path("bodies/<int:pk>/words/", text_modules.words, name="words"),
    path("words/<int:pk>/change/", text_modules.words_change, name="words_change"),
    path("words/<int:pk>/remove/", text_modules.words_remove, name="words_remove"),
    path("minutes/<int:pk>/autosave/", never_lost.minute_autosave, name="minute_autosave"),
    path("minutes/<int:pk>/here/", never_lost.minute_here, name="minute_here"),
    path("minutes/<int:pk>/draft/", never_lost.minute_draft, name="minute_draft"),
    path("minutes/set-aside/<int:pk>/", never_lost.minute_aside, name="minute_aside"),
    path("minutes/<int:pk>/history/", never_lost.minute_history, name="minute_history"),
    path("minutes/<int:pk>/history/<int:number>/restore/", never_lost.minute_restore, name="minute_restore"),
]
