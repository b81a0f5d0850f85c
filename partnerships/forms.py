"""The forms of partnerships, rounds and notes: they check shape; the rules decide the rest."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.roles import Role
from foundation.ui.forms import DateField, GovukForm
from meetings.models import AgendaItem, Meeting
from panels.models import Authority, Person
from partnerships.models import LinkMember
from partnerships.rules import THEMES

MOST_CHARACTERS = 60_000
LONG = forms.Textarea(attrs={"rows": 3})


class CSPForm(GovukForm):
    """A partnership's names and councils."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("For example, Cranmere Community Safety Partnership"),
    )
    short_name = forms.CharField(
        label=gettext_lazy("Short name"), max_length=80, help_text=gettext_lazy("For example, Cranmere")
    )
    authorities = forms.ModelMultipleChoiceField(
        Authority.objects.all(),
        label=gettext_lazy("Councils in its area"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class RoleForm(GovukForm):
    """Somebody who writes for a partnership, or chairs it."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("As it is printed. For example, Cllr Ann Lee"),
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address"), help_text=gettext_lazy("They will sign in with it")
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What they do for the partnership"),
        choices=[
            (Role.CSP_OFFICER.value, gettext_lazy("Writes the note")),
            (Role.CSP_CHAIR.value, gettext_lazy("Chairs the partnership and approves the note")),
        ],
        widget=forms.RadioSelect,
    )
    post = forms.CharField(label=gettext_lazy("Post (optional)"), max_length=160, required=False)
    starts_on = DateField(label=gettext_lazy("From"))


class LinkForm(GovukForm):
    """The panel member who links to a partnership."""

    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Panel member"))
    kind = forms.ChoiceField(
        label=gettext_lazy("How they are linked"), choices=LinkMember.Kind.choices, widget=forms.RadioSelect
    )
    starts_on = DateField(label=gettext_lazy("From"))

    def __init__(self, *args: Any, people: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(pk__in=list(people))  # type: ignore[attr-defined]


class LastDayForm(GovukForm):
    """The last day of a role or link."""

    ends_on = DateField(label=gettext_lazy("Last day"))


class QuestionForm(GovukForm):
    """One question of a set, in its place."""

    heading = forms.CharField(label=gettext_lazy("Short heading"), max_length=120, required=False)
    text = forms.CharField(label=gettext_lazy("Question"), max_length=500, required=False)
    help = forms.CharField(label=gettext_lazy("Help below the question"), required=False, widget=LONG)
    theme = forms.ChoiceField(
        label=gettext_lazy("Minimum theme"),
        required=False,
        choices=[("", gettext_lazy("None of them")), *((theme.key, theme.heading) for theme in THEMES)],
    )

    def clean(self) -> dict[str, Any]:
        """Heading and question belong together; a row without either is left out."""
        cleaned = super().clean() or {}
        if cleaned.get("text") and not cleaned.get("heading"):
            self.add_error("heading", _("Enter a short heading for this question"))
        if cleaned.get("heading") and not cleaned.get("text"):
            self.add_error("text", _("Enter the question, or delete its heading to remove it"))
        return cleaned


QuestionFormSet = formset_factory(QuestionForm, extra=1, max_num=30, validate_max=True)


class RoundForm(GovukForm):
    """For which meeting notes are asked, and a due day where the usual one does not suit."""

    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=gettext_lazy("Meeting"))
    due_on = DateField(
        label=gettext_lazy("Different due date (optional)"),
        required=False,
        help_text=gettext_lazy(
            "If you leave this blank, notes are due two weeks before the meeting, or as the panel’s "
            "settings say, and the date changes with the date of the meeting."
        ),
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class DueDayForm(GovukForm):
    """A due day set by hand; empty goes back to the usual one."""

    due_on = DateField(
        label=gettext_lazy("Due on"),
        required=False,
        help_text=gettext_lazy("Leave this blank to use the usual date."),
    )


class ItemForm(GovukForm):
    """On which item the paper is placed."""

    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=gettext_lazy("Item"), empty_label=None)
    note = forms.CharField(
        label=gettext_lazy("What is new in the paper?"),
        max_length=600,
        error_messages={"required": gettext_lazy("Enter what is new. It is printed in the supplement")},
        help_text=gettext_lazy(
            "The agenda has been published, so the paper will be published with the next supplement, "
            "which prints this. For example, The note of Cranmere, received after the agenda was published."
        ),
        widget=LONG,
    )

    def __init__(
        self, *args: Any, items: Iterable[tuple[AgendaItem, str]], is_published: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_published:
            del self.fields["note"]
        choices = [(item.pk, f"{label} {item.title}".strip()) for item, label in items]
        field = self.fields["item"]
        field.queryset = AgendaItem.objects.filter(pk__in=[pk for pk, __ in choices])  # type: ignore[attr-defined]
        # Nothing is chosen beforehand: the first line of an agenda is never the one for the notes.
        field.choices = [("", _("Select the item")), *choices]  # type: ignore[attr-defined]


class AnswerForm(GovukForm):
    """One theme's answer, with the number it was opened with."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"), required=False, widget=forms.Textarea(attrs={"rows": 9})
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, question: str, help: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].is_page_question = True  # type: ignore[attr-defined]
        self.fields["text"].label = question
        self.fields["text"].help_text = help

    def clean_text(self) -> str:
        """The answer, unless it is longer than a whole pack: no count is shown for a limit nobody meets."""
        text = str(self.cleaned_data["text"])
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(
                _("Answer must be {most_characters:,} characters or fewer").format(
                    most_characters=MOST_CHARACTERS
                )
            )
        return text


class WithholdForm(GovukForm):
    """Whether the other partnerships read a note."""

    is_withheld = forms.BooleanField(
        label=gettext_lazy("Do not show it to the other partnerships"), required=False
    )
    withheld_reason = forms.CharField(
        label=gettext_lazy("Reason (optional)"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Only the secretariat can read it."),
    )


class DecideForm(WithholdForm):
    """The chair's decision on a note; nothing is chosen beforehand."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("approve", gettext_lazy("Approve")), ("return", gettext_lazy("Return"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Select whether you approve the note or return it")},
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        help_text=gettext_lazy("Needed if you return the note"),
        widget=LONG,
    )
    field_order = ["is_withheld", "withheld_reason", "decision", "comment"]

    def __init__(self, *args: Any, officer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            ("approve", _("Approve. It is sent to the secretariat immediately")),
            ("return", _("Return to {officer} with a comment").format(officer=officer)),
        ]
        self.fields["comment"].label = _("Comment to {officer}").format(officer=officer)

    def clean(self) -> dict[str, Any]:
        """A note is returned only with words that say what should change."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "return" and not cleaned.get("comment"):
            self.add_error("comment", _("Enter what should change"))
        return cleaned


class PublicationForm(GovukForm):
    """Whether the words of a note go into the published paper."""

    is_published = forms.TypedChoiceField(
        label=gettext_lazy("Published paper"),
        choices=[
            ("yes", gettext_lazy("Print it in the published paper")),
            ("no", gettext_lazy("Leave it out of the published paper")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=500, widget=LONG)
