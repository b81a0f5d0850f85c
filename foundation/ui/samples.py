"""A form and a formset in which every kind of field stands, for the gallery and for tests."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet

from foundation.ui.forms import DateField, GovukForm, LinesField, TimeField, helper
from foundation.ui.richtext import RichTextField

DELIVERY = [
    ("with_agenda", "With the agenda"),
    ("to_follow", "To follow"),
    ("tabled", "Tabled at the meeting"),
]
COUNCILS = [("ambermere", "Ambermere"), ("cranmere", "Cranmere"), ("thornhaven", "Thornhaven")]


class SampleForm(GovukForm):
    """One field of each kind."""

    title = forms.CharField(label="Title of the paper", max_length=120)
    meeting_on = DateField(label="Date of the meeting", help_text="For example, 4 12 2026")
    starts_at = TimeField(label="Starts at", help_text="For example, 1.30 pm")
    delivery = forms.ChoiceField(
        label="How it reaches the meeting", choices=DELIVERY, widget=forms.RadioSelect, initial="with_agenda"
    )
    councils = forms.MultipleChoiceField(
        label="Councils it concerns",
        choices=COUNCILS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Any number, or none",
    )
    venue = forms.ChoiceField(label="Venue", choices=[("", "Choose a venue"), *COUNCILS])
    purpose = forms.CharField(
        label="What the panel is asked to do", max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )
    names = LinesField(label="Names to paste", required=False, help_text="One on each line")
    pages = forms.IntegerField(label="Pages", min_value=1, required=False)
    email = forms.EmailField(label="Email address of the author", required=False)
    file = forms.FileField(label="PDF of the paper", required=False)
    is_urgent = forms.BooleanField(
        label="The Chair has agreed that it is urgent", required=False, help_text="The reason is printed"
    )
    helper = helper("Save the paper")


class WritingForm(GovukForm):
    """A long text."""

    text = RichTextField(
        label="Text of the report", help_text="The items of a numbered list are the numbered paragraphs"
    )


class OfficerForm(GovukForm):
    """One row of a formset."""

    name = forms.CharField(label="Name", max_length=80)
    role = forms.CharField(label="Role", max_length=80, required=False)


class BaseOfficers(BaseFormSet):  # type: ignore[type-arg]
    """Rows that know what they are called."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the row for its legend."""
        super().add_fields(form, index)
        form.legend = f"Officer {index + 1}" if index is not None else "Another officer"


Officers = forms.formset_factory(OfficerForm, formset=BaseOfficers, extra=2)


def unsaved() -> SampleForm:
    """The form as it comes back when nearly everything is wrong."""
    typed = {
        "title": "Knife crime " * 20,
        "meeting_on_day": "31",
        "meeting_on_month": "2",
        "meeting_on_year": "2026",
        "starts_at": "half past",
        "pages": "many",
        "email": "farah",
        "purpose": "",
    }
    return SampleForm(typed, auto_id="id_wrong_%s", prefix=None)


def unsaved_officers() -> Any:
    """The rows as they come back when the second has no name."""
    typed = {
        "officers-TOTAL_FORMS": "2",
        "officers-INITIAL_FORMS": "0",
        "officers-0-name": "Farah Siddiqui",
        "officers-1-role": "Chief executive",
    }
    return Officers(typed, prefix="officers")
