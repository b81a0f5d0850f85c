"""What the database refuses to change about a publication."""

from foundation.history.guards import Guard

FIXED = (
    "id",
    "ref",
    "kind",
    "title",
    "status_label",
    "source_ref",
    "version",
    "meeting_id",
    "data",
    "html",
    "file_id",
    "file_name",
    "screen_file_id",
    "pages",
    "size",
    "hash",
    "published_at",
    "published_by",
    "elsewhere_at",
)
ONCE = (("replaced_by_id",), ("withdrawn_at", "withdrawn_by", "withdrawn_reason"), ("hidden_at",))
PUBLICATIONS = Guard(
    "library_publication", "publications are never changed or deleted", fixed=FIXED, once=ONCE
)
