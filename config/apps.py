"""The app at the top: what gathers from every room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Home, reactions and the demo."""

    name = "config"
    verbose_name = "Panelbook"

    def ready(self) -> None:
        """A restored copy sends nothing until somebody releases it; wrong settings are told."""
        from config import restored, starting  # noqa: F401
        from foundation.jobs.holding import hold_while

        hold_while(restored.is_held)
