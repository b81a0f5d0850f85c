"""The ledger of follow-ups: numbers, who answers, updates, responses, how each ended, matters arising."""

from collections import Counter

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def take_over(apps, schema_editor):
    """Give the follow-ups that are there their body, numbers in the order they came, and their state."""
    FollowUp = apps.get_model("meetings", "FollowUp")
    last = Counter()
    in_order = FollowUp.objects.order_by("minute__minutes__meeting__starts_at", "minute__position", "position", "pk")
    for row in in_order.select_related("minute__minutes__meeting"):
        row.body_id = row.minute.minutes.meeting.body_id
        last[row.body_id] += 1
        row.number = last[row.body_id]
        row.state = "discharged" if row.discharged_on else "open"
        row.is_public = row.kind in ("action", "recommendation")
        row.save(update_fields=["body", "number", "state", "is_public"])
    Log = apps.get_model("meetings", "FollowUpLog")
    Log.objects.bulk_create([Log(body_id=body, last_number=number) for body, number in last.items()])
    if schema_editor.connection.vendor == "postgresql":
        # The table is altered next: what the updates left to be checked at the end is checked now.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    """Grow the follow-ups, and take over those that are there."""

    dependencies = [
        ('meetings', '0010_year'),
        ('panels', '0003_meeting_day_minutes_questions'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArisingMatter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['meeting', 'item__position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FollowUpLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_number', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['body'],
            },
        ),
        migrations.CreateModel(
            name='FollowUpUpdate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said_at', models.DateTimeField()),
                ('said_by', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('due_before', models.DateField(blank=True, null=True)),
                ('due_after', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['follow_up', '-said_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ItemLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('earlier_ref', models.CharField(help_text='The reference of the earlier item', max_length=40)),
                ('reason', models.CharField(choices=[('deferred', 'Deferred to this meeting'), ('report_back', 'Report back that was asked for'), ('predecessor', 'Follows earlier business on the same subject')], default='predecessor', max_length=12)),
                ('linked_by', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['item', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_of', models.CharField(blank=True, max_length=200)),
                ('asked_on', models.DateField(blank=True, null=True)),
                ('respond_by', models.DateField(blank=True, help_text='The reasonable period, as a day', null=True)),
                ('received_on', models.DateField(blank=True, null=True)),
                ('text', models.TextField(blank=True)),
                ('document_ref', models.CharField(blank=True, help_text='A reference or web address', max_length=300)),
                ('recorded_by', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['follow_up'],
            },
        ),
        migrations.AddField(
            model_name='followup',
            name='answerer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='panels.person'),
        ),
        migrations.AddField(
            model_name='followup',
            name='answerer_email',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='followup',
            name='answerer_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='followup',
            name='body',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.body'),
        ),
        migrations.AddField(
            model_name='followup',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.decision'),
        ),
        migrations.AddField(
            model_name='followup',
            name='discharged_at',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='followup',
            name='dropped_by',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='followup',
            name='dropped_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='followup',
            name='dropped_reason',
            field=models.CharField(blank=True, max_length=600),
        ),
        migrations.AddField(
            model_name='followup',
            name='due_meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='followup',
            name='due_words',
            field=models.CharField(blank=True, help_text='As printed where no day is named: by the September meeting', max_length=120),
        ),
        migrations.AddField(
            model_name='followup',
            name='evidence',
            field=models.CharField(blank=True, help_text='What shows that it is done', max_length=600),
        ),
        migrations.AddField(
            model_name='followup',
            name='is_public',
            field=models.BooleanField(default=False, help_text='Meant for the public action log'),
        ),
        migrations.AddField(
            model_name='followup',
            name='limb',
            field=models.PositiveSmallIntegerField(blank=True, help_text='1 is limb (a)', null=True),
        ),
        migrations.AddField(
            model_name='followup',
            name='moved_to',
            field=models.DateField(blank=True, help_text='A later day than the minutes say', null=True),
        ),
        migrations.AddField(
            model_name='followup',
            name='number',
            field=models.PositiveIntegerField(help_text='In the log of the body', null=True),
        ),
        migrations.AddField(
            model_name='followup',
            name='state',
            field=models.CharField(choices=[('open', 'Open'), ('in_hand', 'In hand'), ('answered', 'Answered'), ('discharged', 'Discharged'), ('dropped', 'Dropped')], default='open', max_length=10),
        ),
        migrations.AddField(
            model_name='followup',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='followup',
            name='owner',
            field=models.CharField(blank=True, help_text='As printed: a person, an office', max_length=200),
        ),
        migrations.AddField(
            model_name='followuplog',
            name='body',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='panels.body'),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='followup',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.body'),
        ),
        migrations.AlterField(
            model_name='followup',
            name='number',
            field=models.PositiveIntegerField(help_text='In the log of the body'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(fields=('body', 'number'), name='one_follow_up_per_number'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('discharged_on__isnull', False), ('state', 'discharged')), models.Q(models.Q(('state', 'discharged'), _negated=True), ('discharged_on__isnull', True)), _connector='OR'), name='discharged_follow_up_says_when'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_on__isnull', False), ('state', 'dropped'), models.Q(('dropped_by', ''), _negated=True), models.Q(('dropped_reason', ''), _negated=True)), models.Q(models.Q(('state', 'dropped'), _negated=True), ('dropped_by', ''), ('dropped_on__isnull', True), ('dropped_reason', '')), _connector='OR'), name='dropped_follow_up_says_when_who_and_why'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('limb__isnull', True), ('limb__gte', 1), _connector='OR'), name='follow_up_limbs_count_from_one'),
        ),
        migrations.AddField(
            model_name='arisingmatter',
            name='follow_up',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arising', to='meetings.followup'),
        ),
        migrations.AddField(
            model_name='arisingmatter',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='arisingmatter',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arising', to='meetings.meeting'),
        ),
        migrations.AddField(
            model_name='followupupdate',
            name='follow_up',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='meetings.followup'),
        ),
        migrations.AddField(
            model_name='itemlink',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.agendaitem'),
        ),
        migrations.AddField(
            model_name='response',
            name='follow_up',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='response', to='meetings.followup'),
        ),
        migrations.AddField(
            model_name='response',
            name='raised_at',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting'),
        ),
        migrations.AddConstraint(
            model_name='arisingmatter',
            constraint=models.UniqueConstraint(fields=('meeting', 'follow_up'), name='follow_up_arises_once_per_meeting'),
        ),
        migrations.AddConstraint(
            model_name='followupupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said_by', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='update_says_who_and_what'),
        ),
        migrations.AddConstraint(
            model_name='itemlink',
            constraint=models.UniqueConstraint(fields=('item', 'earlier_ref'), name='item_linked_once_to_earlier'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document_ref', ''), ('received_on__isnull', True), ('recorded_by', ''), ('text', '')), models.Q(('received_on__isnull', False), models.Q(('recorded_by', ''), _negated=True), models.Q(models.Q(('text', ''), _negated=True), models.Q(('document_ref', ''), _negated=True), _connector='OR')), _connector='OR'), name='received_response_says_when_who_and_what'),
        ),
    ]
