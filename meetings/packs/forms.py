"""Files dropped on the papers board, and what each of them is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from foundation.documents.processes import limits
from foundation.ui.forms import GovukForm
from meetings.papers.forms.acts import MOST, TITLE_LIMIT, PaperFileField

MOST_FILES = 30
# What a file can be for beside a paper or an item.
ON_NO_AGENDA, NOT_USED = "none", "out"
GONE = gettext_noop("This place is no longer on the agenda. Select another one.")
Choices = Sequence[tuple[str, Any]]


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


@dataclass(frozen=True, slots=True)
class DroppedPaper:
    """One file of several, what it is taken for, and what is wrong with it."""

    file: "UploadedFile[bytes]"
    is_word: bool = False
    wrong: str = ""


class ManyPapersField(PaperFileField):
    """Several PDF or Word files. What is wrong with one of them is not said of the others."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file with what is wrong with it."""
        sent = data if isinstance(data, list) else [data] if data else []
        if not sent:
            raise ValidationError(_("Select at least one file"))
        if len(sent) > MOST_FILES:
            raise ValidationError(
                _("Select {most_files} files or fewer at a time. You selected {number}.").format(
                    most_files=MOST_FILES, number=len(sent)
                )
            )
        return [self._one(each) for each in sent]

    def _one(self, file: "UploadedFile[bytes]") -> DroppedPaper:
        try:
            found = super().clean(file)
        except ValidationError as error:
            return DroppedPaper(file, wrong=" ".join(error.messages))
        return DroppedPaper(found, found.is_word)


class DropForm(GovukForm):
    """Files for the papers of a meeting, whichever they are for."""

    most_bytes = limits.UPLOAD_BYTES

    papers = ManyPapersField(
        label=gettext_lazy("PDF or Word files"),
        help_text=format_lazy(
            gettext_lazy(
                "Up to {most_files} files and {most} at a time. You then confirm which paper each one is."
            ),
            most_files=MOST_FILES,
            most=MOST,
        ),
    )


class FileForm(GovukForm):
    """What one file is for, and what a new paper is called."""

    place = forms.ChoiceField(label=gettext_lazy("Use this file as"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Title, for a new paper"), max_length=TITLE_LIMIT, required=False
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = choices
        place.error_messages["invalid_choice"] = _(GONE)

    def clean(self) -> dict[str, Any]:
        """A new paper has a title."""
        typed = super().clean() or {}
        place = typed.get("place", "")
        is_new = place == ON_NO_AGENDA or place.startswith("item:")
        if is_new and not typed.get("title") and "title" not in self.errors:
            self.add_error("title", _("Enter the title of the new paper"))
        return typed


def refuse_one_paper_twice(filled: Sequence[FileForm]) -> None:
    """Say it beside the second of two files that are to be the same paper."""
    taken: set[str] = set()
    for form in filled:
        place = form.cleaned_data.get("place", "") if form.is_valid() else ""
        if place.startswith("paper:") and place in taken:
            form.add_error("place", _("Another file is used for this paper. Change one of them."))
        taken.add(place)
