"""The forms of public questions: what the public types, and what the secretary decides."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import DateField, GovukForm, TimeField
from meetings.models import PublicQuestion
from meetings.public.actions.answering import Put
from meetings.public.rules import length_finding

# What a browser may fill in for the person who asks, see WCAG 2.2, 1.3.5.
AUTOCOMPLETE = {"name": "name", "organisation": "organization", "email": "email", "phone": "tel"}
# Far above any rule of words; no count is shown, because the rule counts words.
LONG = MaxLengthValidator(20_000, "This must be 20,000 characters or fewer")


class PutForm(GovukForm):
    """What somebody puts to a meeting, by the rules that were published with it."""

    kind = forms.ChoiceField(label=gettext_lazy("What do you want to submit?"), widget=forms.RadioSelect)
    addressee = forms.ChoiceField(label=gettext_lazy("Who is it for?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("Your question, statement or petition"),
        validators=[LONG],
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    signatures = forms.IntegerField(
        label=gettext_lazy("How many people have signed? (petitions only)"),
        required=False,
        min_value=1,
        max_value=10_000_000,
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        help_text=gettext_lazy("Your name is printed in the minutes with what you submit."),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation you represent (optional)"), max_length=160, required=False
    )
    email = forms.EmailField(
        label=gettext_lazy("Your email address"),
        help_text=gettext_lazy(
            "We will send a link to this address for you to confirm it. It is not published."
        ),
    )
    phone = forms.CharField(label=gettext_lazy("Telephone (optional)"), max_length=40, required=False)
    comes_in_person = forms.BooleanField(
        label=gettext_lazy("I will attend the meeting and read it out myself"), required=False
    )
    is_eligible = forms.BooleanField(label=gettext_lazy("I meet the rules above"))
    # People never see this box; programs that fill in every box do.
    website = forms.CharField(label=gettext_lazy("Leave this box blank"), required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, data: Mapping[str, Any] | None = None, *, rules: Mapping[str, Any]) -> None:
        self.rules = rules
        super().__init__(data, initial={"form_key": str(uuid.uuid4())})
        _choose(
            self,
            "kind",
            [(kind, str(words)) for kind, words in PublicQuestion.Kind.choices if kind in rules["kinds"]],
        )
        names = {
            "panel": _("The panel"),
            "commissioner": _("The {commissioner}").format(commissioner=rules["commissioner"]),
        }
        _choose(self, "addressee", [(name, names[name]) for name in rules["addressees"]])
        if "petition" not in rules["kinds"]:
            del self.fields["signatures"]
        if not rules["is_for_locals"]:
            del self.fields["is_eligible"]
        for name, what in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = what
        if rules["words"]:
            self.fields["text"].help_text = _("{words} words at most").format(words=rules["words"])

    def clean_text(self) -> str:
        """Hold the text against the limit of words together with all other fields, not after them."""
        text = str(self.cleaned_data["text"])
        finding = length_finding(text, self.rules["words"])
        if not finding.is_met:
            raise forms.ValidationError(finding.sentence)
        return text

    @property
    def is_from_a_program(self) -> bool:
        """True when the box that people do not see was filled in."""
        return bool(self.cleaned_data.get("website"))

    def put(self) -> Put:
        """What was typed, for the action."""
        data = self.cleaned_data
        return Put(
            text=data["text"],
            name=data["name"],
            email=data["email"],
            kind=data["kind"],
            addressee=data["addressee"],
            organisation=data["organisation"],
            phone=data["phone"],
            comes_in_person=data["comes_in_person"],
            signatures=data.get("signatures"),
        )


class RecordForm(PutForm):
    """The same, recorded by the secretariat from a letter or a telephone call."""

    late_reason = forms.CharField(
        label=gettext_lazy("Why the Chair accepts it after the deadline (optional)"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only after the deadline. Without a reason it cannot be accepted late."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rules: Mapping[str, Any]) -> None:
        super().__init__(data, rules={**rules, "is_for_locals": False})
        del self.fields["website"]
        for name in AUTOCOMPLETE:
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["email"].required = False
        self.fields["name"].label = "Name"
        self.fields["email"].label = _("Email address (optional)")
        self.fields["organisation"].label = _("Organisation (optional)")
        self.fields["text"].label = _("Question, statement or petition")
        self.fields["comes_in_person"].label = _("They will attend and read it out themselves")
        self.fields["email"].help_text = self.fields["name"].help_text = ""


class AcceptForm(GovukForm):
    """Taking a question, under the name as it is printed."""

    printed_name = forms.CharField(label=gettext_lazy("Name as printed"), max_length=120)
    note = forms.CharField(
        label=gettext_lazy("Message to the questioner (optional)"), max_length=600, required=False
    )


class RejectForm(GovukForm):
    """Refusing a question, on one of the grounds."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Reason for not accepting it"),
        choices=[("", gettext_lazy("Choose")), *PublicQuestion.Ground.choices],
    )
    note = forms.CharField(
        label=gettext_lazy("Message to the questioner (optional)"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RedirectForm(GovukForm):
    """Passing a question on."""

    to = forms.CharField(
        label=gettext_lazy("Redirect to"),
        max_length=200,
        help_text=gettext_lazy("For example, the Chief Constable"),
    )
    note = forms.CharField(
        label=gettext_lazy("Message to the questioner (optional)"), max_length=600, required=False
    )


class AnswerForm(GovukForm):
    """What was answered, and how."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How was it answered?"),
        choices=PublicQuestion.Answer.choices,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"), validators=[LONG], widget=forms.Textarea(attrs={"rows": 6})
    )
    supplementary = forms.CharField(
        label=gettext_lazy("Supplementary question at the meeting (optional)"),
        validators=[LONG],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    supplementary_answer = forms.CharField(
        label=gettext_lazy("Answer to it (optional)"),
        validators=[LONG],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, question: PublicQuestion) -> None:
        initial = {
            "kind": question.answer_kind or PublicQuestion.Answer.ORAL,
            "answer": question.answer,
            "supplementary": question.supplementary,
            "supplementary_answer": question.supplementary_answer,
            "based_on": question.version,
        }
        super().__init__(data, initial=initial)


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Give a field these choices, none of them preselected; with only one there is nothing to choose."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
    if len(choices) == 1:
        field.initial = choices[0][0]
        field.widget = forms.HiddenInput()


class ShortNoticeForm(GovukForm):
    """When a meeting was convened that left no room for the clear days, and why."""

    day = DateField(label=gettext_lazy("Date it was convened"))
    time = TimeField(label=gettext_lazy("Time"), help_text=gettext_lazy("For example, 9.30 am"))
    reason = forms.CharField(
        label=gettext_lazy("Reason for the shorter notice"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The reason is printed on the notice and the agenda, for the public to read."),
    )

    def clean(self) -> dict[str, Any]:
        """The moment, beside what was typed."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("day") and data.get("time"):
            data["convened_at"] = timezone.make_aware(datetime.combine(data["day"], data["time"]))
        return data


class ElsewhereForm(GovukForm):
    """When agenda and minutes of a past meeting were published elsewhere."""

    agenda_on = DateField(
        label=gettext_lazy("Agenda published elsewhere on (optional)"),
        required=False,
        help_text=gettext_lazy("Clear days are counted from this day."),
    )
    minutes_on = DateField(label=gettext_lazy("Minutes published elsewhere on (optional)"), required=False)
