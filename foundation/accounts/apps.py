"""The app of users and sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the check that refuses a view which does not say who may see it."""

    name = "foundation.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Switch the check on."""
        from foundation.accounts import checks  # noqa: F401
