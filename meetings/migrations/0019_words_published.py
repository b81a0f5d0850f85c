"""What was published of minutes is held, so that later facts do not reach it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEPT = "The change of its facts that was decided against"


def hold(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Minutes that nobody changed since they were published are held to what was published."""
    published = apps.get_model("library", "Publication").objects.filter(kind="minutes", withdrawn_at=None)
    minute, version = apps.get_model("meetings", "Minute"), apps.get_model("meetings", "TextVersion")
    minutes = apps.get_model("meetings", "Minutes").objects.exclude(status="draft")
    for ref in minutes.values_list("ref", flat=True):
        at = published.filter(source_ref=ref).order_by("-version").values_list("published_at", flat=True).first()
        for each in minute.objects.filter(minutes__ref=ref) if at else ():
            since = version.objects.filter(minute=each, saved_at__gt=at)
            if not since.exists():
                minute.objects.filter(pk=each.pk).update(published_version=each.version)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0018_unmarked"), ("library", "0009_elsewhere")]

    operations = [
        migrations.AddField(
            "minutes",
            "head_follows",
            models.BooleanField(
                default=False, help_text="Title and attendance follow the facts again until they are published"
            ),
        ),
        migrations.AddField(
            "minutes",
            "facts_kept",
            models.CharField(
                blank=True,
                max_length=64,
                help_text="The change of title and attendance that was decided against",
            ),
        ),
        migrations.AddField(
            "minute", "facts_kept", models.CharField(blank=True, max_length=64, help_text=KEPT)
        ),
        migrations.AddField(
            "minute",
            "published_version",
            models.PositiveIntegerField(
                blank=True, null=True, help_text="The version that was published; none: it is written anew"
            ),
        ),
        migrations.AddField(
            "minute",
            "published_words",
            models.JSONField(
                blank=True, null=True, help_text="The sentences of the record as they were published"
            ),
        ),
        migrations.RunPython(hold, migrations.RunPython.noop),
    ]
