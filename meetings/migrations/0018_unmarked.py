"""Members of whom nothing was recorded are unmarked, and no longer absent."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def unmark(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Before a meeting begins, absent was what the program wrote for whom nobody had marked."""
    rows = apps.get_model("meetings", "Attendance").objects.filter(
        capacity="member", mark="absent", meeting__status__in=("scheduled", "moved", "confirmed")
    )
    rows.exclude(meeting__minutes__started_at__isnull=False).update(mark="unmarked")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0017_longer_labels")]

    operations = [
        migrations.AlterField(
            model_name="attendance",
            name="mark",
            field=models.CharField(
                choices=[
                    ("present", "Present"),
                    ("apologies", "Apologies"),
                    ("absent", "Absent"),
                    ("not_required", "Not required"),
                    ("unmarked", "Not marked yet"),
                ],
                default="present",
                max_length=12,
            ),
        ),
        migrations.RunPython(unmark, migrations.RunPython.noop),
    ]
