"""Forms of the agenda: one line, pasted lines, copying, the chair's answer."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import GovukForm, TimeField
from foundation.ui.paging import offered
from meetings.agenda.rules.agenda import PRESENTER_LIMIT, TITLE_LIMIT, TypedLine, read_lines
from meetings.minutes.actions.bringing import minutes_awaiting
from meetings.models import AgendaItem, Meeting
from meetings.models.agenda import Business, LineKind, Standing

COMMENT_LIMIT = 2000
LINE_LIMIT = 200


if TYPE_CHECKING:
    from meetings.models.meeting import MeetingQuerySet

    ManyMeetings = forms.ModelMultipleChoiceField[Meeting]
else:
    ManyMeetings = forms.ModelMultipleChoiceField


class MeetingChoices(ManyMeetings):
    """Meetings to tick, each with its type and day."""

    widget = forms.CheckboxSelectMultiple
    older_from: date | None = None

    def offer(self, found: "MeetingQuerySet", until: date | None, also: Any) -> None:
        """Take any of these, and show the latest of them, up to a day where one is asked for."""
        self.queryset = found
        shown = offered(found, day=lambda each: each.day, until=until, also=also or ())
        self.choices = [(each.pk, self.label_from_instance(each)) for each in shown.things]
        self.older_from = shown.older_from

    def label_from_instance(self, obj: Any) -> str:
        """The meeting's type and day."""
        return f"{obj.name}, {obj.day:%A %-d %B %Y}"


