"""The database itself refuses to change or delete a publication; it may be replaced and withdrawn once."""

from django.db import migrations

from foundation.history import guards
from foundation.history.guards import Guard

# As the table stood at this migration; the guard of today is `foundation.library.guards.PUBLICATIONS`.
FIXED = (
    "id", "ref", "kind", "title", "status_label", "source_ref", "version", "meeting_id", "data", "html",
    "file_id", "file_name", "pages", "size", "hash", "published_at", "published_by",
)
ONCE = (("replaced_by_id",), ("withdrawn_at", "withdrawn_by", "withdrawn_reason"))
PUBLICATIONS = Guard(
    "library_publication", "publications are never changed or deleted", fixed=FIXED, once=ONCE
)


def lay(apps, schema_editor):
    guards.lay_guards(schema_editor.connection, [PUBLICATIONS])


def lift(apps, schema_editor):
    guards.lift_guards(schema_editor.connection, [PUBLICATIONS])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_first")]
    operations = [migrations.RunPython(lay, lift)]
