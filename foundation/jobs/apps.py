"""The app of background work."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Jobs outlive a killed worker; mail outlives a dead server."""

    name = "foundation.jobs"
    label = "jobs"
    verbose_name = "Background work"

    def ready(self) -> None:
        """Switch the database check on, find the background work, and say where mail to strangers leads."""
        from foundation.accounts import links
        from foundation.jobs import (
            checks,  # noqa: F401
            strangers,
        )

        links.purpose(strangers.PURPOSE, page="jobs:confirm")

        autodiscover_modules("jobs")
