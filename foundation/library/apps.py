"""The app of publications."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The one door through which words become public."""

    name = "foundation.library"
    label = "library"
    verbose_name = "Library"

    def ready(self) -> None:
        """Guard the publications, and let `/r/<reference>` find them."""
        from foundation.history import guards, references
        from foundation.library.addresses import address_of
        from foundation.library.guards import PUBLICATIONS

        guards.register(PUBLICATIONS)
        references.register("library", address_of)
