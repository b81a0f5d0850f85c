"""Addresses of the notice of a meeting and public questions."""

from django.urls import URLPattern, path

from meetings.public import views

patterns: list[URLPattern] = [
    path("meetings/<int:pk>/notice/", views.notice, name="notice"),
    path("meetings/<int:pk>/notice/publish/", views.notice_publish, name="notice_publish"),
    path("meetings/<int:pk>/published-elsewhere/", views.published_elsewhere, name="published_elsewhere"),
    path("meetings/<int:pk>/short-notice/", views.short_notice, name="short_notice"),
    path("meeting/<slug:ref>/ask/", views.question_put, name="question_put"),
    path("meeting/<slug:ref>/ask/sent/", views.question_sent, name="question_sent"),
    path("questions/<slug:ref>/own/", views.question_own, name="question_own"),
    path("questions/<slug:ref>/take-back/", views.question_take_back, name="question_take_back"),
    path("meetings/<int:pk>/questions/", views.questions, name="questions"),
    path("meetings/<int:pk>/questions/record/", views.question_record, name="question_record"),
    path("questions/<int:pk>/", views.question, name="question"),
    path("questions/<int:pk>/accept/", views.question_accept, name="question_accept"),
    path("questions/<int:pk>/reject/", views.question_reject, name="question_reject"),
    path("questions/<int:pk>/redirect/", views.question_redirect, name="question_redirect"),
    path("questions/<int:pk>/answer/", views.question_answer, name="question_answer"),
]
