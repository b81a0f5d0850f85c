"""The forms of signing in, in plain words."""

from typing import Any, ClassVar

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.utils.translation import gettext_lazy

from foundation.accounts import limits
from foundation.ui.forms import plain_sentences

NEW_PASSWORD_AGAIN = gettext_lazy("Enter the new password again")
NO_MATCH = gettext_lazy("The new passwords do not match. Enter the same password in both fields")

# What a field is called, and what stands below its label.
LABELS = {
    "login": (gettext_lazy("Email address"), ""),
    "email": (gettext_lazy("Email address"), ""),
    "password": (gettext_lazy("Password"), ""),
    "code": (
        gettext_lazy("Code"),
        gettext_lazy("Enter the code from the email. You can use capital or small letters."),
    ),
    "oldpassword": (gettext_lazy("Current password"), ""),
    "password1": (
        gettext_lazy("New password"),
        gettext_lazy("At least 12 characters. Three random words are easy to remember."),
    ),
    "password2": (gettext_lazy("Confirm new password"), ""),
}


class PlainWords:
    """Gives allauth's fields our labels and sentences, and takes the words out of the boxes."""

    fields: ClassVar[dict[str, Any]]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, (field.label, field.help_text))
            field.widget.attrs.pop("placeholder", None)
        plain_sentences(self)  # type: ignore[arg-type]


class NewPassword(PlainWords):
    """A new password, entered twice."""

    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password2"].error_messages["required"] = NEW_PASSWORD_AGAIN

    def clean(self) -> Any:
        """Compared before allauth does, which says it in its own words."""
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", NO_MATCH)  # type: ignore[attr-defined]
        return super().clean()  # type: ignore[misc]


class LoginForm(PlainWords, allauth_forms.LoginForm):  # type: ignore[misc]
    """Sign in by email address and password."""


def _may_have_mail(email: str) -> str:
    """The address, unless it was sent enough; nothing shows whether it has an account."""
    if not limits.may_ask_for_mail(context.request, email):
        raise get_adapter().validation_error("too_many_mails")
    return email


class RequestLoginCodeForm(PlainWords, allauth_forms.RequestLoginCodeForm):  # type: ignore[misc]
    """Ask for a code by email."""

    def clean_email(self) -> str:
        """The address, unless it was sent enough."""
        return _may_have_mail(super().clean_email())


class ConfirmLoginCodeForm(PlainWords, allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    """Type the code."""


class ResetPasswordForm(PlainWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link to choose a new password."""

    def clean_email(self) -> str:
        """The address, unless it was sent enough."""
        return _may_have_mail(super().clean_email())


class ResetPasswordKeyForm(NewPassword, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """Choose a new password, having followed the link."""


class ChangePasswordForm(NewPassword, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """Change one's password."""


class SetPasswordForm(NewPassword, allauth_forms.SetPasswordForm):  # type: ignore[misc]
    """Choose a first password."""


class ReauthenticateForm(PlainWords, allauth_forms.ReauthenticateForm):  # type: ignore[misc]
    """Type one's password once more."""
