"""The addresses of mail to strangers."""

from django.urls import path

from foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("confirm/<slug:ref>/", views.confirm, name="confirm"),
    path("confirm/<slug:ref>/answer/", views.confirm_answer, name="confirm_answer"),
]
