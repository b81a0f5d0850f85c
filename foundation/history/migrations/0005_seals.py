
"""Each event carries the seal of a key that is not in the database; older events carry none."""

from django.db import migrations, models

from foundation.history import guards


def lay(apps, schema_editor):
    # SQLite makes the table anew to add a column, and its triggers go with the old one.
    guards.lay_guards(schema_editor.connection, [guards.EVENTS, guards.NOTES])


def leave(apps, schema_editor):
    pass


class Migration(migrations.Migration):

    dependencies = [
        ('history', '0004_answered_forms'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='key_name',
            field=models.CharField(blank=True, help_text='The key it is sealed with', max_length=16),
        ),
        migrations.AddField(
            model_name='event',
            name='seal',
            field=models.CharField(blank=True, help_text='Empty on events older than the seals', max_length=64),
        ),
        migrations.RunPython(lay, leave),
    ]
