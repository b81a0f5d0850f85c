"""Answers to the questions of the record, and the minute of the resolution that excluded the public."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0024_withdrawn_agendas_open")]

    operations = [
        migrations.AddField(
            "minute", "about", models.CharField(blank=True, editable=False, max_length=12)
        ),
        migrations.AddField(
            "minutes",
            "answers",
            models.JSONField(
                blank=True,
                default=dict,
                help_text="What was answered to the questions of the record: yes or no",
            ),
        ),
    ]
