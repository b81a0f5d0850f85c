"""Public pages of one item of a meeting, and of the seal of a publication."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from foundation.accounts.access import public
from foundation.library.caching import kept_a_minute
from foundation.library.item_page import item_page, withdrawn_with
from foundation.library.models import Publication, PublicMeeting
from foundation.library.sealing import seal_of


@public
@kept_a_minute
def item(request: HttpRequest, ref: str, item_ref: str) -> HttpResponse:
    """One item: what has become of it, its papers, its decision and minute; the items before and after it."""
    meeting = get_object_or_404(PublicMeeting.objects.select_related("live"), ref=ref)
    page = item_page(meeting, item_ref, timezone.now())
    if page is None and (gone := withdrawn_with(meeting, item_ref)):
        return render(request, "library/withdrawn.html", {"publication": gone}, status=410)
    if page is None:
        raise Http404("Nothing has been published with this reference.")
    return render(request, "library/item.html", {"page": page})


@public
@kept_a_minute
def seal(request: HttpRequest, ref: str) -> HttpResponse:
    """Is what is stored now what was published? With every version, so that each can be compared."""
    found = get_object_or_404(Publication.objects.with_place(), ref=ref)
    if found.withdrawn_at:
        return render(request, "library/withdrawn.html", {"publication": found}, status=410)
    versions = Publication.objects.versions_of(found).in_short().order_by("version")
    context = {"publication": found, "seal": seal_of(found), "versions": versions}
    return render(request, "library/seal.html", context)
