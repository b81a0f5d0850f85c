"""The app at the top: what gathers from every room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Home, reactions and the demo."""

    name = "config"
    verbose_name = "Panelbook"
