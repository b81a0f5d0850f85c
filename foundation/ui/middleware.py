"""Refused acts become a plain page that says why."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.history.findings import Refused


class show_refusals:  # noqa: N801  (named as a verb: it reads as one in the settings)
    """Answer an act that a rule refused with its findings, their sources and a way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for `Refused` (409 Conflict); other exceptions go on."""
        if not isinstance(exception, Refused):
            return None
        context = {"findings": exception.findings, "back": _page_before(request)}
        return render(request, "refused.html", context, status=409)


def _page_before(request: HttpRequest) -> str:
    """The path of the page the act came from, when it is one of ours."""
    here = f"{request.scheme}://{request.get_host()}"
    referer = request.headers.get("Referer", "")
    if not referer.startswith(here + "/"):
        return ""
    return referer.removeprefix(here)
