"""The list of guides, and one guide; they are the same for everyone but for what is the reader's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from config.help.guides import BY_SLUG, GUIDES, own_guides
from foundation.accounts.access import public
from panels.policies import SECRETARIAT


@public
def guides(request: HttpRequest) -> HttpResponse:
    """Every guide, the reader's own first."""
    own = own_guides(request.user, timezone.localdate())
    others = [guide for guide in GUIDES if guide not in own]
    return _private(render(request, "config/help/guides.html", {"own": own, "others": others}))


@public
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide, with links to the pages it is about where it is the reader's own."""
    found = BY_SLUG.get(slug)
    if found is None:
        raise Http404("There is no guide at this address.")
    is_own = found in own_guides(request.user, timezone.localdate())
    # Nobody is sent to the address of the secretariat by the guide of the secretariat.
    context = {"guide": found, "is_own": is_own, "asks": not (is_own and found.roles & SECRETARIAT)}
    return _private(render(request, found.template, context))


def _private(response: HttpResponse) -> HttpResponse:
    """It shows who is signed in, so no shared cache may keep it."""
    response["Cache-Control"] = "private, no-store"
    return response
