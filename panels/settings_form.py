"""The form that changes a body's dated settings."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from foundation.documents.pdf.languages import is_code
from foundation.ui.dates import long_day
from foundation.ui.forms import DateField, GovukModelForm, LinesField, TimeField
from panels import settings_labels as local
from panels.models import BodySettings
from panels.models.settings import DECISION_WORDS
from panels.models.settings_local import QUESTION_ADDRESSEES, QUESTION_KINDS
from panels.rules import colour_finding

MOST_DAYS = 60
NARROW, MIDDLE = "govuk-input--width-5", "govuk-input--width-20"
ROWS = {"letterhead": 2, "footer_block": 3, "filming_notice": 4, "how_to_attend": 3}
MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905

GROUPS = (
    (
        "Names",
        "name short_name host_authority commissioner_title commissioner_short_title chair_style deputy_style",
    ),
    ("For the public", "contact_name contact_phone contact_email how_to_attend filming_notice"),
    ("On paper", "letterhead footer_block accent_colour item_mark prints_blank_leaves"),
    (
        "Notice",
        "jurisdiction clear_days notice_cutoff excludes_s243_breaks extra_excluded_days csp_deadline_days",
    ),
    (
        "Papers",
        "paper_due_days paper_reminder_days supplement_paging added_item_label shows_page_gaps",
    ),
    (
        "Minutes",
        "minute_numbering minute_prefix resolved noted recommended agreed decided unanimous referred "
        "recommendations findings",
    ),
    *local.GROUPS,
    ("From when", "starts_on"),
)

WORDS = tuple(DECISION_WORDS)
FIELDS = [name for _, names in GROUPS for name in names.split() if name not in WORDS]


class DaysField(forms.CharField):
    """Numbers of days with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        """As it is typed: 7, 2, 0."""
        return ", ".join(str(days) for days in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Each number once, the greatest first; a sentence for what is none."""
        parts = str(super().to_python(value)).replace(",", " ").split()
        if not all(re.fullmatch(r"[0-9]{1,3}", part) and int(part) <= MOST_DAYS for part in parts):
            raise ValidationError(f"Enter numbers of days up to {MOST_DAYS}, like 7, 2, 0")
        return sorted({int(part) for part in parts}, reverse=True)


class ChoicesField(forms.MultipleChoiceField):
    """Which of a few things hold, at least one of them, as tick boxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, names: Sequence[str], field: str) -> None:
        super().__init__(
            choices=[(name, name.capitalize()) for name in names],
            label=local.LABELS[field],
            error_messages={"required": "Choose at least one"},
        )


