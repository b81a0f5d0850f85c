"""How sign-in differs from allauth's own defaults."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from foundation.accounts import kept


class NoSelfSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the secretariat, never by a visitor; what goes wrong is said in plain words."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed",
        "email_password_mismatch": "The e-mail address or the password is not right",
        "enter_current_password": "Enter the password you have used until now",
        "incorrect_code": "This is not the code of the e-mail",
        "incorrect_password": "The password is not right",
        "invalid_password_reset": "This link has been used or is too old",
        "too_many_login_attempts": "Too many attempts. Wait five minutes and try again",
        "unknown_email": "There is no account for this e-mail address",
        "rate_limited": "Too many attempts. Wait a few minutes and try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def logout(self, request: HttpRequest) -> None:
        """Sign out; words that were kept for this account go, too."""
        kept.forget_all(request)
        super().logout(request)
