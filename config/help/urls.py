"""Addresses of the guides."""

from django.urls import path

from config.help import views

app_name = "help"
urlpatterns = [
    path("", views.guides, name="guides"),
    path("<slug:slug>/", views.guide, name="guide"),
]
