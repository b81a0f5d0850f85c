"""Agendas that were withdrawn as a whole can be put right: they are open again, as from now on at once."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def open_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Published agendas of which no version stands become agreed ones; late papers come with the agenda."""
    agendas = apps.get_model("library", "Publication").objects.filter(kind="agenda")
    standing = agendas.filter(withdrawn_at=None, replaced_by=None).values("source_ref")
    gone = agendas.exclude(withdrawn_at=None).values("source_ref")
    meetings = apps.get_model("meetings", "Meeting").objects.filter(agenda_status="published", ref__in=gone)
    found = list(meetings.exclude(ref__in=standing).values_list("pk", flat=True))
    placements = apps.get_model("meetings", "Placement").objects.filter(item__meeting__in=found)
    placements.filter(delivery="supplement").update(delivery="with_agenda")
    apps.get_model("meetings", "Meeting").objects.filter(pk__in=found).update(agenda_status="agreed")


class Migration(migrations.Migration):
    dependencies = [("library", "0009_elsewhere"), ("meetings", "0023_who_may_today")]
    operations = [migrations.RunPython(open_again, migrations.RunPython.noop)]
