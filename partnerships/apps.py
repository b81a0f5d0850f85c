"""The app of community safety partnerships."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """CSPs and what they tell the panel."""

    name = "partnerships"
    verbose_name = "Partnerships"

    def ready(self) -> None:
        """Let a meeting show when its briefing notes are due, and make the documents known."""
        from meetings.providers import deadline_providers
        from partnerships import documents as _documents  # noqa: F401
        from partnerships.providers import deadlines_of

        deadline_providers.append(deadlines_of)
