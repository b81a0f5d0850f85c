"""Forms that start, ask for, upload, send back and place papers."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from foundation.accounts.models import User
from foundation.documents.processes import limits
from foundation.documents.vetting import uploads
from foundation.documents.word import word_in
from foundation.ui.forms import DateField, GovukForm
from meetings.models import AgendaItem, Paper, Placement
from meetings.papers.documents.report import HOUSE_STYLES
from panels.models import Body

TITLE_LIMIT = 500
FILE = gettext_noop("PDF or Word file")
MOST = f"{limits.UPLOAD_BYTES // limits.MB} MB"
CHECKED = f"At most {MOST}. It is checked and made safe to open."
NEITHER = gettext_noop(
    "This file is not a PDF or a Word file (.docx). Save the paper as one of them and upload that."
)
WORD_SHOWN = gettext_noop("You check the text of a Word file before it is used.")


class PdfField(forms.FileField):
    """A file that is refused by its size before it is read."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, unless it is too large to be looked at."""
        found = super().clean(data, initial)
        if found and found.size > limits.UPLOAD_BYTES:
            raise ValidationError(
                _("This file is larger than {most}. Split it, or make it smaller.").format(most=MOST)
            )
        return found


class PaperFileField(PdfField):
    """A PDF or a Word file; `is_word` of the file says what it is taken for."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, unless it is too large to be looked at, or is neither."""
        found = super().clean(data, initial)
        if found:
            start = found.read(uploads.PDF_BEGINS_WITHIN)
            found.seek(0)
            found.is_word = word_in.is_word(found.name or "", start)
            if not (found.is_word or uploads.is_pdf(start)):
                raise ValidationError(_(NEITHER))
        return found


class StartPaperForm(GovukForm):
    """What a new paper is called, for which body, in which style, by whom."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LIMIT)
    body = forms.ModelChoiceField(label=gettext_lazy("For"), queryset=Body.objects.none(), empty_label=None)
    house_style = forms.ChoiceField(
        label=gettext_lazy("House style"),
        choices=list(HOUSE_STYLES.items()),
        widget=forms.RadioSelect,
        initial="commissioner",
    )
    author = forms.ModelChoiceField(
        label=gettext_lazy("Author"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("No one else"),
        help_text=gettext_lazy("Another person who can write in it"),
    )

    def __init__(self, *args: Any, bodies: Any, authors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["body"].label_from_instance = body_name  # type: ignore[attr-defined]
        self.fields["author"].queryset = authors  # type: ignore[attr-defined]
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.initial.setdefault("body", bodies[0].pk)
        if not authors:
            del self.fields["author"]


class UploadPaperForm(StartPaperForm):
    """A PDF or Word file and what it is called."""

    file = PaperFileField(label=gettext_lazy(FILE), help_text=f"{CHECKED} {gettext_lazy(WORD_SHOWN)}")
    field_order = ("title", "file", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["house_style"]


class ReplaceFileForm(GovukForm):
    """A file for a paper; one that has a version keeps it."""

    file = PaperFileField(label=gettext_lazy(FILE), help_text=gettext_lazy(WORD_SHOWN))

    def say_what_is_kept(self) -> None:
        """Say that the current version is not lost."""
        self.fields["file"].help_text = _(
            "The current version is kept as an earlier version. {word_shown}"
        ).format(word_shown=_(WORD_SHOWN))


class ReturnForm(GovukForm):
    """Why a paper goes back to its author."""

    comment = forms.CharField(
        label=gettext_lazy("What should the author change?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter what the author should change")},
    )


class ReasonForm(GovukForm):
    """A reason that the public reads."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        error_messages={"required": gettext_lazy("Enter the reason for withdrawing it")},
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The public will read it."),
    )


class AgainForm(GovukForm):
    """What is put right before an agenda is published again."""

    reason = forms.CharField(
        label=gettext_lazy("What you corrected"),
        error_messages={"required": gettext_lazy("Enter what you corrected")},
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "For example, The budget report has the correct figures. "
            "The public will read it under what changed."
        ),
    )