class SettingsForm(GovukModelForm):
    """Every setting of a body, and the day from which it holds."""

    starts_on = DateField(
        label="From which day do these settings hold?",
        help_text="Packs and minutes of earlier days keep the settings of their own day.",
        error_messages={"required": "Enter the day from which these settings hold"},
    )
    notice_cutoff = TimeField(
        label="Publication after this hour counts as the next working day",
        help_text="The panel’s own rule, for example 5 pm",
    )
    extra_excluded_days = LinesField(
        label="Other days that do not count towards notice (optional)",
        required=False,
        help_text="One a line, like 19 September 2022. Weekends and bank holidays are known already.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    paper_reminder_days = DaysField(
        label="Authors are reminded this many days before (optional)",
        required=False,
        help_text="Such as 7, 2, 0: a week and two days before, on the day; once more when late.",
    )
    resolved = forms.CharField(label="Word above a decision", max_length=60)
    noted = forms.CharField(label="Word where something was noted", max_length=60)
    recommended = forms.CharField(label="Word above a recommendation", max_length=60)
    agreed = forms.CharField(label="Where something was agreed (optional)", max_length=60, required=False)
    decided = forms.CharField(label="Where something was decided (optional)", max_length=60, required=False)
    unanimous = forms.CharField(label="Where nobody was against (optional)", max_length=60, required=False)
    referred = forms.CharField(
        label="Where something was referred elsewhere (optional)", max_length=60, required=False
    )
    recommendations = forms.CharField(
        label="Above recommendations numbered 1, 2, 3 (optional)", max_length=60, required=False
    )
    findings = forms.CharField(
        label="Above findings numbered 1, 2, 3 (optional)", max_length=60, required=False
    )

    interest_kinds = LinesField(
        label=local.LABELS["interest_kinds"],
        help_text="One a line, as the members’ codes of conduct name them",
        error_messages={"required": "Enter at least one kind of interest"},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    question_kinds = ChoicesField(QUESTION_KINDS, "question_kinds")
    question_addressees = ChoicesField(QUESTION_ADDRESSEES, "question_addressees")
    question_deadline_time = TimeField(label=local.LABELS["question_deadline_time"])
    question_excluded_kinds = LinesField(
        label=local.LABELS["question_excluded_kinds"],
        required=False,
        help_text="One a line, such as Precept meeting or Confirmation hearing",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = BodySettings
        fields = FIELDS
        labels = {
            **local.LABELS,
            "name": "Name",
            "short_name": "Short name (optional)",
            "host_authority": "Council that hosts the panel (optional)",
            "commissioner_title": "Who is held to account",
            "commissioner_short_title": "In running text",
            "chair_style": "Chair and deputy",
            "deputy_style": "Another title for the deputy (optional)",
            "contact_name": "Contact for the public",
            "contact_phone": "Their telephone",
            "contact_email": "Their e-mail address",
            "letterhead": "Lines above the name on paper (optional)",
            "footer_block": "Address at the foot of pages",
            "how_to_attend": "How to attend",
            "filming_notice": "Filming notice (optional)",
            "accent_colour": "Colour",
            "jurisdiction": "England or Wales",
            "clear_days": "Clear days of notice",
            "excludes_s243_breaks": "The Easter and Christmas breaks do not count (the cautious reading)",
            "csp_deadline_days": "Partnerships’ notes are due this many days before a meeting",
            "paper_due_days": "Papers are due this many days before the last day to publish",
            "supplement_paging": "Page numbers of a supplement",
            "added_item_label": "Number of an item added after publication",
            "shows_page_gaps": "The public pack may leave out the page numbers of restricted papers",
            "minute_numbering": "How minutes are numbered",
            "minute_prefix": "Prefix of the numbers (optional)",
            "item_mark": "Mark at the top of a paper",
            "prints_blank_leaves": "Print pages that say they are left blank, so papers begin on the right",
        }
        help_texts = {
            **local.HELP_TEXTS,
            "letterhead": "Such as the council that hosts the panel",
            "accent_colour": "As # and six figures, like #4b2549. White words have to be readable on it.",
            "clear_days": "By law at least five in England and three in Wales",
            "item_mark": "{label} stands for the item’s number",
            "deputy_style": "Only where it differs from the usual",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.instance.decision_words
        for name in WORDS:
            self.fields[name].initial = words.get(name, DECISION_WORDS[name])
        days = sorted(self.instance.excluded_days())
        self.initial["extra_excluded_days"] = [f"{day.day} {day:%B %Y}" for day in days]
        for name, rows in ROWS.items():
            self.fields[name].widget.attrs["rows"] = rows
        for name in ("clear_days", "csp_deadline_days", "paper_due_days", "accent_colour", *local.NUMBERS):
            self.fields[name].widget.attrs["class"] = NARROW
        for name in ("short_name", "contact_phone", "minute_prefix", "commissioner_short_title"):
            self.fields[name].widget.attrs["class"] = MIDDLE

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, in the order of the page."""
        return [(heading, [self[name] for name in names.split()]) for heading, names in GROUPS]

    def clean_accent_colour(self) -> str:
        """A colour on which white words can be read."""
        colour = str(self.cleaned_data["accent_colour"]).strip().lower()
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            raise ValidationError("Enter a colour as # and six figures, like #4b2549")
        found = colour_finding(colour)
        if not found.is_met:
            raise ValidationError(f"{found.sentence} {found.remedy}")
        return colour

    def clean_clear_days(self) -> int:
        """A number of days that can be kept."""
        days = int(self.cleaned_data["clear_days"])
        if not 1 <= days <= 30:
            raise ValidationError("Clear days of notice must be between 1 and 30")
        return days

    def clean_quorum_denominator(self) -> int:
        """The figure below the line of a fraction that is at most the whole."""
        below, above = (
            int(self.cleaned_data["quorum_denominator"]),
            self.cleaned_data.get("quorum_numerator") or 0,
        )
        if not 0 < above <= below:
            raise ValidationError("Enter a fraction between nothing and the whole, such as 1 and 3")
        return below

    def clean_second_language(self) -> str:
        """The code of a language, as documents and whatever reads them aloud name it."""
        language = str(self.cleaned_data["second_language"]).strip()
        if language and not is_code(language):
            raise ValidationError("Enter the short code of the language, like cy for Welsh")
        return language

    def clean_paper_due_days(self) -> int:
        """A number of days that leaves time to write."""
        days = int(self.cleaned_data["paper_due_days"])
        if days > MOST_DAYS:
            raise ValidationError(f"Papers are due at most {MOST_DAYS} days before")
        return days

    def clean_extra_excluded_days(self) -> list[str]:
        """Each line as a date, in order."""
        return sorted({read_day(line).isoformat() for line in self.cleaned_data["extra_excluded_days"]})

    def changes(self) -> dict[str, Any]:
        """The settings typed, by field name, without the day."""
        words = {name: self.cleaned_data[name] for name in WORDS}
        kept = {n: v for n, v in self.cleaned_data.items() if n not in words and n != "starts_on"}
        return {**kept, "decision_words": {**self.instance.decision_words, **words}}

    def later(self, rows: list[BodySettings]) -> str:
        """A sentence about settings that already wait for a later day than the form's own."""
        first = next((row for row in rows if row.starts_on > self.instance.starts_on), None)
        return (
            f"Other settings take effect on {long_day(first.starts_on)} already; they stay." if first else ""
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
        raise ValidationError(f"“{text[:40]}” is not a date, like 19 September 2022") from None
