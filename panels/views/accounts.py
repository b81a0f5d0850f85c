"""Accounts: where an administrator looks after who can sign in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, administrators
from foundation.accounts.models import User
from foundation.history.findings import require
from foundation.ui.form_page import MEASURE, FormPage
from foundation.ui.said import say_done
from panels import accounts_page, actions
from panels.forms_accounts import AddressForm, CloseForm, JoinForm
from panels.models import AddressChange
from panels.policies import may_close_account, may_confirm_address

LEAVE = gettext_noop("Cancel")


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
    may_close = may_close_account(request.user, found).is_met
    context = {"account": page, "may_confirm": may, "may_close": may_close}
    return render(request, "panels/account.html", context)


@administrators
def account_address(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Ask for another sign-in address for somebody."""
    found = get_object_or_404(User, pk=user_id)
    form = AddressForm(request.POST or None)
    page = FormPage(
        _("Change the sign-in address of {found}").format(found=found),
        _("Ask for the change"),
        resolve_url("panels:account", found.pk),
        LEAVE,
        lead=_(
            "They sign in with {email}. An email is sent there now, and for three days that address "
            "can stop the change."
        ).format(email=found.email),
        width=MEASURE,
    )
    return page.answer(
        request, form, lambda: actions.ask_for_address(user=found, by=request.user, **form.cleaned_data)
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
    """Keep the present address."""
    actions.stop_address(change=_open_change(user_id), by=request.user)
    return redirect("panels:account", user_id)


@administrators
def account_close(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Let nobody sign in with an account any more."""
    found = get_object_or_404(User, pk=user_id)
    require(may_close_account(request.user, found))
    form = CloseForm(request.POST or None)
    page = FormPage(
        _("Close the account of {found}").format(found=found),
        _("Close it"),
        resolve_url("panels:account", found.pk),
        LEAVE,
        lead=_(
            "They are signed out immediately. What they did stays in the history, and the secretariats are "
            "notified of what was assigned to them."
        ),
        width=MEASURE,
    )
    return page.answer(
        request,
        form,
        lambda: actions.close_account(user=found, by=request.user, **form.cleaned_data),
        "reason",
    )


@require_POST
@administrators
def account_open(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Let somebody sign in again."""
    found = get_object_or_404(User, pk=user_id)
    actions.open_account(user=found, by=request.user)
    say_done(request, _("Account of {found} reopened").format(found=found))
    return redirect("panels:account", user_id)


@administrators
def account_join(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Let this account go on for another of the same person."""
    found = get_object_or_404(User, pk=user_id)
    form = JoinForm(request.POST or None, others=accounts_page.others_than(found))
    page = FormPage(
        _("Join another account with that of {found}").format(found=found),
        _("Join them"),
        resolve_url("panels:account", found.pk),
        LEAVE,
        lead=_("{found} will continue to sign in with {email}.").format(found=found, email=found.email),
        width=MEASURE,
    )
    return page.answer(
        request,
        form,
        lambda: actions.join_accounts(kept=found, gone=form.cleaned_data["other"], by=request.user),
        "other",
    )


def _open_change(user_id: int) -> AddressChange:
    return get_object_or_404(AddressChange.objects.open(), user=user_id)
