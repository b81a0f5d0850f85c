"""The app of community safety partnerships."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """CSPs and what they tell the panel."""

    name = "partnerships"
    verbose_name = "Partnerships"

    def ready(self) -> None:
        """Let a meeting show when its notes are due and who of its partnerships is told of its papers."""
        from meetings.common.upper_rooms import circulation_providers, deadline_providers
        from panels import standing
        from partnerships import documents as _documents  # noqa: F401
        from partnerships.providers import bodies_of_account, deadlines_of, owned_by, readers_of

        deadline_providers.append(deadlines_of)
        circulation_providers.append(readers_of)
        standing.more_bodies.append(bodies_of_account)
        standing.more_owned.append(owned_by)
