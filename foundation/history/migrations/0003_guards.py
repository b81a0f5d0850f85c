"""The guards of events and of their notes, laid from the one list in `guards.py`."""

from django.db import migrations

from foundation.history import guards


def lay(apps, schema_editor):
    guards.lay_guards(schema_editor.connection, [guards.EVENTS, guards.NOTES])


def lift(apps, schema_editor):
    guards.lift_guards(schema_editor.connection, [guards.NOTES])


class Migration(migrations.Migration):
    dependencies = [("history", "0002_append_only")]
    operations = [migrations.RunPython(lay, lift)]
