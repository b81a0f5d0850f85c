"""The database itself refuses to change or delete a publication; it may be replaced and withdrawn once."""

from django.db import migrations

from foundation.history import guards
from foundation.library.guards import PUBLICATIONS


def lay(apps, schema_editor):
    guards.lay_guards(schema_editor.connection, [PUBLICATIONS])


def lift(apps, schema_editor):
    guards.lift_guards(schema_editor.connection, [PUBLICATIONS])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_first")]
    operations = [migrations.RunPython(lay, lift)]
