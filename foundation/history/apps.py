"""The app that keeps the record of what happened."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HistoryConfig(AppConfig):
    """History knows no users and no subject: it stores plain values."""

    name = "foundation.history"
    label = "history"
    verbose_name = "What happened"

    def ready(self) -> None:
        """Make the guards of the record known, the check that they lie, and what rooms say of their verbs."""
        from foundation.history import checks, guards  # noqa: F401

        guards.register(guards.EVENTS)
        guards.register(guards.NOTES)
        autodiscover_modules("phrases")
