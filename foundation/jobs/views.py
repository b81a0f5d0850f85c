"""The page on which the owner of an address confirms what came under it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, by_link
from foundation.history.findings import Refused
from foundation.jobs import strangers

DISOWNED = gettext_noop("Thank you. It will not be used.")


@by_link(strangers.PURPOSE)
def confirm(request: LinkRequest, ref: str) -> HttpResponse:
    """Everything that waits under this address. Opening it changes nothing: programs open links of mails."""
    context = {"waiting": list(strangers.waiting_for(request.link.email)), "ref": ref}
    return render(request, "jobs/confirm.html", context)


@require_POST
@by_link(strangers.PURPOSE)
def confirm_answer(request: LinkRequest, ref: str) -> HttpResponse:
    """Yes, I wrote this; or no."""
    kind = strangers.kind_called(request.POST.get("kind", ""))
    thing = request.POST.get("thing", "")
    if kind is None or not thing.isprintable():
        raise Http404
    try:
        if request.POST.get("answer") == "yes":
            messages.success(request, kind.confirm(thing, request.link))
        else:
            kind.disown(thing, request.link)
            messages.success(request, _(DISOWNED))
    except Refused as refused:
        for finding in refused.findings:
            messages.error(request, finding.sentence)
    return redirect("jobs:confirm", ref)
