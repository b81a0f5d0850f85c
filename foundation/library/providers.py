"""What upper rooms and sweeps ask of the library."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.library.addresses import addresses_of
from foundation.library.item_page import references_of
from foundation.library.models import Publication, PublicMeeting


def public_addresses() -> Iterator[str]:
    """Every address of the public site that exists today, withdrawn publications included."""
    yield reverse("library:home_public")
    yield reverse("library:meetings")
    for ref in PublicMeeting.objects.order_by("pk").values_list("ref", flat=True):
        yield reverse("library:meeting", args=[ref])
    for meeting in PublicMeeting.objects.order_by("pk"):
        for ref in references_of(meeting):
            yield reverse("library:item", args=[meeting.ref, ref])
    for publication in Publication.objects.in_short().select_related("meeting").order_by("pk"):
        yield from addresses_of(publication)
