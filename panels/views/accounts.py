"""Accounts: where an administrator looks after who can sign in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, administrators
from foundation.accounts.models import User
from foundation.ui.acts import is_done
from panels import accounts_page, actions
from panels.forms_accounts import AddressForm
from panels.models import AddressChange
from panels.policies import may_confirm_address
from panels.views.pages import form_page


@administrators
def accounts(request: SignedInRequest) -> HttpResponse:
    """Everybody who can sign in."""
    return render(request, "panels/accounts.html", {"rows": accounts_page.rows()})


@administrators
def account(request: SignedInRequest, user_id: int) -> HttpResponse:
    """One account, what it holds, and what can be done."""
    found = get_object_or_404(User, pk=user_id)
    page = accounts_page.AccountPage.of(found, timezone.localdate())
    may = may_confirm_address(request.user, page.change) if page.change else None
    return render(request, "panels/account.html", {"account": page, "may_confirm": may})


@administrators
def account_address(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Ask for another sign-in address for somebody."""
    found = get_object_or_404(User, pk=user_id)
    form = AddressForm(request.POST or None)
    if form.is_valid() and is_done(
        form, lambda: actions.ask_for_address(user=found, by=request.user, **form.cleaned_data)
    ):
        return redirect("panels:account", found.pk)
    return form_page(
        request,
        form,
        title=f"Another sign-in address for {found}",
        lead=f"They sign in with {found.email}. A mail goes there now, and for three days that address "
        "can stop the change.",
        back=reverse("panels:account", args=[found.pk]),
        save="Ask for the change",
    )


@require_POST
@administrators
def account_address_confirm(request: SignedInRequest, user_id: int) -> HttpResponse:
    """The second administrator confirms that the mailbox is lost."""
    actions.confirm_address(change=_open_change(user_id), by=request.user)
    return redirect("panels:account", user_id)


@require_POST
@administrators
def account_address_stop(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Leave the address as it is."""
    actions.stop_address(change=_open_change(user_id), by=request.user)
    return redirect("panels:account", user_id)


def _open_change(user_id: int) -> AddressChange:
    return get_object_or_404(AddressChange.objects.open(), user=user_id)