class PlaceForm(GovukForm):
    """On which item a paper is placed, and how it comes."""

    item = forms.ModelChoiceField(
        label=gettext_lazy("Item"),
        queryset=AgendaItem.objects.none(),
        empty_label=gettext_lazy("Select the item"),
    )
    delivery = forms.ChoiceField(
        label=gettext_lazy("It comes"),
        choices=[("with_agenda", gettext_lazy("With the agenda")), ("to_follow", "To follow")],
        widget=forms.RadioSelect,
        initial="with_agenda",
    )
    mark = forms.CharField(
        label=gettext_lazy("Mark on its first page"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Leave blank for the panel’s usual words. For example, Agenda Item 9"),
    )

    def __init__(self, *args: Any, items: Any, labels: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = lambda item: f"{labels.get(item.pk, '')} {item.title}".strip()


class PlaceHereForm(PlaceForm):
    """Which paper stands on which item of one agenda."""

    paper = forms.ModelChoiceField(
        label=gettext_lazy("Paper"),
        queryset=Paper.objects.none(),
        empty_label=gettext_lazy("Select the paper"),
    )
    field_order = ("paper", "item", "delivery", "mark")

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["paper"]
        field.queryset = papers


class DeliveryForm(GovukForm):
    """How a paper reaches the meeting."""

    delivery = forms.ChoiceField(
        choices=[
            (Placement.Delivery.WITH_AGENDA, gettext_lazy("With the agenda")),
            (Placement.Delivery.TO_FOLLOW, "To follow"),
        ]
    )


def body_name(body: Body) -> str:
    """What a body is called in a list."""
    rows = list(body.dated_settings.all())
    return rows[-1].name if rows else body.slug


class WhomForm(GovukForm):
    """Who writes it, what is wanted, and by when."""

    author = forms.ModelChoiceField(
        label=gettext_lazy("Author with an account"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Someone else, named below"),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of an author without an account"), max_length=200, required=False
    )
    email = forms.EmailField(
        label=gettext_lazy("Their email address"),
        required=False,
        help_text=gettext_lazy(
            "They are sent a link that opens this paper only. They do not need an account."
        ),
    )
    wanted = forms.CharField(
        label=gettext_lazy("What is wanted"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The author will read it. "
            "For example, the questions to answer, the length and the figures needed."
        ),
    )
    due_on = DateField(label=gettext_lazy("Due on"), required=False)

    def __init__(self, *args: Any, authors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = authors  # type: ignore[attr-defined]
        if not authors:
            del self.fields["author"]

    def clean(self) -> dict[str, Any]:
        """One author: a user, or a name with an address."""
        typed = super().clean() or {}
        author, name, email = typed.get("author"), typed.get("name"), typed.get("email")
        if author and (name or email):
            self.add_error("author", _("Select a user or enter someone else’s name, not both"))
        elif not author and "name" not in self.errors and not name:
            has_address = bool(email) or "email" in self.errors
            said = _("Enter the name of the author") if has_address else _("Enter who will write it")
            self.add_error("name", said)
        if name and not author and not email and "email" not in self.errors:
            self.add_error("email", _("Enter the email address of the author"))
        typed["due_on"] = typed.get("due_on") or self.usual_due_day(typed)
        if not typed["due_on"] and "due_on" not in self.errors:
            self.add_error("due_on", self.no_usual_day(typed))
        return typed

    def usual_due_day(self, typed: dict[str, Any]) -> date | None:
        """The day that counts when none was typed; none here."""
        return None

    def no_usual_day(self, typed: dict[str, Any]) -> str:
        """What is said where no day was typed and none is usual."""
        return _("Enter the date it is due")


class AskPaperForm(WhomForm):
    """A new paper: what it is called and for which item, and whom to ask."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE_LIMIT)
    item = forms.ModelChoiceField(
        label=gettext_lazy("Item"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not on an agenda yet"),
        help_text=gettext_lazy("The paper is added to this item, to be published with the agenda."),
    )
    body = forms.ModelChoiceField(label=gettext_lazy("For"), queryset=Body.objects.none(), empty_label=None)
    field_order = ("title", "item", "body", "author", "name", "email", "wanted", "due_on")

    def __init__(
        self,
        *args: Any,
        bodies: Any,
        items: Any,
        labels: dict[int, str],
        usual_day: Callable[[AgendaItem], date | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._usual_day = usual_day
        body: Any = self.fields["body"]
        body.queryset, body.label_from_instance = bodies, body_name
        if len(bodies) == 1:
            body.widget = forms.HiddenInput()
            self.initial.setdefault("body", bodies[0].pk)
        item: Any = self.fields["item"]
        item.queryset = items
        item.label_from_instance = lambda each: f"{labels.get(each.pk, '')} {each.title}".strip()
        self.fields["due_on"].help_text = _("Leave blank for the usual date before the agenda is published.")

    def usual_due_day(self, typed: dict[str, Any]) -> date | None:
        """The usual day for the meeting of the item."""
        item = typed.get("item")
        return self._usual_day(item) if item else None

    def no_usual_day(self, typed: dict[str, Any]) -> str:
        """That an item would give a day, or that the day of the chosen one is past."""
        if typed.get("item"):
            return _("Enter the date it is due, because the usual date for this meeting has passed")
        return _("Enter the date it is due, or select the item it is for")


class AskAgainForm(WhomForm):
    """The same paper anew."""

    field_order = ("author", "name", "email", "wanted", "due_on")
