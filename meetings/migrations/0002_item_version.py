"""Agenda items count their saves, so that nobody writes over a newer one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
