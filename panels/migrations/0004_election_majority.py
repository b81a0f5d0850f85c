"""What an election needs, as the body has it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('panels', '0003_meeting_day_minutes_questions'),
    ]

    operations = [
        migrations.AddField(
            model_name='bodysettings',
            name='election_majority',
            field=models.CharField(choices=[('most', 'The most votes'), ('cast', 'More than half of the votes cast'), ('present', 'More than half of those here who may vote')], default='cast', max_length=10),
        ),
    ]
