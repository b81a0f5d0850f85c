"""Addresses of the gallery and of the body's colour."""

from django.urls import path

from foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/", views.gallery, name="gallery"),
    path("theme/<str:colour>.css", views.theme, name="theme"),
]
