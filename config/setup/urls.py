"""Addresses of the first run."""

from django.urls import path

from config.setup import views

app_name = "setup"
urlpatterns = [
    path("", views.start, name="start"),
    path("panel/", views.panel, name="panel"),
    path("<int:body_id>/members/", views.members, name="members"),
    path("<int:body_id>/done/", views.done, name="done"),
]
