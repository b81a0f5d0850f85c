"""The app of inquiries."""

from django.apps import AppConfig


class ScrutinyConfig(AppConfig):
    """Inquiries, from terms of reference on."""

    name = "scrutiny"
    verbose_name = "Scrutiny"

    def ready(self) -> None:
        """Make the documents known, so that kept terms can be read again."""
        from scrutiny import documents as _documents  # noqa: F401
