"""The form that records what a panel published before it came to this site."""

from foundation.ui.forms import DateField, GovukForm


class ElsewhereForm(GovukForm):
    """When agenda and minutes of a past meeting were published elsewhere."""

    agenda_on = DateField(
        label="Agenda published elsewhere on (optional)",
        required=False,
        help_text="Clear days are counted from this day.",
    )
    minutes_on = DateField(label="Minutes published elsewhere on (optional)", required=False)
