"""The app of publications."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The one door through which words become public."""

    name = "foundation.library"
    label = "library"
    verbose_name = "Library"

    def ready(self) -> None:
        """Guard the publications, let `/r/<reference>` find them, and let them be walked with the history."""
        from foundation.documents.store import checking
        from foundation.history import guards, references, walking
        from foundation.library import announced
        from foundation.library.addresses import address_of
        from foundation.library.guards import PUBLICATIONS
        from foundation.library.walking import WALK, published_with

        guards.register(PUBLICATIONS)
        references.register("library", address_of)
        walking.register(WALK)
        walking.register(announced.WALK)
        checking.known_as.append(published_with)
