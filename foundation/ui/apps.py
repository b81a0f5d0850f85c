"""The app of components."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, each with a contract, shown at `/ui/`."""

    name = "foundation.ui"
    label = "ui"
    verbose_name = "Components"

    def ready(self) -> None:
        """Let no list of choices ask for numbers that no database holds."""
        from foundation.ui import numbers

        numbers.take_no_others()
