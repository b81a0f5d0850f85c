"""What can be typed about accounts: another address, why one is closed, which two are one person's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.history.wording import KEPT_REASON
from foundation.ui.forms import GovukForm


class OwnAddressForm(GovukForm):
    """Where one's own sign-in code is to go."""

    email = forms.EmailField(
        label=gettext_lazy("New email address"),
        max_length=254,
        help_text=gettext_lazy(
            "A link is sent to this address and another to the old one. The change takes effect once "
            "you have followed both."
        ),
    )


class AddressForm(GovukForm):
    """Where somebody's sign-in code is to go, asked by an administrator."""

    email = forms.EmailField(label=gettext_lazy("New email address"), max_length=254)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("This is included in the email to their old address."),
    )
    is_lost = forms.BooleanField(
        label=gettext_lazy("They can no longer read the old mailbox"),
        required=False,
        help_text=gettext_lazy(
            "A second administrator must then confirm it, and the change takes effect immediately."
        ),
    )


class CloseForm(GovukForm):
    """Why an account is closed."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy(KEPT_REASON)
    )


class JoinForm(GovukForm):
    """The other account of the same person."""

    other = forms.ModelChoiceField(
        label=gettext_lazy("The other account of the same person"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Select an account"),
        help_text=gettext_lazy("Its roles, seats and papers move to this account, and it is closed."),
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]
        self.fields["other"].label_from_instance = (  # type: ignore[attr-defined]
            lambda user: f"{user.name}, {user.email}"
        )
