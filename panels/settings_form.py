"""The form that changes a few of a body's dated settings: those of one group."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.documents.pdf.languages import is_code
from foundation.ui.dates import long_day
from foundation.ui.forms import DateField, GovukModelForm, LinesField, TimeField, plain_sentences
from panels import settings_labels as words
from panels.models import BodySettings
from panels.models.settings import DECISION_WORDS
from panels.models.settings_local import QUESTION_ADDRESSEES, QUESTION_KINDS
from panels.rules import colour_finding
from panels.settings_labels import HELP_TEXTS, LABELS, Group

MOST_DAYS = 60
# Days are counted forward and back from a meeting, so that their number has an end; other numbers, too.
MOST_OF = {"question_keep_days": 3650, "question_words": 10_000}
MOST_OF_OTHERS = 366
NARROW, MIDDLE = "govuk-input--width-5", "govuk-input--width-20"
ROWS = {"letterhead": 4, "footer_block": 3, "filming_notice": 4, "how_to_attend": 3}
MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
DECISIONS = tuple(DECISION_WORDS)
NEEDED_WORDS = ("resolved", "noted", "recommended")
# Contacts beside the usual one: what each part is called, and how long it may be.
MORE_CONTACTS = 3
PARTS = {
    "purpose": ("For", 60),
    "name": ("Name", 120),
    "phone": ("Telephone", 40),
    "email": ("Email address", 254),
}
# Settings that are kept together in one column are fields of their own here.
NOT_MODEL_FIELDS = {*DECISIONS, "other_contacts"}


@dataclass(frozen=True, slots=True)
class Block:
    """Fields of the form that belong together; the first ones have no heading."""

    heading: str
    fields: list[forms.BoundField]
    is_open: bool = True


class DaysField(forms.CharField):
    """Numbers of days with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        """As it is typed: 7, 2, 0."""
        return ", ".join(str(days) for days in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Each number once, the greatest first; a sentence for what is none."""
        parts = str(super().to_python(value)).replace(",", " ").split()
        if not all(re.fullmatch(r"[0-9]{1,3}", part) and int(part) <= MOST_DAYS for part in parts):
            raise ValidationError(
                _("Enter numbers of days up to {most_days}, for example 7, 2, 0").format(most_days=MOST_DAYS)
            )
        return sorted({int(part) for part in parts}, reverse=True)


class PlacesField(forms.CharField):
    """A text in which words in square brackets stand for a value; it is stored with the names of programs."""

    def __init__(self, name: str, *, longest: int, **kwargs: Any) -> None:
        self.places, self.longest = words.PLACES[name], longest
        super().__init__(label=_(LABELS[name]), help_text=_(HELP_TEXTS[name]), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """With the words that are typed."""
        for stored, typed in self.places.items():
            value = value.replace(stored, typed) if isinstance(value, str) else value
        return value

    def to_python(self, value: Any) -> Any:
        """With the names that are stored; a sentence for brackets with anything else in them."""
        text = str(super().to_python(value))
        rest = text
        for stored, typed in self.places.items():
            text, rest = text.replace(typed, stored), rest.replace(typed, "").replace(stored, "")
        if re.search(r"[][{}]", rest):
            usable = " or ".join(self.places.values())
            raise ValidationError(_("In brackets, enter only {usable}").format(usable=usable))
        if len(text) > self.longest:
            raise ValidationError(
                _("{label} must be {longest} characters or fewer").format(
                    label=self.label, longest=self.longest
                )
            )
        return text


class ChoicesField(forms.MultipleChoiceField):
    """Which of a few things hold, at least one of them, as tick boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, names: Sequence[str], field: str) -> None:
        super().__init__(
            choices=[(name, name.capitalize()) for name in names],
            label=_(LABELS[field]),
            error_messages={"required": _("Select at least one")},
        )


