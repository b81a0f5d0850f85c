"""The door that personal links open, and words kept while nobody was signed in."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from foundation.accounts import kept, links
from foundation.accounts.access import SignedInRequest, link_closed, public, signed_in
from foundation.accounts.models import KeptForm
from foundation.ui import once


@public
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Follow a personal link to its page; the secret stays behind."""
    address = links.enter(request, secret)
    answer = redirect(address) if address else link_closed(request)
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
def kept_form(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give back what was sent after the sign-in had ended, to the account it belongs to."""
    form = KeptForm.objects.of(request.user).with_number(pk)
    if form is None:
        return render(request, "accounts/kept_gone.html", status=404)
    fields = json.loads(form.fields)
    context = {"form_kept": form, "fields": fields, "words": kept.typed_words(fields)}
    return render(request, "accounts/kept.html", context | {"given_back": once.GIVEN_BACK})
