"""How sign-in differs from allauth's own defaults."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import RateLimitUsage
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from foundation.accounts import kept, limits, visitors

log = logging.getLogger("panelbook.sign_in")
NO_ACCOUNT = "account/email/unknown_account"


class NoSelfSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the secretariat, never by a visitor; what goes wrong is said in plain words."""

    error_messages: ClassVar[dict[str, object]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is closed"),
        "email_password_mismatch": gettext_lazy("The email address or the password is incorrect"),
        "enter_current_password": gettext_lazy("The current password is incorrect"),
        "incorrect_code": gettext_lazy("The code is incorrect"),
        "incorrect_password": gettext_lazy("The password is incorrect"),
        "invalid_password_reset": gettext_lazy("This link has been used or has expired"),
        "too_many_login_attempts": gettext_lazy("Too many attempts. Wait five minutes and try again"),
        "too_many_on_account": gettext_lazy(
            "Too many incorrect passwords. Sign in with a code sent by email"
        ),
        "too_many_mails": gettext_lazy(
            "Too many emails have been requested for this address. Wait an hour and try again"
        ),
        "unknown_email": gettext_lazy("There is no account for this email address"),
        "rate_limited": gettext_lazy("Too many attempts. Wait a few minutes and try again"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks, also behind a proxy."""
        return visitors.address_of(request)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Let in, and remember that this account was opened from here."""
        super().login(request, user)
        limits.remember(request, str(user.get_username()))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try: for the account from here, for the visitor, for the account from anywhere."""
        super().pre_authenticate(request, **credentials)
        self._on_account: RateLimitUsage | None = limits.count_on_account(
            request, str(credentials.get("email", ""))
        )
        if not self._on_account:
            self._rollback_login_failed_rl_usage()
            raise self.validation_error("too_many_on_account")

    def _rollback_login_failed_rl_usage(self) -> None:
        """What turned out right was no failure, however it was counted."""
        super()._rollback_login_failed_rl_usage()
        if on_account := getattr(self, "_on_account", None):
            on_account.rollback()

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """An account as one visitor tries it: nobody uses up the tries of somebody else."""
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{visitors.visitor_of(request)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; an address without an account hears so once a day, whoever types it."""
        if template_prefix == NO_ACCOUNT and not limits.may_tell_stranger(self.request, email):
            return
        super().send_mail(template_prefix, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the address somebody signs in with of a new password; it holds whether or not mail leaves."""
        try:
            super().send_notification_mail(template_prefix, user, context, email or user.get_username())
        except OSError:
            log.exception("A message about a new password could not be sent")

    def logout(self, request: HttpRequest) -> None:
        """Sign out; words that were kept for this account go, too."""
        kept.forget_all(request)
        super().logout(request)
