"""Numbers of paragraphs, decisions and follow-ups in their place, private parts, points overruled, own words."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0008_meeting_day'),
        ('panels', '0005_paragraph_numbers'),
    ]

    operations = [
        migrations.CreateModel(
            name='ParagraphNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('label', models.CharField(max_length=24)),
                ('period', models.CharField(max_length=80)),
                ('words', models.TextField(blank=True, help_text='The paragraph as it was last issued; empty where it was taken out')),
            ],
            options={
                'ordering': ['minute', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PassedPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=24)),
                ('sentence', models.TextField()),
                ('reason', models.TextField()),
                ('passed_at', models.DateTimeField()),
                ('passed_by', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['minutes', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TextModule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('insert', 'Put into a minute by hand'), ('public_questions', 'The record: no public questions'), ('urgent_elsewhere', 'The record: no urgent items elsewhere'), ('urgent_end', 'The record: no other urgent items'), ('apologies', 'The record: no apologies'), ('interests', 'The record: no interests declared')], default='insert', max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('text', models.TextField(help_text='One line is one paragraph; a hyphen begins a point')),
            ],
            options={
                'ordering': ['body', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(help_text='The permanent reference of what is translated', max_length=12)),
                ('field', models.CharField(max_length=20)),
                ('language', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['ref', 'field', 'language'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='confirmation_by',
            field=models.CharField(blank=True, help_text='Who has to confirm it elsewhere, such as each council', max_length=200),
        ),
        migrations.AddField(
            model_name='decision',
            name='confirmed_by',
            field=models.CharField(blank=True, help_text='Who recorded it', max_length=200),
        ),
        migrations.AddField(
            model_name='decision',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='stands',
            field=models.CharField(blank=True, help_text='Empty: at the end; start; or the paragraph it follows', max_length=40),
        ),
        migrations.AddField(
            model_name='followup',
            name='stands',
            field=models.CharField(blank=True, help_text='Empty: below; or after a paragraph', max_length=40),
        ),
        migrations.AddField(
            model_name='minute',
            name='opening_facts',
            field=models.TextField(blank=True, help_text='What the record said when a person wrote the opening'),
        ),
        migrations.AddField(
            model_name='minute',
            name='private_text',
            field=models.TextField(blank=True, help_text='Rich text that the public never reads: business taken in private'),
        ),
        migrations.AddField(
            model_name='minute',
            name='public_summary',
            field=models.TextField(blank=True, help_text='What the public reads of the private part'),
        ),
        migrations.AddField(
            model_name='textversion',
            name='private_text',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('resolved', 'Resolved'), ('noted', 'Noted'), ('recommended', 'Recommended'), ('agreed', 'Agreed'), ('decided', 'Decided'), ('unanimous', 'Unanimously resolved'), ('referred', 'Referred elsewhere'), ('recommendations', 'Recommendations, numbered'), ('findings', 'Findings, numbered')], default='resolved', max_length=16),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by', ''), ('confirmed_on__isnull', True)), models.Q(('confirmed_on__isnull', False), models.Q(('confirmed_by', ''), _negated=True), models.Q(('confirmation_by', ''), _negated=True)), _connector='OR'), name='decision_confirmed_on_and_by_together', violation_error_message='Only a decision that waits for somebody is confirmed elsewhere'),
        ),
        migrations.AddField(
            model_name='paragraphnumber',
            name='minute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraph_numbers', to='meetings.minute'),
        ),
        migrations.AddField(
            model_name='passedpoint',
            name='minutes',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passed_points', to='meetings.minutes'),
        ),
        migrations.AddField(
            model_name='textmodule',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='panels.body'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('ref', 'field', 'language'), name='one_translation_per_field_and_language'),
        ),
        migrations.AddConstraint(
            model_name='paragraphnumber',
            constraint=models.UniqueConstraint(fields=('period', 'label'), name='one_paragraph_per_number_and_period', violation_error_message='Another paragraph has this number already'),
        ),
        migrations.AddConstraint(
            model_name='passedpoint',
            constraint=models.UniqueConstraint(fields=('minutes', 'code', 'sentence'), name='point_passed_once'),
        ),
        migrations.AddConstraint(
            model_name='passedpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('passed_by', ''), _negated=True)), name='passed_point_says_why_and_by'),
        ),
        migrations.AddConstraint(
            model_name='textmodule',
            constraint=models.UniqueConstraint(fields=('body', 'name'), name='one_text_module_per_name', violation_error_message='There are words with this name already'),
        ),
        migrations.AddConstraint(
            model_name='textmodule',
            constraint=models.UniqueConstraint(condition=models.Q(('use', 'insert'), _negated=True), fields=('body', 'use'), name='one_sentence_of_the_record_per_body', violation_error_message='There are words of your own for this already'),
        ),
    ]
