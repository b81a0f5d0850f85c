"""Forms of the writing page, of uploads and of placing papers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import BaseFormSet, formset_factory
from django.utils.html import escape
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from foundation.documents.layout import trial
from foundation.documents.processes import limits
from foundation.documents.text import pictures, richtext
from foundation.ui.forms import GovukForm
from foundation.ui.richtext import PictureTextWidget, RichTextField
from foundation.ui.sending import Part
from meetings.papers.actions.vetting import REASON_LIMIT
from meetings.papers.documents.report import (
    HOUSE_STYLES,
    NUMBERINGS,
    Appendix,
    BackgroundPaper,
    Contact,
    Implication,
    Recommendation,
    ReportDocument,
    Theme,
)
from meetings.papers.rules import IN_WORDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TITLE_LIMIT, LINE_LIMIT, TEXT_LIMIT = 500, 200, 20_000
Values = Mapping[str, Any]


class PaperTextField(RichTextField):
    """A long text with pictures that is refused with a sentence when no page could hold it."""

    widget = PictureTextWidget

    def prepare_value(self, value: Any) -> Any:
        """The text as the editor shows it, with its pictures."""
        return pictures.for_editor(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The text as papers keep it."""
        try:
            return trial.check(richtext.clean(pictures.take_in(super().clean(value))))
        except (richtext.TooMuch, pictures.NotAccepted) as error:
            raise ValidationError(error.sentence) from error


def _line(
    label: "StrOrPromise", limit: int = LINE_LIMIT, *, required: bool = False, hint: "StrOrPromise" = ""
) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=required, help_text=hint)


