"""The app at the top: what gathers from every room."""

from django.apps import AppConfig
from django.urls import reverse


class SiteConfig(AppConfig):
    """Home, reactions and the demo."""

    name = "config"
    verbose_name = "Panelbook"

    def ready(self) -> None:
        """A restored copy sends nothing until somebody releases it; wrong settings are told."""
        from config import restored, starting  # noqa: F401
        from foundation.jobs.holding import hold_while
        from panels import providers

        hold_while(restored.is_held)
        providers.handovers.append(lambda body: reverse("handover", args=[body.pk]))
