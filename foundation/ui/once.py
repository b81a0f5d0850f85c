"""A form that is sent twice counts once: double click, Back and send again, or a retry after a lost answer.

`{% csrf_token %}` writes a new signed key into every form. What is sent with it is known by that key and its
words: the same form with other words is another one, since somebody went back to change them.
"""

import hashlib
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext_noop

from foundation.history import once
from foundation.history.models import AnsweredForm
from foundation.ui.middleware import page_before

FIELD = "once_key"
KEY_HOLDS = timedelta(days=7)
# How long a second request waits for the first one's answer before it says that the form was sent.
PATIENCE = timedelta(seconds=20)
LOOKS_AGAIN_SECONDS = 0.05
# Set beside what was typed by the page that gives kept words back, see foundation.accounts.kept.
GIVEN_BACK = "given_back"
# Set by the page that waits for files before it sends a form on, see foundation.jobs.middleware.
WAITED = "waited"
NOT_COUNTED = {FIELD, GIVEN_BACK, WAITED, "csrfmiddlewaretoken"}
# Read by static/ui/words.js; the last few are enough, since a page that follows looks at once.
SAVED, SAVED_NAMED = "saved_forms", 10
# On a page that asks once more before it saves: the name of the form that was typed.
FIRST_FORM = "first_form"
_NAME = re.compile(r"[\w-]{8,40}")
SENT = gettext_noop("This form has already been sent and saved. Sending it again changed nothing.")


# Who the page is for that is being written: many forms stand in components, which know of no request.
_reader: ContextVar[HttpRequest | None] = ContextVar("reader", default=None)


def field() -> str:
    """A hidden field with a key of its own, good for the reader of this page; empty outside a request."""
    request = _reader.get()
    if request is None:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key(request))


def new_key(request: HttpRequest) -> str:
    """A key nobody had before, signed with whom the page is shown to."""
    return _signer().sign(f"{_reader_of(request)}.{secrets.token_urlsafe(12)}")


def name_of(request: HttpRequest) -> str:
    """What a browser may call the form that was typed: the part of its key that opens nothing."""
    own = request.POST.get(FIELD, "").partition(".")[2].partition(":")[0]
    name = request.POST.get(FIRST_FORM) or own
    return name if _NAME.fullmatch(name) else ""


def owner_of(request: HttpRequest) -> str | None:
    """Whom the page was shown to from which this form comes: their number, or empty; None if unknown."""
    try:
        return _signer().unsign(request.POST.get(FIELD, ""), max_age=KEY_HOLDS).partition(".")[0]
    except signing.BadSignature:
        return None


class count_once:  # noqa: N801  (named as a verb: it reads as one in the settings)
    """Give a form that was sent before the answer it had then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, with its key where it has one."""
        token = _reader.set(request)
        try:
            return self._counted(request)
        finally:
            _reader.reset(token)

    def _counted(self, request: HttpRequest) -> HttpResponse:
        form = _form_of(request) if request.method == "POST" and request.POST.get(FIELD) else None
        if form is None or request.path.startswith("/accounts/"):
            return self.get_response(request)
        # Read before the view: one that joins two texts goes on with fields of its own.
        name = name_of(request)
        known = AnsweredForm.objects.filter(key=form.key).first()
        if known is not None:
            return _told(name, request, _again(request, known))
        answer = ""
        try:
            with once.sending(form):
                response = self.get_response(request)
            answer = response.get("Location", "") if response.status_code in (302, 303) else ""
        finally:
            once.settle(form, answer)
        if not answer and (first := AnsweredForm.objects.filter(key=form.key).first()):
            # The other request was quicker, and a rule then refused this one.
            return _told(name, request, _again(request, first))
        return _told(name, request, response) if answer else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Stopped since the same form was sent a moment before: at its first event, or over what it left."""
        was_sent = isinstance(exception, once.SentAlready) or once.is_claimed_by_another()
        return HttpResponse(status=409) if was_sent else None


def _form_of(request: HttpRequest) -> once.Sending | None:
    """The form that is sent, by its key and its words; None where the key is not one of this reader's."""
    if owner_of(request) != _reader_of(request):
        return None
    said: list[Any] = [request.POST[FIELD], request.get_full_path()]
    said += sorted((name, values) for name, values in request.POST.lists() if name not in NOT_COUNTED)
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            said.append((name, file.name, digest.hexdigest()))
    return once.Sending(hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest())


def _again(request: HttpRequest, known: AnsweredForm) -> HttpResponse:
    """The first one's answer, which may be a moment away; without one, the page the form stood on."""
    until = time.monotonic() + PATIENCE.total_seconds()
    while known.is_in_work(PATIENCE) and time.monotonic() < until:
        time.sleep(LOOKS_AGAIN_SECONDS)
        found = AnsweredForm.objects.filter(pk=known.pk).first()
        if found is None:
            break
        known = found
    if not known.answer:
        messages.info(request, SENT)
    return redirect(known.answer or page_before(request) or "/")


def _told(name: str, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tell the browser which forms were saved last, so that it keeps their words no longer."""
    before = [each for each in request.COOKIES.get(SAVED, "").split(".") if _NAME.fullmatch(each)]
    names = [*before, name][-SAVED_NAMED:]
    week = int(KEY_HOLDS.total_seconds())
    response.set_cookie(
        SAVED, ".".join(names), max_age=week, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
    return response


def _reader_of(request: HttpRequest) -> str:
    return str(getattr(request.user, "pk", None) or "")


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="once")
