"""Addresses of the statements of a body."""

from django.urls import URLPattern, path

from meetings.statements import views

patterns: list[URLPattern] = [
    path("bodies/<int:body_id>/statements/", views.statements, name="statements"),
    path("bodies/<int:body_id>/statements/<slug:kind>/", views.statement, name="statement"),
    path("statements/<int:pk>/publish/", views.statement_publish, name="statement_publish"),
]
