"""The address of personal links."""

from django.urls import path

from foundation.accounts import views

app_name = "accounts"
urlpatterns = [path("link/<str:secret>/", views.link, name="link")]
