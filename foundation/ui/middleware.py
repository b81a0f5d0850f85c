"""Refused acts become a plain page that says why."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, Refused, stopped

log = logging.getLogger(__name__)
AGAIN = gettext_noop("Go back, check the current text, and save again if you still need to.")


class refuse_too_much(MiddlewareMixin):
    """Refuse what no form can be, before it is read: whoever it is from, it would lie on the disk first."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Pass on what says that it is small enough; what does not say how long it is, is never read."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and len(length) < 12 and int(length) <= settings.REQUEST_LIMIT_BYTES:
            return None
        most = settings.REQUEST_LIMIT_BYTES // (1024 * 1024)
        return render(None, "too_much.html", {"most": most}, status=413)


class show_refusals(MiddlewareMixin):
    """Answer an act that a rule refused with its findings, their sources and a way back."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The address of an act, opened as a page, says what to do."""
        if response.status_code == 405 and request.method == "GET":
            return render(request, "only_a_button.html", {"above": page_above(request.path)}, status=405)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for what a rule or a constraint refused (409 Conflict); other exceptions go on."""
        findings = _findings(exception)
        if not findings:
            return None
        context = {"findings": findings, "back": page_before(request)}
        return render(request, "refused.html", context, status=409)


def _findings(exception: Exception) -> tuple[Finding, ...]:
    """Why an act was refused; empty for a fault of ours.

    Forms say what is wrong beside the field. This is for buttons, and for two who save at one moment.
    """
    if isinstance(exception, Refused):
        return exception.findings
    if isinstance(exception, ValidationError):
        return tuple(stopped(sentence) for sentence in exception.messages)
    if isinstance(exception, IntegrityError):
        return (
            stopped(
                _("Someone else saved this at the same time, so your changes were not saved."),
                remedy=_(AGAIN),
            ),
        )
    return ()


def page_above(path: str) -> str:
    """The nearest address above this one that exists: where the act of this address is offered."""
    while path.strip("/"):
        path = path.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(path):
            return path
    return "/"


def page_before(request: HttpRequest) -> str:
    """The path of the page the act came from, when it is one of ours.

    A path such as //elsewhere.example is an address of ours only as long as our own stands before it.
    """
    here = f"{request.scheme}://{request.get_host()}"
    referer = request.headers.get("Referer", "")
    path = referer.removeprefix(here) if referer.startswith(here + "/") else ""
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""
