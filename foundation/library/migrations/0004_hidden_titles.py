"""A title can become restricted after its publication was withdrawn: that, too, is noted once."""

from django.db import migrations, models

from foundation.history import guards
from foundation.history.guards import Guard

# As the table stands at this migration; the guard of today is `foundation.library.guards.PUBLICATIONS`.
FIXED = (
    "id", "ref", "kind", "title", "status_label", "source_ref", "version", "meeting_id", "data", "html",
    "file_id", "file_name", "screen_file_id", "pages", "size", "hash", "published_at", "published_by",
)
ONCE = (("replaced_by_id",), ("withdrawn_at", "withdrawn_by", "withdrawn_reason"))
SENTENCE = "publications are never changed or deleted"
BEFORE = Guard("library_publication", SENTENCE, fixed=FIXED, once=ONCE)
AFTER = Guard("library_publication", SENTENCE, fixed=FIXED, once=(*ONCE, ("hidden_at",)))


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
        ('library', '0003_screens_and_fetches'),
    ]

    operations = [
        migrations.RunPython(lift, lay_before),
        migrations.AddField(
            model_name='publication',
            name='hidden_at',
            field=models.DateTimeField(blank=True, help_text='When its very title became restricted, after it was withdrawn', null=True),
        ),
        migrations.RunPython(lay_after, lift_after),
    ]
