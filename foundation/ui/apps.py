"""The app of components."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, each with a contract, shown at `/ui/`."""

    name = "foundation.ui"
    label = "ui"
    verbose_name = "Components"
