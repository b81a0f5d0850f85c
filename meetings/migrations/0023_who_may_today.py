# Grants of authors and of named readers get a date; nobody who may read today is shut out by the change.

from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

DAYS = timedelta(days=60)


def date_the_grants(apps, schema_editor):
    """Named readers are carried over; an author who never had a role for the body keeps a last day."""
    NamedReader, Restriction = (apps.get_model("meetings", name) for name in ("NamedReader", "Restriction"))
    now, today = timezone.now(), timezone.localdate()
    for row in Restriction.readers.through.objects.order_by("pk"):
        NamedReader.objects.create(
            restriction_id=row.restriction_id, user_id=row.user_id, made_at=now, made_by="Panelbook"
        )
    roles = {
        *apps.get_model("panels", "Assignment").objects.values_list("user", "body"),
        *apps.get_model("panels", "Term").objects.values_list("person__user", "seat__body"),
        *apps.get_model("panels", "Office").objects.values_list("person__user", "body"),
    }
    Paper = apps.get_model("meetings", "Paper")
    for paper in Paper.objects.filter(author__isnull=False).order_by("pk"):
        if (paper.author_id, paper.body_id) not in roles:
            until = max(paper.due_on or today, today) + DAYS
            Paper.objects.filter(pk=paper.pk).update(author_until=until)


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0022_question_addresses'),
        ('panels', '0006_addresses_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='author_until',
            field=models.DateField(blank=True, help_text='The last day of an author who has no role for the body', null=True),
        ),
        migrations.CreateModel(
            name='NamedReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ends_on', models.DateField(blank=True, help_text='The last day, where one was set', null=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=200)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.CharField(blank=True, max_length=200)),
                ('restriction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='named', to='meetings.restriction')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['restriction', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('restriction', 'user'), name='one_open_grant_per_reader'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_by', ''), _negated=True)), _connector='OR'), name='reader_ended_at_and_by_together')],
            },
        ),
        migrations.RunPython(date_the_grants, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='restriction',
            name='readers',
        ),
    ]
