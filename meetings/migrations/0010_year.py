"""The year of a body: pre-election periods and the work programme; nothing that was kept before changes."""

import django.db.models.deletion
import foundation.history.references
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('meetings', '0009_minutes_from_facts'),
        ("panels", "0003_meeting_day_minutes_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreElectionPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "applies",
                    models.BooleanField(
                        default=True, help_text="No, where there is no election in this body’s area that year"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="panels.body"
                    ),
                ),
            ],
            options={
                "ordering": ["body", "starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="pre_election_period_ends_after_it_starts",
                        violation_error_message="The last day comes before the first",
                    ),
                    models.UniqueConstraint(
                        fields=("body", "starts_on"),
                        name="one_pre_election_period_per_day",
                        violation_error_message="A period from this day is kept already",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkProgrammeItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    foundation.history.references.ReferenceField(
                        default=foundation.history.references.new_reference,
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(help_text="The year in which the municipal year begins"),
                ),
                ("title", models.CharField(max_length=500)),
                ("purpose", models.TextField(blank=True)),
                ("presenter", models.CharField(blank=True, max_length=200)),
                (
                    "business",
                    models.CharField(
                        choices=[
                            ("standing", "Standing item"),
                            ("report", "Report"),
                            ("oral", "Oral update"),
                            ("presentation", "Presentation"),
                            ("minutes", "Minutes to confirm"),
                        ],
                        default="report",
                        max_length=14,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("member", "A member"),
                            ("commissioner", "The commissioner"),
                            ("inquiry", "An inquiry"),
                            ("decision", "A decision or follow-up"),
                            ("public", "The public"),
                            ("csp", "A community safety partnership"),
                            ("statute", "Required by law"),
                            ("secretariat", "The secretariat"),
                        ],
                        default="secretariat",
                        max_length=12,
                    ),
                ),
                (
                    "source_words",
                    models.CharField(blank=True, help_text="Who, or which decision", max_length=300),
                ),
                (
                    "source_ref",
                    models.CharField(
                        blank=True, help_text="The reference of what it comes from", max_length=64
                    ),
                ),
                (
                    "first_month",
                    models.DateField(blank=True, help_text="The first day of the month", null=True),
                ),
                (
                    "last_month",
                    models.DateField(blank=True, help_text="The first day of the last month", null=True),
                ),
                (
                    "recurs",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Once"),
                            ("annual", "Every year"),
                            ("each_meeting", "At every meeting"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("recurs_until", models.DateField(blank=True, null=True)),
                (
                    "is_private",
                    models.BooleanField(default=False, help_text="Only for those who prepare meetings"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("planned", "Planned"),
                            ("placed", "On an agenda"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        default="idea",
                        max_length=8,
                    ),
                ),
                ("dropped_reason", models.CharField(blank=True, max_length=500)),
                (
                    "agenda_item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="panels.body"
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="meetings.workprogrammeitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["body", "year", "first_month", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["placed", "done"]), _negated=True),
                            ("agenda_item__isnull", False),
                            _connector="OR",
                        ),
                        name="programme_item_placed_means_on_an_agenda",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "dropped"), _negated=True),
                            models.Q(("dropped_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dropped_programme_item_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_month__isnull", True), ("last_month__isnull", True)),
                            models.Q(
                                ("first_month__isnull", False), ("last_month__gte", models.F("first_month"))
                            ),
                            _connector="OR",
                        ),
                        name="programme_months_run_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meeting__isnull", True), ("first_month__isnull", True), _connector="OR"
                        ),
                        name="programme_item_waits_for_a_meeting_or_a_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recurs_until__isnull", True),
                            models.Q(("recurs", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="only_a_recurring_item_has_an_end",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("source_ref", ""), _negated=True), ("status__in", ["idea", "planned"])
                        ),
                        fields=("body", "source_ref", "title"),
                        name="one_waiting_programme_item_per_source",
                    ),
                ],
            },
        ),
    ]