class ItemForm(GovukForm):
    """One line of the agenda."""

    title = forms.CharField(max_length=TITLE_LIMIT, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(
        label=gettext_lazy("Type of line"), choices=LineKind.choices, initial=LineKind.ITEM
    )
    business = forms.ChoiceField(
        label=gettext_lazy("How it is presented"), choices=Business.choices, initial=Business.REPORT
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing item"),
        choices=[("", gettext_lazy("None of these")), *Standing.choices],
        required=False,
        help_text=gettext_lazy("Its minute can then be drafted from the record"),
    )
    presenter = forms.CharField(label=gettext_lazy("Presenter"), max_length=PRESENTER_LIMIT, required=False)
    purpose = forms.CharField(
        label=gettext_lazy("Text under the title"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "What the meeting is asked to do. Oral items and the date of the next meeting get an "
            "automatic sentence"
        ),
    )
    not_before = TimeField(
        label=gettext_lazy("Not before"), required=False, help_text=gettext_lazy("For example, 2.30 pm")
    )
    label_override = forms.CharField(
        label=gettext_lazy("Different number"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Only if it is not the usual one. For example, 7A"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    minutes_of = MeetingChoices(
        label=gettext_lazy("Minutes to be confirmed"), queryset=Meeting.objects.none(), required=False
    )
    minutes_elsewhere = forms.CharField(
        label=gettext_lazy("Minutes kept outside Panelbook (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One on each line. For example, Meeting held on 28 March 2018"),
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, until: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["minutes_of"]
        assert isinstance(field, MeetingChoices)
        field.offer(Meeting.objects.before(meeting), until, self["minutes_of"].value())

    def clean_title(self) -> str:
        """The title on one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        """A title is needed, unless the item is called after the minutes it brings."""
        data: dict[str, Any] = super().clean() or {}
        needs_title = data.get("business") != Business.MINUTES or data.get("kind") != LineKind.ITEM
        if needs_title and "title" in data and not data["title"]:
            self.add_error("title", ValidationError(_("Enter a title")))
        return data

    def facts(self) -> Any:
        """What was typed, as the actions take it."""
        data = dict(self.cleaned_data)
        del data["based_on"]
        if data["business"] != Business.MINUTES:
            data["minutes_of"], data["minutes_elsewhere"] = [], ""
        return data | {"minutes_of": list(data["minutes_of"])}


def item_initial(item: AgendaItem) -> dict[str, Any]:
    """What the form of an item shows at first; an item for minutes proposes those that wait."""
    brought = list(item.minutes_of.all())
    if item.business == Business.MINUTES and not brought and not item.minutes_elsewhere:
        brought = minutes_awaiting(item.meeting)
    names = ("title", "kind", "business", "standing", "presenter", "purpose", "not_before", "label_override")
    return {name: getattr(item, name) for name in names} | {
        "minutes_of": [meeting.pk for meeting in brought],
        "minutes_elsewhere": item.minutes_elsewhere,
        "based_on": item.version,
    }


class LinesForm(GovukForm):
    """Several lines typed or pasted at once."""

    lines = forms.CharField(
        label=gettext_lazy("Paste or type a list, one item on each line"),
        help_text=gettext_lazy(
            "Start a line with “a)” for a sub-item, with # for a heading. Put the presenter after a "
            "bar: Title | Presenter. End the line with | oral if there is no paper"
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Enter at least one line")},
    )
    after = forms.ChoiceField(label=gettext_lazy("after"), required=False)

    def __init__(self, *args: Any, after: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("the last item")), *(after or [])]

    def with_places(self, after: list[tuple[str, str]]) -> "LinesForm":
        """The same form with the words of the places its lines can go behind."""
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("the last item")), *after]
        return self

    def clean_lines(self) -> str:
        """Refuse lines that cannot be used, with the sentence of each."""
        text: str = self.cleaned_data["lines"]
        if not _checked_lines(text):
            raise ValidationError(_("Enter at least one line"))
        return text


def _checked_lines(text: str) -> list[TypedLine]:
    """The lines as they will be read, or every problem in a sentence."""
    lines = read_lines(text)
    problems = [line.problem for line in lines if line.problem]
    if len(lines) > LINE_LIMIT:
        problems.append(
            _("These are {number:,} lines; {line_limit} is the most you can add at a time").format(
                number=len(lines), line_limit=LINE_LIMIT
            )
        )
    if problems:
        raise ValidationError(list(dict.fromkeys(problems)))
    return lines


class TemplateForm(GovukForm):
    """The lines of a template, as text; it may be empty."""

    lines = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy(
            "One item on each line. Start a line with # for a heading, with “a)” for a sub-item. "
            "Title | Presenter, and | oral when there is no paper. {chair} "
            "and {deputy} become the panel’s own "
            "words. Move a line by cutting and pasting it"
        ),
    )

    def clean_lines(self) -> str:
        """Refuse lines that cannot be used, with the sentence of each."""
        text: str = self.cleaned_data["lines"]
        _checked_lines(text)
        return text


class CopyForm(GovukForm):
    """Which earlier agenda to copy."""

    source = forms.ModelChoiceField(
        label=gettext_lazy("Copy from"), queryset=Meeting.objects.none(), empty_label=None
    )
    older_from: date | None = None

    def __init__(self, *args: Any, meeting: Meeting, until: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Meeting.objects.with_lines_like(meeting)
        shown = offered(field.queryset, day=lambda each: each.day, until=until)
        field.choices = [(each.pk, f"{each.name}, {each.day:%A %-d %B %Y}") for each in shown.things]
        self.older_from = shown.older_from


class MinutesItemsForm(GovukForm):
    """Meetings whose minutes each get an item of their own."""

    meetings = MeetingChoices(
        label=gettext_lazy("Minutes of"),
        queryset=Meeting.objects.none(),
        error_messages={"required": gettext_lazy("Select at least one meeting")},
    )

    older_from: date | None = None

    def __init__(self, *args: Any, meeting: Meeting, until: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["meetings"]
        assert isinstance(field, MeetingChoices)
        field.offer(Meeting.objects.before(meeting), until, self["meetings"].value())
        self.older_from = field.older_from


class CommentForm(GovukForm):
    """What goes with an agenda that is given back."""

    comment = forms.CharField(
        label=gettext_lazy("What should change"),
        max_length=COMMENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Enter what should change")},
    )
