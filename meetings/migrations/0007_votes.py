"""Votes by count and by name, elections with nominations and rounds."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
import foundation.history.references
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0006_before_the_meeting'),
        ('panels', '0004_election_majority'),
    ]

    operations = [
        migrations.CreateModel(
            name='Election',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', foundation.history.references.ReferenceField(default=foundation.history.references.new_reference, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('office', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Vice-Chair'), ('other', 'Another office, or the chair for an item')], max_length=8)),
                ('title', models.CharField(blank=True, help_text='Such as: Chair for this item', max_length=160)),
                ('electorate', models.CharField(choices=[('all', 'All members'), ('appointed', 'Appointed members only')], default='all', max_length=10)),
                ('eligibility', models.CharField(choices=[('all', 'All members'), ('appointed', 'Appointed members only')], default='all', max_length=10)),
                ('majority', models.CharField(help_text="The body's own rule on the day", max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('declared_how', models.CharField(blank=True, choices=[('sole', 'The sole nominee'), ('ballot', 'By votes'), ('casting', 'By casting vote'), ('lot', 'By lot')], max_length=8)),
                ('declared_at', models.DateTimeField(blank=True, null=True)),
                ('declared_by', models.CharField(blank=True, max_length=200)),
                ('form_key', models.CharField(blank=True, editable=False, max_length=36)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='elections', to='meetings.meeting')),
                ('taken', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='panels.office')),
            ],
            options={
                'ordering': ['meeting', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('is_named', models.BooleanField(default=False)),
                ('abstained', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('tie_broken_by', models.CharField(blank=True, choices=[('casting', 'Casting vote'), ('lot', 'Lot')], max_length=8)),
                ('casting_by_name', models.CharField(blank=True, max_length=300)),
                ('form_key', models.CharField(blank=True, editable=False, max_length=36)),
                ('casting_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='meetings.election')),
            ],
            options={
                'ordering': ['election', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('printed_name', models.CharField(max_length=300)),
                ('proposer_name', models.CharField(blank=True, max_length=300)),
                ('seconder_name', models.CharField(blank=True, max_length=300)),
                ('is_willing', models.BooleanField(default=True)),
                ('is_absent', models.BooleanField(default=False)),
                ('came_before', models.BooleanField(default=False, help_text='Received before the meeting')),
                ('is_elected', models.BooleanField(default=False)),
                ('position', models.PositiveIntegerField(default=0)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='meetings.election')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
                ('proposer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
                ('seconder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
            ],
            options={
                'ordering': ['election', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BallotCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('votes', models.PositiveSmallIntegerField()),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='meetings.ballot')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='meetings.nomination')),
            ],
            options={
                'ordering': ['ballot', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BallotCast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('printed_name', models.CharField(max_length=300)),
                ('position', models.PositiveIntegerField(default=0)),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='casts', to='meetings.ballot')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
                ('nomination', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='meetings.nomination')),
            ],
            options={
                'ordering': ['ballot', 'position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='ballot',
            name='tie_broken_for',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='meetings.nomination'),
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', foundation.history.references.ReferenceField(default=foundation.history.references.new_reference, editable=False, max_length=12, unique=True)),
                ('position', models.PositiveIntegerField(default=0)),
                ('motion', models.TextField(blank=True, help_text='Empty where the decision says it')),
                ('method', models.CharField(choices=[('none', 'No vote recorded'), ('unanimous', 'Unanimous'), ('counts', 'Counted'), ('named', 'By name')], default='counts', max_length=10)),
                ('threshold', models.CharField(choices=[('simple', 'More for than against'), ('two_thirds', 'Two-thirds of the members in post')], default='simple', max_length=10)),
                ('purpose', models.CharField(blank=True, choices=[('precept_endorse', 'To endorse the proposed precept'), ('precept_veto', 'To veto the proposed precept'), ('precept_revised', 'To accept the revised precept'), ('chief_constable_veto', 'To veto the appointment of the chief constable')], max_length=24)),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('abstained', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('in_post', models.PositiveSmallIntegerField(help_text='Members in post on the day; vacancies are not')),
                ('result', models.CharField(choices=[('carried', 'Carried'), ('lost', 'Lost'), ('tied', 'Votes equal')], max_length=8)),
                ('outcome', models.CharField(blank=True, choices=[('endorsed', 'Endorsed'), ('endorsed_with_recommendations', 'Endorsed with recommendations'), ('neither', 'Neither endorsed nor vetoed'), ('veto_lost', 'Not vetoed: the motion was lost'), ('vetoed_too_high', 'Vetoed as too high'), ('vetoed_too_low', 'Vetoed as too low'), ('revised_accepted', 'Revised precept accepted'), ('revised_rejected', 'Revised precept rejected')], max_length=32)),
                ('mover_name', models.CharField(blank=True, max_length=300)),
                ('seconder_name', models.CharField(blank=True, max_length=300)),
                ('casting_for', models.CharField(blank=True, choices=[('for', 'For'), ('against', 'Against')], max_length=8)),
                ('casting_by_name', models.CharField(blank=True, max_length=300)),
                ('form_key', models.CharField(blank=True, editable=False, max_length=36)),
                ('version', models.PositiveIntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.CharField(max_length=200)),
                ('casting_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='votes', to='meetings.decision')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='meetings.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='meetings.meeting')),
                ('minute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.minute')),
                ('mover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='amendments', to='meetings.vote')),
                ('seconder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
            ],
            options={
                'ordering': ['meeting', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='VoteCast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('printed_name', models.CharField(max_length=300)),
                ('how', models.CharField(choices=[('for', 'For'), ('against', 'Against'), ('abstained', 'Abstained')], max_length=10)),
                ('position', models.PositiveIntegerField(default=0)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='panels.person')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='casts', to='meetings.vote')),
            ],
            options={
                'ordering': ['vote', 'position', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.UniqueConstraint(condition=models.Q(('form_key', ''), _negated=True), fields=('meeting', 'form_key'), name='one_election_per_form'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('office', 'other'), models.Q(('title', ''), _negated=True)), models.Q(models.Q(('office', 'other'), _negated=True), ('title', '')), _connector='OR'), name='another_office_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declared_at__isnull', True), ('declared_by', ''), ('declared_how', '')), models.Q(('declared_at__isnull', False), models.Q(('declared_by', ''), _negated=True), models.Q(('declared_how', ''), _negated=True)), _connector='OR'), name='declared_when_by_and_how_together'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(('taken__isnull', True), ('declared_at__isnull', False), _connector='OR'), name='an_office_is_taken_after_the_election'),
        ),
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='elected_term_ends_after_it_starts', violation_error_message='It cannot end before it starts'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(fields=('election', 'person'), name='nominated_once', violation_error_message='This person is nominated already'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(condition=models.Q(('is_elected', True)), fields=('election',), name='one_is_elected'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(('is_elected', False), ('is_willing', True), _connector='OR'), name='who_is_elected_is_willing'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(('seconder__isnull', True), models.Q(('proposer__isnull', False), models.Q(('proposer', models.F('seconder')), _negated=True)), _connector='OR'), name='two_people_propose_and_second'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('proposer__isnull', True), ('proposer_name', '')), models.Q(('proposer__isnull', False), models.Q(('proposer_name', ''), _negated=True)), _connector='OR'), name='proposer_and_name_together'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seconder__isnull', True), ('seconder_name', '')), models.Q(('seconder__isnull', False), models.Q(('seconder_name', ''), _negated=True)), _connector='OR'), name='nomination_seconder_and_name'),
        ),
        migrations.AddConstraint(
            model_name='ballotcount',
            constraint=models.UniqueConstraint(fields=('ballot', 'nomination'), name='one_count_per_nomination'),
        ),
        migrations.AddConstraint(
            model_name='ballotcast',
            constraint=models.UniqueConstraint(fields=('ballot', 'person'), name='everybody_votes_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('election', 'number'), name='one_ballot_per_round'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(condition=models.Q(('form_key', ''), _negated=True), fields=('election', 'form_key'), name='one_ballot_per_form'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tie_broken_by', ''), ('tie_broken_for__isnull', True)), models.Q(('tie_broken_for__isnull', False), models.Q(('tie_broken_by', ''), _negated=True)), _connector='OR'), name='a_tie_is_broken_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('casting_by__isnull', False), ('tie_broken_by', 'casting')), models.Q(models.Q(('tie_broken_by', 'casting'), _negated=True), ('casting_by__isnull', True)), _connector='OR'), name='a_casting_vote_is_somebodys'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('casting_by__isnull', True), ('casting_by_name', '')), models.Q(('casting_by__isnull', False), models.Q(('casting_by_name', ''), _negated=True)), _connector='OR'), name='ballot_casting_vote_and_name'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(condition=models.Q(('form_key', ''), _negated=True), fields=('meeting', 'form_key'), name='one_vote_per_form'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('item__isnull', False), ('minute__isnull', True)), models.Q(('item__isnull', True), ('minute__isnull', False)), _connector='OR'), name='a_vote_is_on_an_item_or_a_minute'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method__in', ['counts', 'named']), ('votes_for__isnull', False), ('votes_against__isnull', False)), models.Q(('abstained__isnull', True), ('method__in', ['none', 'unanimous']), ('votes_against__isnull', True), ('votes_for__isnull', True)), _connector='OR'), name='votes_are_counted_or_not'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('decision__isnull', True), ('result', 'carried'), _connector='OR'), name='what_was_decided_was_carried'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'unanimous'), _negated=True), ('result', 'carried'), _connector='OR'), name='unanimous_is_carried'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('threshold', 'simple'), ('method__in', ['counts', 'named']), _connector='OR'), name='two_thirds_are_counted'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('threshold', 'two_thirds'), models.Q(('purpose__in', ['precept_veto', 'chief_constable_veto']), _negated=True), _connector='OR'), name='a_veto_needs_two_thirds'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('threshold', 'simple'), models.Q(('result', 'carried'), django.db.models.lookups.GreaterThanOrEqual(django.db.models.expressions.CombinedExpression(models.F('votes_for'), '*', models.Value(3)), django.db.models.expressions.CombinedExpression(models.F('in_post'), '*', models.Value(2)))), models.Q(('result', 'lost'), django.db.models.lookups.LessThan(django.db.models.expressions.CombinedExpression(models.F('votes_for'), '*', models.Value(3)), django.db.models.expressions.CombinedExpression(models.F('in_post'), '*', models.Value(2)))), _connector='OR'), name='two_thirds_decide_the_result'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('threshold', 'two_thirds'), models.Q(('method__in', ['none', 'unanimous']), models.Q(('result', 'tied'), _negated=True)), models.Q(('result', 'carried'), django.db.models.lookups.GreaterThan(models.F('votes_for'), models.F('votes_against'))), models.Q(('result', 'lost'), django.db.models.lookups.LessThan(models.F('votes_for'), models.F('votes_against'))), models.Q(('casting_for', ''), ('result', 'tied'), ('votes_for', models.F('votes_against'))), models.Q(('casting_for', 'for'), ('result', 'carried'), ('votes_for', models.F('votes_against'))), models.Q(('casting_for', 'against'), ('result', 'lost'), ('votes_for', models.F('votes_against'))), _connector='OR'), name='the_count_decides_the_result'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('casting_by__isnull', True), ('casting_for', '')), models.Q(('casting_by__isnull', False), ('votes_for', models.F('votes_against')), models.Q(('casting_for', ''), _negated=True)), _connector='OR'), name='a_casting_vote_only_on_a_tie'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('purpose__in', ['', 'chief_constable_veto'])), models.Q(models.Q(('purpose__in', ['', 'chief_constable_veto']), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='a_precept_vote_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['vetoed_too_high', 'vetoed_too_low']), _negated=True), models.Q(('purpose', 'precept_veto'), ('result', 'carried')), _connector='OR'), name='vetoed_by_a_carried_veto'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(('seconder__isnull', True), models.Q(('mover__isnull', False), models.Q(('mover', models.F('seconder')), _negated=True)), _connector='OR'), name='two_people_move_and_second'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mover__isnull', True), ('mover_name', '')), models.Q(('mover__isnull', False), models.Q(('mover_name', ''), _negated=True)), _connector='OR'), name='mover_and_name_together'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seconder__isnull', True), ('seconder_name', '')), models.Q(('seconder__isnull', False), models.Q(('seconder_name', ''), _negated=True)), _connector='OR'), name='seconder_and_name_together'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('casting_by__isnull', True), ('casting_by_name', '')), models.Q(('casting_by__isnull', False), models.Q(('casting_by_name', ''), _negated=True)), _connector='OR'), name='casting_vote_and_name_together'),
        ),
        migrations.AddConstraint(
            model_name='votecast',
            constraint=models.UniqueConstraint(fields=('vote', 'person'), name='everybody_votes_once', violation_error_message='Nobody votes twice'),
        ),
    ]
