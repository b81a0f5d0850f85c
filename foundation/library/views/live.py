"""The public page of what a meeting is at now, and the same in large type for the wall of the room."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control

from foundation.accounts.access import public
from foundation.library.models import LivePage

SECONDS = 5


@public
def live(request: HttpRequest, ref: str) -> HttpResponse:
    """What is on now; the page looks again by itself."""
    return _watched(request, ref, "live")


@public
def live_wall(request: HttpRequest, ref: str) -> HttpResponse:
    """The same in large type."""
    return _watched(request, ref, "live_wall")


def _watched(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """One query a look; nothing is sent to somebody who has this version already."""
    page = LivePage.objects.watched(ref)
    if page is None:
        raise Http404("No live page")
    etag = f'"{name}-{page.pk}-{page.version}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = render(request, f"library/{name}.html", {"live": page, "meeting": page.meeting})
    response["ETag"] = etag
    # What is on now is no record: search engines leave it alone.
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response
