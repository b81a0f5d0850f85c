"""A publication says when it was published elsewhere first; like its other facts, that never changes."""

from django.db import migrations, models

from foundation.history import guards
from foundation.history.guards import Guard

# As the table stands at this migration; the guard of today is `foundation.library.guards.PUBLICATIONS`.
FIXED = (
    "id", "ref", "kind", "title", "status_label", "source_ref", "version", "meeting_id", "data", "html",
    "file_id", "file_name", "screen_file_id", "pages", "size", "hash", "published_at", "published_by",
)
ONCE = (("replaced_by_id",), ("withdrawn_at", "withdrawn_by", "withdrawn_reason"), ("hidden_at",))
SENTENCE = "publications are never changed or deleted"
BEFORE = Guard("library_publication", SENTENCE, fixed=FIXED, once=ONCE)
AFTER = Guard("library_publication", SENTENCE, fixed=(*FIXED, "elsewhere_at"), once=ONCE)


def lift(apps, schema_editor):
    guards.lift_guards(schema_editor.connection, [BEFORE])


def lay_before(apps, schema_editor):
    guards.lay_guards(schema_editor.connection, [BEFORE])


def lay_after(apps, schema_editor):
    guards.lay_guards(schema_editor.connection, [AFTER])


def lift_after(apps, schema_editor):
    guards.lift_guards(schema_editor.connection, [AFTER])


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0008_told_changes'),
    ]

    operations = [
        migrations.RunPython(lift, lay_before),
        migrations.AddField(
            model_name='publication',
            name='elsewhere_at',
            field=models.DateTimeField(blank=True, help_text='When it was published first, elsewhere: it is entered here later', null=True),
        ),
        migrations.RunPython(lay_after, lift_after),
    ]
