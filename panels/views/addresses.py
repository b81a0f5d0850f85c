"""The address one signs in with: asked for by its owner, agreed, proved or stopped by link."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, SignedInRequest, by_link, signed_in
from foundation.history.findings import refuse
from foundation.ui.acts import is_done
from panels import actions
from panels.address_mail import NEW, OLD
from panels.forms_accounts import OwnAddressForm
from panels.models import AddressChange


@signed_in
def my_address(request: SignedInRequest) -> HttpResponse:
    """One's own sign-in: which address it is, and asking for another."""
    change = AddressChange.objects.of(request.user)
    form = OwnAddressForm(request.POST or None)
    if is_done(
        form,
        lambda: actions.ask_for_address(user=request.user, by=request.user, **form.cleaned_data),
        "email",
    ):
        return redirect("panels:my_address")
    return render(request, "panels/my_address.html", {"form": form, "change": change})


@require_POST
@signed_in
def my_address_stop(request: SignedInRequest) -> HttpResponse:
    """The owner leaves the address as it is."""
    change = AddressChange.objects.of(request.user)
    if change is None:
        refuse(_("No change of your address has been requested."))
    else:
        actions.stop_address(change=change, by=request.user)
    return redirect("panels:my_address")


@by_link(OLD)
def address_old(request: LinkRequest, ref: str) -> HttpResponse:
    """Whoever reads the old address stops the change, or says that it is right."""
    change = get_object_or_404(AddressChange.objects.opened_by(request.link).select_related("user"))
    if request.method == "POST" and change.is_open:
        act = actions.agree_to_address if request.POST.get("answer") == "right" else actions.stop_address
        change = act(change=change, by=request.link)
    return render(request, "panels/address_old.html", {"change": change})


@by_link(NEW)
def address_new(request: LinkRequest, ref: str) -> HttpResponse:
    """Whoever reads the new address says that it is theirs."""
    change = get_object_or_404(AddressChange.objects.opened_by(request.link).select_related("user"))
    if request.method == "POST" and change.is_open:
        change = actions.prove_address(change=change, by=request.link)
    return render(request, "panels/address_new.html", {"change": change})
