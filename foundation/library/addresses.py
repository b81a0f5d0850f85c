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
