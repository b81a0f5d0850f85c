"""The app of bodies and people."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """Bodies, their settings and the people in them."""

    name = "panels"
    verbose_name = "Panels"

    def ready(self) -> None:
        """Say where the links about a change of address lead."""
        from foundation.accounts import links
        from panels import address_mail

        links.purpose(address_mail.OLD, page="panels:address_old")
        links.purpose(address_mail.NEW, page="panels:address_new")
