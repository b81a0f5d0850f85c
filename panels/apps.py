"""The app of bodies and people."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """Bodies, their settings and the people in them."""

    name = "panels"
    verbose_name = "Panels"
