"""Why a paper is late, and items that can only be noted for a later meeting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Both fields."""

    dependencies = [("meetings", "0003_papers_and_publishing")]

    operations = [
        migrations.AddField(
            model_name="placement",
            name="late_reason",
            field=models.CharField(
                blank=True,
                help_text="Why it is late or what was corrected, as the supplement says it",
                max_length=600,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="is_to_note",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Too late and not urgent: only noted for a later meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(is_to_note=False) | models.Q(is_added=True, urgent_reason=""),
                name="only_an_added_item_without_urgency_is_to_note",
            ),
        ),
    ]
