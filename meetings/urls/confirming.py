"""Addresses of the life of minutes: comments, confirming, signing, later notes."""

from django.urls import URLPattern, path

from meetings.views import comments, later_notes, life

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/minutes/confirming/", life.minutes_confirming, name="minutes_confirming"),
    path("meetings/<int:pk>/minutes/confirm/", life.minutes_confirm, name="minutes_confirm"),
    path("meetings/<int:pk>/minutes/brought/", life.minutes_brought, name="minutes_brought"),
    path(
        "meetings/<int:pk>/minutes/confirm-brought/",
        life.minutes_confirm_brought,
        name="minutes_confirm_brought",
    ),
    path("meetings/<int:pk>/minutes/correct/", life.minutes_correct_again, name="minutes_correct_again"),
    path("meetings/<int:pk>/minutes/sign/", life.minutes_sign, name="minutes_sign"),
    path("meetings/<int:pk>/minutes/signed/", life.signed_copy_add, name="signed_copy_add"),
    path("meetings/<int:pk>/minutes/signed/<int:number>.pdf", life.signed_copy, name="signed_copy"),
    path("corrections/<int:pk>/drop/", life.correction_drop, name="correction_drop"),
    path("meetings/<int:pk>/minutes/later/", later_notes.later_notes, name="later_notes"),
    path("later-notes/<slug:ref>/publish/", later_notes.later_note_publish, name="later_note_publish"),
    path("later-notes/<slug:ref>/withdraw/", later_notes.later_note_withdraw, name="later_note_withdraw"),
    path("meetings/<int:pk>/minutes/comments/", comments.minutes_comments, name="minutes_comments"),
    path("meetings/<int:pk>/minutes/circulate/", comments.minutes_circulate, name="minutes_circulate"),
    path("comments/<int:pk>/answer/", comments.comment_answer, name="comment_answer"),
    path("meetings/<int:pk>/minutes/circulated/", comments.draft_mine, name="draft_mine"),
    path("draft-minutes/<slug:ref>/", comments.draft_by_link, name="draft_by_link"),
]
