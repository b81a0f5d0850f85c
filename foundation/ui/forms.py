"""Forms with GOV.UK markup and plain sentences; what rooms import to build theirs."""

import re
from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.ui.fields import DateField, KnownDayField, LinesField, TimeField
from foundation.ui.rendering import GovukRenderer
from foundation.ui.sending import Part
from foundation.ui.words import lower_first

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

# The hidden field in which a form carries what it showed when it was opened, to join two people's words.
OPENED_WITH = "base"
# Words for what Django would otherwise say to a machine, around the label of the field.
_SENTENCES: dict[type[forms.Field], dict[str, str]] = {
    forms.IntegerField: {"invalid": gettext_noop("Enter “{}” as a whole number")},
    forms.DecimalField: {"invalid": gettext_noop("Enter “{}” as a number")},
    forms.EmailField: {"invalid": gettext_noop("Enter “{}” in full, for example name@example.org")},
    forms.URLField: {"invalid": gettext_noop("Enter “{}” in full, for example https://example.org")},
    forms.FileField: {
        "empty": gettext_noop("Select another file for “{}”: this one is empty"),
        "missing": gettext_noop("Select a file for “{}”"),
    },
    forms.ModelMultipleChoiceField: {"invalid_choice": gettext_noop("Select “{}” from the list")},
    forms.ModelChoiceField: {"invalid_choice": gettext_noop("Select “{}” from the list")},
    forms.MultipleChoiceField: {"invalid_choice": gettext_noop("Select “{}” from the list")},
    forms.ChoiceField: {"invalid_choice": gettext_noop("Select “{}” from the list")},
    TimeField: {"invalid": gettext_noop("Enter “{}” as a time, for example 1.30 pm")},
    # Before the field it comes from, whose sentences it has but this one.
    KnownDayField: {"incomplete": gettext_noop("Enter the year of “{}”, and the month if you enter a day")},
    DateField: {
        "incomplete": gettext_noop("Enter “{}” with a day, a month and a year"),
        "unreal": gettext_noop("Enter “{}” as a real date, for example 30 9 2026"),
        "year": gettext_noop("Enter “{}” with a year of 4 numbers, for example 2026"),
    },
}
_QUESTION = re.compile(r"(is|are|do|does|did|has|will|can)\b", re.IGNORECASE)
# Words that keep their capital inside a sentence.
_NAMES = ("Chair", "Vice-Chair", "Commissioner", "Word", "Welsh", "English", "Panel")
# A label that begins with one of these needs no “the” before it.
_COMPLETE = (
    "a",
    "an",
    "the",
    "your",
    "their",
    "how",
    "what",
    "when",
    "where",
    "which",
    "who",
    "whose",
    "whether",
)
# Labels that are no noun are quoted: they begin or end with one of these.
_NO_NOUN_FIRST = ("it", "they", "attending", "started")
_NO_NOUN_LAST = ("at", "by", "for", "from", "on", "to", "until")


def helper(submit: str) -> FormHelper:
    """A crispy helper with one green button."""
    made = FormHelper()
    made.attrs = {"novalidate": True}
    made.add_input(Submit("save", submit))
    return made


class GovukForm(forms.Form):
    """A form that says what is wrong in plain sentences and keeps what was typed.

    `opened_with`: what it showed when it was opened, signed; None where nothing is brought together.
    """

    use_required_attribute = False
    opened_with: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_sentences(self)

    @property
    def parts(self) -> list[Part]:
        """All that is sent with it, in page order; a form of several parts names them."""
        return [self]


