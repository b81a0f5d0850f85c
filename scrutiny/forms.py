"""The forms of inquiries: they check shape; the rules decide the rest."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import DateField, GovukForm
from meetings.models import AgendaItem, Meeting
from panels.models import Body
from scrutiny.models import Inquiry, Section, Session, Witness
from scrutiny.rules import parse_month

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_CHARACTERS = 60_000


class MonthField(forms.CharField):
    """A month typed in words or figures: "October 2026", "10/2026"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-10"}))
        super().__init__(max_length=40, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A month in words; what was typed stays as typed."""
        return f"{value:%B %Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The first day of the month, or None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_month(text)
        except ValueError:
            raise ValidationError(_("Enter a month and year, for example October 2026")) from None


def no_longer_than_a_pack(text: str) -> None:
    """Refuse what no page could hold; no count is shown for a limit nobody meets."""
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(
            _("Text must be {most_characters:,} characters or fewer").format(most_characters=MOST_CHARACTERS)
        )


def _text(
    label: "StrOrPromise", rows: int = 4, *, required: bool = False, help_text: "StrOrPromise" = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        required=required,
        widget=widget,
        help_text=help_text,
        validators=[no_longer_than_a_pack],
    )


class VersionedForm(GovukForm):
    """A form that remembers which version it was opened with; 0 for something new."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def clean_based_on(self) -> int:
        """The version, 0 when the page did not say."""
        return int(self.cleaned_data.get("based_on") or 0)


class InquiryForm(VersionedForm):
    """What an inquiry is called, what it follows, and when its report is expected."""

    body = forms.ModelChoiceField(Body.objects.none(), label=gettext_lazy("Body"), empty_label=None)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    predecessor = forms.ModelChoiceField(
        Inquiry.objects.none(), label=gettext_lazy("Follows an earlier inquiry (optional)"), required=False
    )
    predecessor_words = forms.CharField(
        label=gettext_lazy("Or an earlier report (optional)"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Its title and the date it was published"),
    )
    report_month = MonthField(
        label=gettext_lazy("Final report expected (optional)"),
        required=False,
        help_text=gettext_lazy("For example, March 2027"),
    )

    def __init__(
        self, *args: Any, bodies: QuerySet[Body] | None, earlier: QuerySet[Inquiry], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessor"].queryset = earlier  # type: ignore[attr-defined]
        if bodies is None:
            del self.fields["body"]
            return
        field: Any = self.fields["body"]
        field.queryset = bodies
        field.label_from_instance = _name_of
        if len(bodies) == 1:
            field.initial = bodies[0].pk
            field.widget = forms.HiddenInput()


class SectionForm(VersionedForm):
    """One section: heading, paragraphs, and what it also prints."""

    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=200)
    text = _text(
        gettext_lazy("Paragraphs"),
        14,
        help_text=gettext_lazy(
            "Leave a blank line to start a new numbered paragraph. Start a line with a hyphen for a "
            "point under it. Numbers are added automatically."
        ),
    )
    shows = forms.ChoiceField(
        label=gettext_lazy("This section also prints"), choices=Section.Shows.choices, required=False
    )


class ScopeItemForm(VersionedForm):
    """One thing the inquiry looks at."""

    text = _text(gettext_lazy("What the inquiry looks at"), required=True)


class OutcomeForm(VersionedForm):
    """One sign of success."""

    text = _text(gettext_lazy("What success would look like"), required=True)
    plan = forms.CharField(
        label=gettext_lazy("Plan or priority it serves (optional)"), max_length=300, required=False
    )


class ConsulteeForm(VersionedForm):
    """Somebody consulted on the terms."""

    post = forms.CharField(label=gettext_lazy("Post or organisation"), max_length=300)
    name = forms.CharField(label=gettext_lazy("Name (optional)"), max_length=200, required=False)
    rule = forms.CharField(
        label=gettext_lazy("Rule that requires it (optional)"), max_length=200, required=False
    )
    asked_on = DateField(label=gettext_lazy("Asked on"), required=False)
    response = _text(gettext_lazy("What they said"))
    sent_nothing = forms.BooleanField(label=gettext_lazy("No response was received"), required=False)

    def clean(self) -> dict[str, Any]:
        """A response, or none: not both."""
        cleaned = super().clean() or {}
        if cleaned.get("response") and cleaned.get("sent_nothing"):
            self.add_error("sent_nothing", _("Enter the response, or select that none was received"))
        return cleaned


class SessionForm(VersionedForm):
    """One session: when, of which kind, about what."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Session.Kind.choices, widget=forms.RadioSelect
    )
    is_formal = forms.BooleanField(
        label=gettext_lazy("A formal meeting of the body, with agenda and notice"), required=False
    )
    first_month = MonthField(
        label=gettext_lazy("Month"),
        help_text=gettext_lazy("For example, October 2026. Enter the first month if there may be several"),
    )
    last_month = MonthField(label=gettext_lazy("Last month (optional)"), required=False)
    held_on = DateField(label=gettext_lazy("Date, once it is known (optional)"), required=False)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=gettext_lazy("Meeting, once it is scheduled (optional)"), required=False
    )
    business = _text(
        gettext_lazy("Business"),
        help_text=gettext_lazy("End with a colon to have the scope items listed under it"),
    )
    scope_items: Any = forms.ModelMultipleChoiceField(
        None, label=gettext_lazy("Scope items covered"), required=False, widget=forms.CheckboxSelectMultiple
    )
    places = _text(
        gettext_lazy("Places to be visited (optional)"), 3, help_text=gettext_lazy("Enter one on each line")
    )

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["scope_items"].queryset = inquiry.scope_items.all()
        meetings = Meeting.objects.filter(body_id=inquiry.body_id).order_by("-starts_at")
        fields["meeting"].queryset = meetings.exclude(status__in=Meeting.OFF)

    def clean(self) -> dict[str, Any]:
        """A range of months runs forward; the same month twice is one month."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_month"), cleaned.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", _("The last month must come after the first"))
        if first == last:
            cleaned["last_month"] = None
        return cleaned


class WitnessForm(VersionedForm):
    """A post, organisation or group that may give evidence."""

    post = forms.CharField(label=gettext_lazy("Post, organisation or group"), max_length=300)
    name = forms.CharField(label=gettext_lazy("Name (optional)"), max_length=200, required=False)
    is_group = forms.BooleanField(label=gettext_lazy("Represents a group of people"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Position"), choices=Witness.State.choices, widget=forms.RadioSelect
    )
    sessions: Any = forms.ModelMultipleChoiceField(
        None, label=gettext_lazy("Sessions"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, inquiry: Inquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sessions"].queryset = inquiry.sessions.all()  # type: ignore[attr-defined]


class AgreeForm(GovukForm):
    """Which meeting agreed the terms, or where else; and a reason to go on all the same."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=gettext_lazy("Agreed at the meeting"),
        required=False,
        empty_label=gettext_lazy("Not one of our meetings"),
        help_text=gettext_lazy("The meeting whose minutes record that the terms were agreed"),
    )
    elsewhere = forms.CharField(
        label=gettext_lazy("Or agreed elsewhere (optional)"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Who agreed them, and the date"),
    )
    reason = _text(gettext_lazy("Reason for agreeing without this"), 3)

    def __init__(self, *args: Any, meetings: "QuerySet[Meeting]", needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        if needs_reason:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class PlaceForm(GovukForm):
    """On which item of which meeting the terms are placed, and under which mark."""

    item = forms.ChoiceField(label=gettext_lazy("Item"))
    appendix = forms.CharField(
        label=gettext_lazy("Mark (optional)"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("For example, Appendix 1"),
    )

    def __init__(self, *args: Any, items: Iterable[tuple[AgendaItem, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        self.items = {}
        for item, label in items:
            words = f"{label} {item.title}".strip()
            groups.setdefault(str(item.meeting), []).append((str(item.pk), words))
            self.items[str(item.pk)] = item
        self.fields["item"].choices = [("", _("Select the item")), *groups.items()]  # type: ignore[attr-defined]

    def clean_item(self) -> AgendaItem:
        """The item itself."""
        return self.items[self.cleaned_data["item"]]


def _name_of(body: Body) -> str:
    rows = sorted(body.dated_settings.all(), key=lambda row: row.starts_on)
    return rows[-1].name if rows else body.slug