def _lines(name: str, rows: int, **more: Any) -> LinesField:
    """A list of the settings, one on each line."""
    return LinesField(
        label=LABELS[name], help_text=HELP_TEXTS[name], widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class SettingsForm(GovukModelForm):
    """The settings of one group, and the day from which they hold."""

    notice_cutoff = TimeField(label=LABELS["notice_cutoff"], help_text=HELP_TEXTS["notice_cutoff"])
    extra_excluded_days = _lines("extra_excluded_days", 3, required=False)
    paper_reminder_days = DaysField(
        label=LABELS["paper_reminder_days"], required=False, help_text=HELP_TEXTS["paper_reminder_days"]
    )
    item_mark = PlacesField("item_mark", longest=60)
    minute_suffix = PlacesField("minute_suffix", longest=40, required=False)
    letterhead = forms.CharField(
        label=LABELS["letterhead"],
        help_text=HELP_TEXTS["letterhead"],
        required=False,
        strip=False,
        widget=forms.Textarea,
    )
    interest_kinds = _lines(
        "interest_kinds", 5, error_messages={"required": gettext_lazy("Enter at least one kind of interest")}
    )
    question_kinds = ChoicesField(QUESTION_KINDS, "question_kinds")
    question_addressees = ChoicesField(QUESTION_ADDRESSEES, "question_addressees")
    question_deadline_time = TimeField(label=LABELS["question_deadline_time"])
    question_excluded_kinds = _lines("question_excluded_kinds", 2, required=False)
    starts_on = DateField(
        label=gettext_lazy("Date these settings take effect"),
        help_text=gettext_lazy("Packs and minutes of meetings before this date are not changed."),
        error_messages={"required": gettext_lazy("Enter the date these settings take effect")},
    )

    class Meta:
        model = BodySettings
        fields = (*(name for name in words.every_name() if name not in NOT_MODEL_FIELDS), "starts_on")
        labels = LABELS
        help_texts = HELP_TEXTS

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.was = {name: getattr(self.instance, name) for name in group.names if name not in DECISIONS}
        if set(group.names) & set(DECISIONS):
            self.was["decision_words"] = dict(self.instance.decision_words)
        for name in set(self.fields) - {*group.names, "starts_on"}:
            del self.fields[name]
        self._add_words()
        if "other_contacts" in group.names:
            self._add_contacts()
        self.order_fields([*group.names, *(name for name in self.fields if name != "starts_on"), "starts_on"])
        self._sizes()
        self._limits()
        # Those that were added have plain sentences, too.
        plain_sentences(self)

    def _add_words(self) -> None:
        """The words above decisions, which are kept in one column."""
        kept = self.instance.decision_words
        for name in self.group.names:
            if name in DECISIONS:
                self.fields[name] = forms.CharField(
                    label=_(LABELS[name]),
                    max_length=60,
                    required=name in NEEDED_WORDS,
                    initial=kept.get(name, DECISION_WORDS[name]),
                )

    def _add_contacts(self) -> None:
        """Fields for a few more contacts, which are kept in one column."""
        for number in range(MORE_CONTACTS):
            kept = dict(enumerate(self.instance.other_contacts)).get(number, {})
            for part, (label, longest) in PARTS.items():
                self.fields[f"contact_{number}_{part}"] = forms.CharField(
                    label=label,
                    max_length=longest,
                    required=False,
                    initial=kept.get(part, ""),
                    help_text=_("For example, the press or members") if part == "purpose" else "",
                )

    def _limits(self) -> None:
        """The most that a number can be."""
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField):
                most = MOST_OF.get(name, MOST_OF_OTHERS)
                field.validators.append(
                    MaxValueValidator(
                        most, _("{field} must be {most} or less").format(field=field.label, most=most)
                    )
                )

    def _sizes(self) -> None:
        for name, rows in ROWS.items():
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = rows
        if "extra_excluded_days" in self.fields:
            days = sorted(self.instance.excluded_days())
            self.initial["extra_excluded_days"] = [f"{day.day} {day:%B %Y}" for day in days]
        for name in {*words.NUMBERS, "accent_colour"} & set(self.fields):
            self.fields[name].widget.attrs["class"] = NARROW
        for name in {"short_name", "contact_phone", "minute_prefix", "commissioner_short_title"} & set(
            self.fields
        ):
            self.fields[name].widget.attrs["class"] = MIDDLE

    def blocks(self) -> list[Block]:
        """The fields in the order of the page: the settings, more contacts folded until wanted, the date."""
        more = [name for name in self.fields if name.startswith("contact_") and name not in self.group.names]
        first = [self[name] for name in self.fields if name not in more and name != "starts_on"]
        found = [Block("", first)]
        for number, label in enumerate(("Second", "Third", "Fourth")[: len(more) // len(PARTS)]):
            fields = [self[f"contact_{number}_{part}"] for part in PARTS]
            is_open = any(field.value() or field.errors for field in fields)
            found.append(Block(_("{label} contact").format(label=label), fields, is_open))
        return [*found, Block("", [self["starts_on"]])]

    def places(self) -> dict[str, list[str]]:
        """What a button puts into a field, by the field's name."""
        return {name: list(words.PLACES[name].values()) for name in self.group.names if name in words.PLACES}

    def clean(self) -> dict[str, Any]:
        """Each further contact says whom to ask and how."""
        data = super().clean() or self.cleaned_data
        if "other_contacts" not in self.group.names:
            return data
        found = []
        for number in range(MORE_CONTACTS):
            typed = {part: str(data.get(f"contact_{number}_{part}", "")) for part in PARTS}
            if any(typed.values()):
                self._check_contact(number, typed)
                found.append(typed)
        data["other_contacts"] = found
        return data

    def _check_contact(self, number: int, typed: dict[str, str]) -> None:
        if not typed["name"]:
            self.add_error(f"contact_{number}_name", _("Enter the name of the contact"))
        if not typed["phone"] and not typed["email"]:
            self.add_error(f"contact_{number}_phone", _("Enter a telephone number or an email address"))
        if typed["email"]:
            try:
                validate_email(typed["email"])
            except ValidationError:
                self.add_error(
                    f"contact_{number}_email", _("Enter an email address, for example name@example.org")
                )

    def clean_accent_colour(self) -> str:
        """A colour on which white words can be read."""
        colour = str(self.cleaned_data["accent_colour"]).strip().lower()
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            raise ValidationError(_("Enter a colour as # and six numbers or letters, for example #4b2549"))
        found = colour_finding(colour)
        if not found.is_met:
            raise ValidationError(f"{found.sentence} {found.remedy}")
        return colour

    def clean_clear_days(self) -> int:
        """A number of days that can be kept."""
        days = int(self.cleaned_data["clear_days"])
        if not 1 <= days <= 30:
            raise ValidationError(_("Clear days of notice must be between 1 and 30"))
        return days

    def clean_quorum_denominator(self) -> int:
        """The figure below the line of a fraction that is at most the whole."""
        below, above = (
            int(self.cleaned_data["quorum_denominator"]),
            self.cleaned_data.get("quorum_numerator") or 0,
        )
        if not 0 < above <= below:
            raise ValidationError(
                _("Enter a fraction that is more than 0 and not more than 1, for example 1 and 3")
            )
        return below

    def clean_second_language(self) -> str:
        """The code of a language, as documents and whatever reads them aloud name it."""
        language = str(self.cleaned_data["second_language"]).strip()
        if language and not is_code(language):
            raise ValidationError(_("Enter the short code of the language, for example cy for Welsh"))
        return language

    def clean_paper_due_days(self) -> int:
        """A number of days that leaves time to write."""
        days = int(self.cleaned_data["paper_due_days"])
        if days > MOST_DAYS:
            raise ValidationError(
                _("Papers are due at most {most_days} days before").format(most_days=MOST_DAYS)
            )
        return days

    def clean_extra_excluded_days(self) -> list[str]:
        """Each line as a date, in order."""
        return sorted({read_day(line).isoformat() for line in self.cleaned_data["extra_excluded_days"]})

    def changes(self) -> dict[str, Any]:
        """The settings that were typed otherwise than they were, by field name, without the day."""
        typed = {name: value for name, value in self.cleaned_data.items() if name in self.was}
        if "decision_words" in self.was:
            above = {name: self.cleaned_data[name] for name in self.group.names if name in DECISIONS}
            typed["decision_words"] = {**self.was["decision_words"], **above}
        return {name: value for name, value in typed.items() if value != self.was[name]}

    def shown(self) -> BodySettings:
        """The settings as they would be with what is typed, to show what it does; never saved."""
        for name, value in self.changes().items():
            setattr(self.instance, name, value)
        row: BodySettings = self.instance
        return row


def later_sentence(rows: Sequence[BodySettings], day: date) -> str:
    """A sentence about settings that are recorded for a later day than this one."""
    first = next((row for row in rows if row.starts_on > day), None)
    if first is None:
        return ""
    when = long_day(first.starts_on)
    return _("Settings that take effect on {when} are already recorded. They are not changed.").format(
        when=when
    )


def read_day(text: str) -> date:
    """The date of a line such as "19 September 2022" or "2022-09-19"; a sentence when it is none."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
        day, month, year = text.replace(",", " ").split()[-3:]
        found = [n for n, name in enumerate(MONTHS, 1) if len(month) >= 3 and name.startswith(month.lower())]
        return date(int(year), found[0] if found else int(month), int(day))
    except ValueError:
        raise ValidationError(
            _("“{text}” is not a date. For example, enter 19 September 2022").format(text=text[:40])
        ) from None
