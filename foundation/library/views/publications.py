"""Public pages of single publications: the page, the file, the way a reference leads."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from foundation.accounts.access import public
from foundation.documents.store import files
from foundation.history import references
from foundation.library.caching import kept_a_minute
from foundation.library.fetches import note_fetch
from foundation.library.item_page import added_later
from foundation.library.meeting_page import item_of
from foundation.library.models import Publication, PublicationQuerySet, PublicMeeting


@public
@kept_a_minute
def publication(request: HttpRequest, ref: str) -> HttpResponse:
    """One publication read as a page; withdrawn, its reason instead (410 Gone)."""
    found = get_object_or_404(Publication.objects.with_place(), ref=ref)
    if found.withdrawn_at:
        return _gone(request, found)
    if found.html:
        note_fetch(request, found, timezone.now())
    newest = found.newest_version() if found.replaced_by_id else None
    is_minutes = found.kind == Publication.Kind.MINUTES and found.meeting is not None
    context = {
        "publication": found,
        "newest": newest,
        "item": item_of(found),
        "later": added_later(found.meeting) if is_minutes and found.meeting else [],
    }
    return render(request, "library/publication.html", context)


def _tag_of_file(request: HttpRequest, ref: str, file_name: str) -> str | None:
    """The hash of the file's bytes, unless the publication was withdrawn."""
    digest = Publication.objects.digest_of(ref, file_name)
    return f'"{digest}"' if digest else None


@public
@kept_a_minute
@condition(etag_func=_tag_of_file)
def file(request: HttpRequest, ref: str, file_name: str) -> HttpResponseBase:
    """The file of a publication, standing or replaced; withdrawn, its reason instead (410 Gone)."""
    found = get_object_or_404(Publication.objects.with_place(), ref=ref, file_name=file_name)
    return _gone(request, found) if found.withdrawn_at else _bytes(request, found)


@public
@kept_a_minute
def pack(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The meeting's public pack for print, at an address that stays when the pack is replaced."""
    meeting = get_object_or_404(PublicMeeting, ref=ref)
    return _standing(request, meeting.publications.of_kinds(Publication.Kind.PACK))


@public
@kept_a_minute
def pack_screen(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The same pack without blank leaves, for a screen; the page numbers are those of the print."""
    meeting = get_object_or_404(PublicMeeting, ref=ref)
    return _standing(request, meeting.publications.of_kinds(Publication.Kind.PACK), is_screen=True)


@public
@kept_a_minute
def supplement(request: HttpRequest, ref: str, number: int) -> HttpResponseBase:
    """One supplement to the pack, for print."""
    meeting = get_object_or_404(PublicMeeting, ref=ref)
    return _standing(request, meeting.publications.supplement(number))


@public
@kept_a_minute
def supplement_screen(request: HttpRequest, ref: str, number: int) -> HttpResponseBase:
    """One supplement without blank leaves."""
    meeting = get_object_or_404(PublicMeeting, ref=ref)
    return _standing(request, meeting.publications.supplement(number), is_screen=True)


def _standing(
    request: HttpRequest, versions: PublicationQuerySet, *, is_screen: bool = False
) -> HttpResponseBase:
    """The bytes of what stands; withdrawn, its reason instead (410 Gone)."""
    newest = versions.with_place().newest_first()
    if found := newest.standing().first():
        return _bytes(request, found, is_screen=is_screen)
    if withdrawn := newest.first():
        return _gone(request, withdrawn)
    raise Http404("This has not been published for this meeting.")


@public
@kept_a_minute
def reference(request: HttpRequest, ref: str) -> HttpResponse:
    """Lead from a permanent reference to the page that bears it today."""
    address = references.address_of(ref)
    if address is None:
        raise Http404("Nothing has been published with this reference.")
    return redirect(address)


def _bytes(request: HttpRequest, found: Publication, *, is_screen: bool = False) -> HttpResponseBase:
    """The bytes, checked against their hash; damaged ones are never served.

    What has no blank leaves has one version for screen and print.
    """
    stored = (found.screen_file if is_screen else None) or found.file
    if stored is None:
        raise Http404("This was published without a file.")
    try:
        data = files.read(stored)
    except files.Damaged:
        response: HttpResponseBase = render(
            request, "library/damaged.html", {"publication": found}, status=503
        )
        response["Cache-Control"] = "no-store"
        return response
    note_fetch(request, found, timezone.now())
    name = found.file_name
    if is_screen:
        name = f"{name.removesuffix('.pdf')}-screen.pdf"
    return FileResponse(BytesIO(data), filename=name, content_type=stored.content_type)


def _gone(request: HttpRequest, found: Publication) -> HttpResponse:
    return render(request, "library/withdrawn.html", {"publication": found}, status=410)


@public
@kept_a_minute
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, or one for each body of this installation."""
    return _statements(request, "accessibility", _("Accessibility statement"))


@public
@kept_a_minute
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice, or one for each body of this installation."""
    return _statements(request, "privacy", _("Privacy notice"))


def _statements(request: HttpRequest, word: str, name: str) -> HttpResponse:
    """Lead to the one statement of this kind, list several, or say that there is none yet."""
    found = list(Publication.objects.statements(word))
    if len(found) == 1:
        return redirect(found[0].page_url)
    return render(request, "library/statements.html", {"found": found, "name": name})
