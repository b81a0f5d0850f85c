"""The public page of what a meeting is at now, and the same in large type for the wall of the room."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response

from foundation.accounts.access import public
from foundation.library.models import LivePage
from foundation.library.remembering import Remembered
from foundation.ui import colours

SECONDS = 5
_remembered: Remembered[str] = Remembered()


@public
def live(request: HttpRequest, ref: str) -> HttpResponse:
    """What is on now; the page looks again by itself."""
    return _watched(request, ref, "live")


@public
def live_wall(request: HttpRequest, ref: str) -> HttpResponse:
    """The same in large type."""
    return _watched(request, ref, "live_wall")


def _watched(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """One query a look; a version is drawn once, and not sent to somebody who has it already."""
    row = LivePage.objects.watched(ref)
    if row is None:
        raise Http404("No live page")
    etag = f'"{name}-{row["pk"]}-{row["version"]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(_page(name, row))
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    # What is on now is no record: search engines leave it alone.
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _page(name: str, row: dict[str, Any]) -> str:
    """The whole page of one version; nothing on it depends on who looks."""
    accent = colours.readable(row["accent_colour"]).removeprefix("#")
    context = {"live": row, "accent": accent}
    key = (name, *(value for value in row.values()))
    return _remembered.get(key, lambda: render_to_string(f"library/{name}.html", context))
