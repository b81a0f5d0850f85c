"""Addresses of the notice of a meeting and public questions."""

from django.urls import URLPattern, path

from meetings.views import notices, public_questions, questions

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/notice/", notices.notice, name="notice"),
    path("meetings/<int:pk>/notice/publish/", notices.notice_publish, name="notice_publish"),
    path("meetings/<int:pk>/published-elsewhere/", notices.published_elsewhere, name="published_elsewhere"),
    path("meetings/<int:pk>/short-notice/", notices.short_notice, name="short_notice"),
    path("meeting/<slug:ref>/ask/", public_questions.question_put, name="question_put"),
    path("meeting/<slug:ref>/ask/sent/", public_questions.question_sent, name="question_sent"),
    path("questions/<slug:ref>/own/", public_questions.question_own, name="question_own"),
    path("questions/<slug:ref>/take-back/", public_questions.question_take_back, name="question_take_back"),
    path("meetings/<int:pk>/questions/", questions.questions, name="questions"),
    path("meetings/<int:pk>/questions/record/", questions.question_record, name="question_record"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/accept/", questions.question_accept, name="question_accept"),
    path("questions/<int:pk>/reject/", questions.question_reject, name="question_reject"),
    path("questions/<int:pk>/redirect/", questions.question_redirect, name="question_redirect"),
    path("questions/<int:pk>/answer/", questions.question_answer, name="question_answer"),
]
