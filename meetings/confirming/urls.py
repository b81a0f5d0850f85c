"""Addresses of the life of minutes: comments, confirming, signing, later notes."""

from django.urls import URLPattern, path

from meetings.confirming.views import comments, confirming

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/minutes/confirming/", confirming.minutes_confirming, name="minutes_confirming"),
    path("meetings/<int:pk>/minutes/confirm/", confirming.minutes_confirm, name="minutes_confirm"),
    path("meetings/<int:pk>/minutes/brought/", confirming.minutes_brought, name="minutes_brought"),
    path(
        "meetings/<int:pk>/minutes/confirm-brought/",
        confirming.minutes_confirm_brought,
        name="minutes_confirm_brought",
    ),
    path(
        "meetings/<int:pk>/minutes/correct/", confirming.minutes_correct_again, name="minutes_correct_again"
    ),
    path("meetings/<int:pk>/minutes/sign/", confirming.minutes_sign, name="minutes_sign"),
    path("meetings/<int:pk>/minutes/signed/", confirming.signed_copy_add, name="signed_copy_add"),
    path("meetings/<int:pk>/minutes/signed/<int:number>.pdf", confirming.signed_copy, name="signed_copy"),
    path("corrections/<int:pk>/drop/", confirming.correction_drop, name="correction_drop"),
    path("meetings/<int:pk>/minutes/later/", comments.later_notes, name="later_notes"),
    path("later-notes/<slug:ref>/publish/", comments.later_note_publish, name="later_note_publish"),
    path("later-notes/<slug:ref>/withdraw/", comments.later_note_withdraw, name="later_note_withdraw"),
    path("meetings/<int:pk>/minutes/comments/", comments.minutes_comments, name="minutes_comments"),
    path("meetings/<int:pk>/minutes/circulate/", comments.minutes_circulate, name="minutes_circulate"),
    path("comments/<int:pk>/answer/", comments.comment_answer, name="comment_answer"),
    path("meetings/<int:pk>/minutes/circulated/", comments.draft_mine, name="draft_mine"),
    path("draft-minutes/<slug:ref>/", comments.draft_by_link, name="draft_by_link"),
]