class GovukModelForm(ModelForm):
    """The same for a form that follows a model's fields."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_sentences(self)


def plain_sentences(form: forms.BaseForm) -> None:
    """Replace Django's standard error words by sentences that say what to do; a field's own words stay."""
    form.label_suffix = ""
    for name, field in form.fields.items():
        label = str(field.label or name.replace("_", " ").capitalize()).removesuffix("(optional)").strip()
        _replace_standard(field, "required", _required_sentence(field, label))
        for cls, sentences in _SENTENCES.items():
            if isinstance(field, cls):
                for code, sentence in sentences.items():
                    _replace_standard(field, code, _(sentence).format(label))
        _say_how_long(field, label)
        _keep_figures_as_typed(field)


def _required_sentence(field: forms.Field, label: str) -> str:
    """What to do about an empty field."""
    is_question = label.endswith("?") or _QUESTION.match(label)
    if isinstance(field, forms.FileField):
        return _("Select a file for “{label}”").format(label=label)
    if isinstance(field, forms.BooleanField):
        return _("Select “{label}”").format(label=label)
    if isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)):
        return (
            _("Select at least one answer to “{label}”").format(label=label)
            if is_question
            else _("Select at least one of “{label}”").format(label=label)
        )
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return (
            _("Select an answer to “{label}”").format(label=label)
            if is_question
            else _("Select {in_a_sentence}").format(in_a_sentence=in_a_sentence(label))
        )
    return (
        _("Enter an answer to “{label}”").format(label=label)
        if is_question
        else _("Enter {in_a_sentence}").format(in_a_sentence=in_a_sentence(label))
    )


def in_a_sentence(label: str) -> str:
    """A label as it reads after “Enter” or “Select”: the name, your name, “Signed on”."""
    words = label.split() or [""]
    first = words[0].lower()
    if first in _NO_NOUN_FIRST or words[-1].lower() in _NO_NOUN_LAST:
        return f"“{label}”"
    is_name = words[0].removesuffix("’s").rstrip(",") in _NAMES or words[0][1:2].isupper()
    said = label if is_name else lower_first(label)
    return said if first in _COMPLETE else _("the {said}").format(said=said)


def _replace_standard(field: forms.Field, code: str, sentence: str) -> None:
    """Set an error sentence unless the form gave its own; a second call changes nothing."""
    standard: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        standard.update(getattr(cls, "default_error_messages", {}))
    if str(field.error_messages.get(code)) == str(standard.get(code)):
        field.error_messages[code] = sentence


def _say_how_long(field: forms.Field, label: str) -> None:
    """Give the length limit of a text a sentence that says how much is too much."""
    limit = getattr(field, "max_length", None)
    if not limit or not isinstance(field, forms.CharField):
        return
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = (
                f"{label} must be {limit:,} characters or fewer. It is %(show_value)d characters now"
            )


def _keep_figures_as_typed(field: forms.Field) -> None:
    """Ask for numbers in a text box: a browser's own number box throws away what it cannot read."""
    if type(field.widget) is forms.NumberInput:
        attrs = {k: v for k, v in field.widget.attrs.items() if k not in ("min", "max", "step")}
        is_whole = type(field) is forms.IntegerField
        attrs.setdefault("inputmode", "numeric" if is_whole else "decimal")
        if "class" not in attrs:
            attrs["class"] = "govuk-input--width-5"
        field.widget = forms.TextInput(attrs)


def summary_of(*things: "forms.BaseForm | BaseFormSet[Any] | list[Any] | None") -> list[tuple[str, str]]:
    """Every error of forms, formsets and lists of forms as (id of the input, or nothing; the sentence)."""
    lines: list[tuple[str, str]] = []
    for thing in things:
        if isinstance(thing, list):
            lines += summary_of(*thing)
            continue
        if isinstance(thing, BaseFormSet):
            lines += [("", str(error)) for error in thing.non_form_errors()] if thing.is_bound else []
            lines += summary_of(*thing.forms)
        elif thing is not None and thing.is_bound:
            lines += [("", str(error)) for error in thing.non_field_errors()]
            lines += [
                (getattr(field, "first_id", field.id_for_label), str(error))
                for field in thing
                for error in field.errors
            ]
    return lines
