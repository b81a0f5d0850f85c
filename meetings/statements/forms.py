"""The forms of a statement: its text, and its approval."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import DateField, GovukForm
from meetings.models import Statement
from meetings.statements import rules

_LONG = MaxLengthValidator(rules.LONGEST, "This must be 20,000 characters or fewer")


class StatementForm(GovukForm):
    """The authority that is responsible, and one field a section."""

    controller = forms.CharField(
        label=gettext_lazy("Authority that is responsible"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "The public authority that runs this website and is the data controller. "
            "For example, Wessex County Council"
        ),
    )
    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, statement: Statement) -> None:
        self.statement = statement
        initial = {"controller": statement.controller, "opened": statement.version, **statement.sections}
        super().__init__(data, initial=initial)
        for section in rules.SECTIONS[statement.kind]:
            self.fields[section.key] = forms.CharField(
                label=_(section.heading),
                help_text=_(section.hint),
                required=False,
                validators=[_LONG],
                widget=forms.Textarea(attrs={"rows": 7}),
            )

    def sections(self) -> dict[str, str]:
        """The text of each section."""
        return {
            section.key: self.cleaned_data[section.key] for section in rules.SECTIONS[self.statement.kind]
        }


class ApproveForm(GovukForm):
    """Who approved the statement, when, and when it is looked at again."""

    approver = forms.CharField(
        label=gettext_lazy("Approved by"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Name and post. For example, Priscilla Boateng, Monitoring Officer"),
    )
    approved_on = DateField(label=gettext_lazy("Date of approval"), required=False)
    review_on = DateField(
        label=gettext_lazy("Review by (optional)"),
        required=False,
        help_text=gettext_lazy(
            "An accessibility statement is reviewed at least once a year. Check with your monitoring officer."
        ),
    )
