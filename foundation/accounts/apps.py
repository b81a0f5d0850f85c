"""The app of users and sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the check that refuses a view which does not say who may see it, and guards the logs."""

    name = "foundation.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Switch the check on, and keep the secrets of personal links out of the logs."""
        from foundation.accounts import checks  # noqa: F401
        from foundation.accounts.redaction import guard_logs

        guard_logs()
