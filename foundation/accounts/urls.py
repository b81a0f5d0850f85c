"""The addresses of personal links and of kept words."""

from django.urls import path

from foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("link/<str:secret>/", views.link, name="link"),
    path("kept/<int:pk>/", views.kept_form, name="kept"),
]
