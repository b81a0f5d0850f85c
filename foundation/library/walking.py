"""The walk over everything ever published, held against the history."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.documents.models import StoredFile
from foundation.history.walking import Walk
from foundation.library.models import Publication
from foundation.library.recorded import Recorded, event_faults, recorded, told_faults, word_faults

NAME = "publications"


def publication_faults() -> Iterator[str]:
    """Where publications and history differ, a sentence each."""
    known = recorded()
    found = Publication.objects.select_related("file", "screen_file", "meeting", "replaced_by")
    found = found.defer("replaced_by__data", "replaced_by__html")
    newest: dict[tuple[str, str], int] = {}
    for source, kind, version in Publication.objects.values_list("source_ref", "kind", "version"):
        newest[source, kind] = max(version, newest.get((source, kind), 0))
    for publication in found.order_by("pk").iterator(chunk_size=50):
        one = known.pop(str(publication.pk), Recorded())
        is_newest = newest[publication.source_ref, publication.kind] == publication.version
        for fault in [
            *event_faults(one, publication),
            *word_faults(publication),
            *told_faults(one, publication),
            *_order_faults(publication, is_newest),
        ]:
            yield f"{_named(publication)} {fault}"
    for one in known.values():
        if one.published:
            yield _("{subject_label}, published by event {published_number}, is gone.").format(
                subject_label=one.published.subject_label, published_number=one.published.number
            )


def _order_faults(publication: Publication, is_newest: bool) -> Iterator[str]:
    """Whether a version is followed by another exactly when there is a newer one."""
    later = publication.replaced_by
    if later is None:
        if not is_newest:
            yield _("There is a newer version, and this one does not lead to it.")
        return
    is_same = (later.source_ref, later.kind) == (publication.source_ref, publication.kind)
    # Decisions published first are replaced by the minutes of their meeting.
    kinds = (publication.kind, later.kind) == (Publication.Kind.DECISIONS, Publication.Kind.MINUTES)
    is_by_minutes = kinds and later.meeting_id == publication.meeting_id
    if not (is_same and later.version > publication.version) and not is_by_minutes:
        yield _("It is replaced by something that is no newer version of it.")


def _named(publication: Publication) -> str:
    version = _(", version {version}").format(version=publication.version) if publication.version > 1 else ""
    return f"{publication.get_kind_display()} “{publication.title}” ({publication.ref}{version}):"


def _count() -> str:
    return _("{count} publications, and they are as history recorded them.").format(
        count=Publication.objects.count()
    )


def published_with(stored: StoredFile) -> str:
    """Which publications a stored file belongs to, for a fault of it."""
    found = Publication.objects.filter(Q(file=stored) | Q(screen_file=stored)).order_by("pk")
    return "; ".join(f"{_named(each)} {each.file_name}" for each in found)


WALK = Walk(NAME, publication_faults, _count)
