"""Fields for what people type: dates in three parts, times as they are said, a list a line."""

import re
from datetime import date, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from foundation.ui.dates import KnownDay, clock_time
from foundation.ui.words import whole_number


class DateWidget(forms.MultiWidget):
    """Three short inputs: day, month, year."""

    template_name = "govuk/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            for name in ("day", "month", "year")
        }
        super().__init__(parts, attrs)

    def decompress(self, value: date | str | None) -> list[Any]:
        """The three parts of a day."""
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            value = date.fromisoformat(value)
        if isinstance(value, KnownDay):
            return [None, value.month if value.known == "month" else None, value.year]
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class DateField(forms.MultiValueField):
    """A day typed as day, month and year; months may be words ("September", "sep")."""

    widget = DateWidget
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Enter the date"),
        "incomplete": gettext_lazy("Enter a day, a month and a year"),
        "unreal": gettext_lazy("Enter a real date, for example 30 9 2026"),
        "year": gettext_lazy("Year must include 4 numbers, for example 2026"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields=[forms.CharField(), forms.CharField(), forms.CharField()], **kwargs)
        self.require_all_fields = False

    def clean(self, value: Any) -> date | None:
        """The day, or a sentence that names the part which is missing or not real."""
        if isinstance(value, date):
            return value
        parts = _typed_parts(value)
        if not any(parts):
            if self.required:
                raise self._refusal("required")
            return None
        if not all(parts):
            raise self._refusal("incomplete")
        try:
            day = date(_whole(parts[2]), _month(parts[1]), _whole(parts[0]))
        except (ValueError, OverflowError):
            raise self._refusal("unreal") from None
        if not 1900 <= day.year <= 2200:
            raise self._refusal("year")
        self.run_validators(day)
        return day

    def _refusal(self, code: str) -> ValidationError:
        """The sentence of a code."""
        return ValidationError(self.error_messages[code], code=code)

    def wrong_part(self, value: Any) -> int:
        """Which part the reader should mend: the first that is empty or no number, else the day."""
        parts = _typed_parts(value)
        if not any(parts):
            return 0
        if "" in parts:
            return parts.index("")
        checks = (
            1 <= (whole_number(parts[0]) or 0) <= 31,
            _is_month(parts[1]),
            1900 <= (whole_number(parts[2]) or 0) <= 2200,
        )
        return checks.index(False) if False in checks else 0


COUNTS_FROM_ITS_BEGINNING = gettext_lazy(
    "Leave the day blank if only the month is known. It then counts from the first day of that month."
)
COUNTS_TO_ITS_END = gettext_lazy(
    "Leave the day blank if only the month is known. It then counts through the last day of that month."
)


class KnownDayField(DateField):
    """A day of which perhaps only the month or the year is known: what is not known is left empty.

    Gives the first day that it can be, or with `is_last` the last one, as a `KnownDay`.
    """

    default_error_messages: ClassVar[dict[str, Any]] = {
        "incomplete": gettext_lazy("Enter the year, and the month if you enter a day"),
    }

    def __init__(self, *, is_last: bool = False, **kwargs: Any) -> None:
        hint = COUNTS_TO_ITS_END if is_last else COUNTS_FROM_ITS_BEGINNING
        own = kwargs.get("help_text", "")
        kwargs["help_text"] = format_lazy("{} {}", own, hint) if own else hint
        super().__init__(**kwargs)
        self.is_last = is_last

    def clean(self, value: Any) -> date | None:
        """The day; of a month or a year alone its first or last one."""
        if isinstance(value, date):
            return value
        day, month, year = _typed_parts(value)
        if day or not year:
            return super().clean(value)
        first = super().clean(["1", month or ("12" if self.is_last else "1"), year])
        assert first is not None
        last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return KnownDay.of(last if self.is_last else first, "month" if month else "year")

    def wrong_part(self, value: Any) -> int:
        """Which part the reader should mend: an empty day or month may be meant."""
        day, month, year = _typed_parts(value)
        if day or not year:
            return super().wrong_part(value) if day and year else 2 if month or day else 0
        return 1 if month and not _is_month(month) else 2


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _typed_parts(value: Any) -> list[str]:
    """What was typed in the three parts, without the spaces."""
    parts = [str(part or "").strip() for part in value or []]
    return (parts + ["", "", ""])[:3]


def _whole(text: str) -> int:
    """A whole number of at most four plain figures."""
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(text)
    return int(text)


def _month(text: str) -> int:
    """A month as a number or as its name."""
    word = text.lower()[:3]
    return _MONTHS.index(word) + 1 if word in _MONTHS else _whole(text)


def _is_month(text: str) -> bool:
    """True for something that can be a month."""
    try:
        return 1 <= _month(text) <= 12
    except ValueError:
        return False


class TimeField(forms.Field):
    """A time as people write it: "1.30 pm", "13:30", "1330", "2pm", "noon", "midnight"."""

    widget = forms.TextInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": gettext_lazy("Enter a time, for example 1.30 pm")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-5"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A time in words; what was typed stays as typed."""
        return clock_time(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        """The time, or a sentence that shows how to write one."""
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        found = read_time(str(value))
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """True when another time was typed."""
        return self.prepare_value(initial) != data if data else bool(initial)


_TIME = re.compile(r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")


def read_time(text: str) -> time | None:
    """The time a person wrote, or nothing when it is none."""
    words = " ".join(text.replace("\u00a0", " ").lower().split())
    if words in ("noon", "12 noon", "midday"):
        return time(12)
    if words == "midnight":
        return time(0)
    match = _TIME.fullmatch(words)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class LinesField(forms.CharField):
    """A list typed one thing a line; empty lines do not count."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(strip=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A list as lines; what was typed stays as typed."""
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:
        """The lines that say something, without the spaces around them."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if self.required and not lines:
            raise ValidationError(self.error_messages["required"], code="required")
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        """True when other lines were typed."""
        return (self.prepare_value(initial) or "") != (data or "").replace("\r\n", "\n")