def _text(label: "StrOrPromise", rows: int, hint: "StrOrPromise" = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    field = forms.CharField(label=label, required=False, help_text=hint, widget=widget)
    must = gettext_lazy("{label} must be {limit} characters or fewer")
    said = format_lazy(must, label=label, limit=f"{TEXT_LIMIT:,}")
    field.validators.append(MaxLengthValidator(TEXT_LIMIT, said))
    return field


class ReportForm(GovukForm):
    """The parts of a report of which there is one each."""

    house_style = forms.ChoiceField(label=gettext_lazy("House style"), choices=list(HOUSE_STYLES.items()))
    numbering = forms.ChoiceField(label=gettext_lazy("Paragraph numbers"), choices=list(NUMBERINGS.items()))
    heading = _line(
        gettext_lazy("Heading above the panel’s name"),
        hint=gettext_lazy("For example, Police and Crime Commissioner for Wessex"),
    )
    report_of = _line(gettext_lazy("Report of"))
    title = _line(gettext_lazy("Subject"), TITLE_LIMIT, required=True)
    author = _line(gettext_lazy("Author"), hint=gettext_lazy("Name and post"))
    purpose = PaperTextField(
        label=gettext_lazy("Purpose of the report"), required=False, widget=PictureTextWidget({"rows": 4})
    )
    recommendation_lead = _line(
        gettext_lazy("Words before the recommendations (optional)"),
        hint=gettext_lazy("For example, The Panel is asked to decide:"),
    )
    body = PaperTextField(label=gettext_lazy("Text of the report"), required=False)
    has_no_background_papers = forms.BooleanField(
        label=gettext_lazy("There are no background papers"), required=False
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def initial_of(report: ReportDocument, based_on: int) -> dict[str, Any]:
        """What the fields show for a report."""
        names = [name for name in ReportForm.base_fields if name != "based_on"]
        return {**{name: getattr(report, name) for name in names}, "based_on": based_on}


class RecommendationForm(GovukForm):
    """One recommendation."""

    text = _text(gettext_lazy("Recommendation"), 2)
    condition = _line(gettext_lazy("Only if (optional)"), hint=gettext_lazy("For example, if it agrees (a)"))


class ImplicationForm(GovukForm):
    """One row of the implications."""

    label = _line(gettext_lazy("Implication"))
    text = _text(gettext_lazy("Details"), 2)
    themes = _text(
        gettext_lazy("Themes of the plan"),
        2,
        gettext_lazy("One on each line. For example, Visible policing: named officers on foot"),
    )


class AppendixForm(GovukForm):
    """One appendix."""

    label = _line(gettext_lazy("Label"), 80, hint=gettext_lazy("For example, Appendix 1"))
    title = _line("Title", TITLE_LIMIT)
    html = PaperTextField(label=gettext_lazy("Text"), required=False)
    numbering = forms.ChoiceField(
        label=gettext_lazy("Paragraph numbers"),
        choices=list(NUMBERINGS.items()),
        required=False,
        initial="none",
    )
    is_landscape = forms.BooleanField(label=gettext_lazy("On landscape pages"), required=False)
    marking = _line(
        gettext_lazy("Protective marking"), 80, hint=gettext_lazy("For example, NOT PROTECTIVELY MARKED")
    )


class BackgroundForm(GovukForm):
    """One background paper."""

    title = _line(gettext_lazy("Background paper"), TITLE_LIMIT)
    link = forms.URLField(
        label=gettext_lazy("Web address (optional)"),
        required=False,
        assume_scheme="https",
        max_length=LINE_LIMIT,
    )


class ContactForm(GovukForm):
    """One person to contact."""

    name = _line(gettext_lazy("Name"))
    post = _line(gettext_lazy("Post"))
    organisation = _line(gettext_lazy("Organisation"))
    phone = _line(gettext_lazy("Telephone"), 80)
    email = forms.EmailField(label=gettext_lazy("Email"), required=False)


ROWS: dict[str, tuple[type[GovukForm], set[str], int]] = {
    # The form of a row, the fields that alone do not make it a row, and how many rows are shown at least.
    "recommendations": (RecommendationForm, {"condition"}, 1),
    "implications": (ImplicationForm, set(), 1),
    "appendices": (AppendixForm, {"numbering", "is_landscape"}, 0),
    "background_papers": (BackgroundForm, {"link"}, 1),
    "contacts": (ContactForm, {"post", "organisation"}, 1),
}


class PaperForm(ReportForm):
    """The whole writing page: the report, five lists of rows and a picture to add, read back as a report."""

    def __init__(
        self,
        report: ReportDocument,
        based_on: int,
        data: Any = None,
        more: str = "",
        files: Any = None,
    ) -> None:
        super().__init__(data, initial=ReportForm.initial_of(report, based_on))
        self.base, self.more = report, more
        self.picture = PictureForm(data, files)
        self.rows: dict[str, BaseFormSet[Any]] = {}
        for name, (form, __, least) in ROWS.items():
            rows = [_row_initial(row) for row in getattr(report, name)]
            extra = max(least - len(rows), 0) + (name == more)
            factory = formset_factory(form, extra=extra, max_num=200, absolute_max=200)
            self.rows[name] = factory(data, initial=rows, prefix=name)
            for row in self.rows[name].forms:
                # A row that was saved since the page was opened is no empty one because it says the same.
                row.empty_permitted = False

    @property
    def parts(self) -> list[Part]:
        """The report, the lists and the picture."""
        return [self, *self.rows.values(), self.picture]

    def is_valid(self) -> bool:
        """True when every field holds what it may; all are checked, so that every error is shown at once."""
        checked = [
            super().is_valid(),
            *(rows.is_valid() for rows in self.rows.values()),
            self.picture.is_valid(),
        ]
        if not all(checked):
            self.picture.ask_again()
        return all(checked)

    def report(self) -> ReportDocument:
        """The report as checked."""
        rows = {name: [form.cleaned_data for form in rows.forms] for name, rows in self.rows.items()}
        read = report_from(self.base, self.cleaned_data, rows)
        return replace(read, body=read.body + self.picture.figure())

    @property
    def is_whole(self) -> bool:
        """True when every list of rows was sent, be it empty."""
        return all(rows.management_form.is_valid() for rows in self.rows.values())

    def report_so_far(self) -> ReportDocument:
        """The report with what can be kept of what was typed: a field with an error stays as it was saved."""
        names = [name for name in ReportForm.base_fields if name != "based_on"]
        values = {**{name: getattr(self.base, name) for name in names}, **self.cleaned_data}
        rows = {name: [_so_far(form) for form in rows.forms] for name, rows in self.rows.items()}
        return report_from(self.base, values, rows)

    def sentences(self) -> list[str]:
        """What is wrong with what was typed, in the order of the page; the picture is sent by itself."""
        wrong = [self.errors, *(form.errors for rows in self.rows.values() for form in rows.forms)]
        return [str(said) for errors in wrong for each in errors.values() for said in each]

    def with_row(self, name: str, based_on: int) -> "PaperForm":
        """The page as typed, unchecked, with one more row in a list."""
        rows = {name: [_raw(form) for form in rows.forms] for name, rows in self.rows.items()}
        more = PaperForm(report_from(self.base, _raw(self), rows), based_on, more=name)
        more.picture = self.picture.as_typed()
        return more


def report_from(base: ReportDocument, values: Values, rows: Mapping[str, Sequence[Values]]) -> ReportDocument:
    """A report out of the values of its fields; rows that say nothing are left out."""
    names = [name for name in ReportForm.base_fields if name != "based_on"]
    kept = {name: [row for row in rows[name] if _says_something(name, row)] for name in ROWS}
    return replace(
        base,
        **{name: values.get(name) or type(getattr(base, name))() for name in names},
        recommendations=[
            Recommendation(text=row["text"], condition=row.get("condition") or "")
            for row in kept["recommendations"]
        ],
        implications=[_implication(row) for row in kept["implications"]],
        appendices=[
            Appendix(**{**row, "numbering": row.get("numbering") or "none"}) for row in kept["appendices"]
        ],
        background_papers=[BackgroundPaper(**row) for row in kept["background_papers"]],
        contacts=[Contact(**row) for row in kept["contacts"]],
    )


def _implication(row: Values) -> Implication:
    lines = [line.partition(":") for line in str(row.get("themes") or "").splitlines() if line.strip()]
    themes = [Theme(name=name.strip(), text=text.strip()) for name, __, text in lines]
    return Implication(label=row.get("label") or "", text=row.get("text") or "", themes=themes)


def _row_initial(row: Any) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.__dataclass_fields__}
    if isinstance(row, Implication):
        values["themes"] = "\n".join(
            f"{theme.name}: {theme.text}" if theme.text else theme.name for theme in row.themes
        )
    return values


def _says_something(name: str, row: Values) -> bool:
    idle = ROWS[name][1]
    return any(str(value or "").strip() for key, value in row.items() if key not in idle)


def _so_far(form: forms.BaseForm) -> dict[str, Any]:
    """The values of a row that are right, and nothing for the others."""
    nothing = {
        name: False if isinstance(field, forms.BooleanField) else "" for name, field in form.fields.items()
    }
    return {**nothing, **getattr(form, "cleaned_data", {})}


def _raw(form: forms.BaseForm) -> dict[str, Any]:
    """What was typed, field by field, unchecked."""
    return {
        name: bool(form.data.get(form.add_prefix(name)))
        if isinstance(field, forms.BooleanField)
        else form.data.get(form.add_prefix(name), "")
        for name, field in form.fields.items()
    }


WORDS_LIMIT, SUMMARY_LIMIT = 500, 4000
WORDS = ("picture_shows", "picture_caption", "picture_summary")
AGAIN = gettext_noop(
    "Choose the picture again. A browser does not keep a chosen file when a page is shown again."
)


class PictureForm(GovukForm):
    """A picture, its alternative text, a caption, and what a chart says in sentences."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=format_lazy(
            gettext_lazy("PNG or JPEG, at most {picture_bytes} MB"),
            picture_bytes=limits.PICTURE_BYTES // limits.MB,
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    picture_shows = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        max_length=WORDS_LIMIT,
        required=False,
        help_text=gettext_lazy(
            "The alternative text that screen readers read aloud. "
            "For example, Map of the four wards with most offences"
        ),
    )
    picture_caption = forms.CharField(
        label=gettext_lazy("Caption (optional)"),
        max_length=WORDS_LIMIT,
        required=False,
        help_text=gettext_lazy("Printed below the picture"),
    )
    picture_summary = forms.CharField(
        label=gettext_lazy("What a chart or diagram says, in words (optional)"),
        max_length=SUMMARY_LIMIT,
        required=False,
        help_text=gettext_lazy(
            "The main figures and what follows from them, in sentences. They are printed below the picture."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """The picture is kept once it has its words; words alone ask for their picture."""
        values = self.cleaned_data
        chosen, shows = values.get("picture"), values.get("picture_shows")
        if chosen and not shows and "picture_shows" not in self.errors:
            self.add_error("picture_shows", _("Enter what the picture shows. Screen readers read it aloud"))
        elif not chosen and any(values.get(name) for name in WORDS) and "picture" not in self.errors:
            self.add_error("picture", _("Select the picture that this text describes"))
        elif chosen:
            self._keep(chosen)
        return values

    def _keep(self, chosen: Any) -> None:
        try:
            if chosen.size > limits.PICTURE_BYTES:
                raise pictures.NotAccepted(pictures.TOO_LARGE)
            self.cleaned_data["picture"] = pictures.keep(chosen.read())
        except pictures.NotAccepted as error:
            self.add_error("picture", error.sentence)

    def ask_again(self) -> None:
        """Say that a chosen file was not kept, when the page is shown again."""
        if self.files.get("picture") and "picture" not in self.errors:
            self.add_error("picture", _(AGAIN))

    def as_typed(self) -> "PictureForm":
        """The same words, unchecked; only a chosen file is asked for again."""
        words = {name: self.data.get(name, "") for name in WORDS}
        if not self.files.get("picture"):
            return PictureForm(initial=words)
        self.ask_again()
        return self

    def figure(self) -> str:
        """The picture as part of a text, or nothing."""
        stored, caption = self.cleaned_data.get("picture"), self.cleaned_data.get("picture_caption")
        if not stored:
            return ""
        image = f'<img src="stored:{stored.hash}" alt="{escape(self.cleaned_data["picture_shows"])}">'
        below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
        return f"<figure>{image}{below}</figure>{self._in_words()}"

    def _in_words(self) -> str:
        """What a chart says, as paragraphs after it: tagged, printed and read aloud like any other text."""
        written = (self.cleaned_data.get("picture_summary") or "").splitlines()
        lines = [escape(line.strip()) for line in written if line.strip()]
        return "".join(f"<p>{line}</p>" for line in [f"{IN_WORDS} {lines[0]}", *lines[1:]]) if lines else ""


class DisclosureForm(GovukForm):
    """Why what was found in a file is accepted."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for accepting it"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Enter the reason for accepting it")},
        help_text=gettext_lazy("Your name, the time and this reason are kept with the paper."),
    )
