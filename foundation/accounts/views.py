"""The door that personal links open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation.accounts import links
from foundation.accounts.access import link_closed, public


@public
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Follow a personal link to its page; the secret stays behind."""
    address = links.enter(request, secret)
    answer = redirect(address) if address else link_closed(request)
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    return answer
