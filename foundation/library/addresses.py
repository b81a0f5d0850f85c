"""Where a reference leads: the page a meeting, a publication, or the newest publication of a thing."""

from django.urls import reverse

from foundation.library.models import Publication, PublicMeeting


def address_of(reference: str) -> str | None:
    """The public address of a meeting, a publication or the thing it was made of; None for anything else."""
    if PublicMeeting.objects.filter(ref=reference).exists():
        return reverse("library:meeting", args=[reference])
    if Publication.objects.filter(ref=reference).exists():
        return reverse("library:publication", args=[reference])
    newest = Publication.objects.filter(source_ref=reference, replaced_by=None).first()
    return reverse("library:publication", args=[newest.ref]) if newest else None


def addresses_of(publication: Publication) -> list[str]:
    """Every address at which this publication can be met, for sweeps and search."""
    found = [reverse("library:publication", args=[publication.ref]), f"/r/{publication.ref}"]
    found.append(reverse("library:seal", args=[publication.ref]))
    if publication.file_id and publication.file_name:
        found.append(reverse("library:file", args=[publication.ref, publication.file_name]))
    if publication.meeting:
        found.append(reverse("library:meeting", args=[publication.meeting.ref]))
        if publication.kind == Publication.Kind.PACK and publication.is_standing:
            found.append(reverse("library:pack", args=[publication.meeting.ref]))
        if publication.screen_url:
            found.append(publication.screen_url)
    return found
