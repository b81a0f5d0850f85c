"""The part of the writing page that adds a picture or a chart to a report."""

from typing import Any

from django import forms
from django.utils.html import escape

from foundation.documents.processes import limits
from foundation.documents.text import pictures
from foundation.ui.forms import GovukForm
from meetings.rules.papers import IN_WORDS

WORDS_LIMIT, SUMMARY_LIMIT = 500, 4000
WORDS = ("picture_shows", "picture_caption", "picture_summary")
AGAIN = "Choose the picture again. A browser forgets a chosen file when the page comes back."


class PictureForm(GovukForm):
    """A picture, the words for those who cannot see it, a caption, and what a chart says in sentences."""

    picture = forms.FileField(
        label="Picture",
        required=False,
        help_text=f"PNG or JPEG, at most {limits.PICTURE_BYTES // limits.MB} MB",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    picture_shows = forms.CharField(
        label="What the picture shows",
        max_length=WORDS_LIMIT,
        required=False,
        help_text="Read aloud to those who cannot see it, such as: Map of the four wards with most offences",
    )
    picture_caption = forms.CharField(
        label="Caption", max_length=WORDS_LIMIT, required=False, help_text="Printed below the picture"
    )
    picture_summary = forms.CharField(
        label="For a chart or diagram: what it says, in words",
        max_length=SUMMARY_LIMIT,
        required=False,
        help_text="The main figures and what follows from them, in sentences: printed below it, read aloud",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """The picture is kept once it has its words; words alone ask for their picture."""
        values = self.cleaned_data
        chosen, shows = values.get("picture"), values.get("picture_shows")
        if chosen and not shows and "picture_shows" not in self.errors:
            self.add_error("picture_shows", "Say what the picture shows, for those who cannot see it")
        elif not chosen and any(values.get(name) for name in WORDS) and "picture" not in self.errors:
            self.add_error("picture", "Choose the picture that these words are for")
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
            self.add_error("picture", AGAIN)

    def as_typed(self) -> "PictureForm":
        """The same words, unchecked; only a chosen file is asked for again."""
        words = {name: self.data.get(name, "") for name in WORDS}
        if not self.files.get("picture"):
            return PictureForm(initial=words)
        self.ask_again()
        return self

    def figure(self) -> str:
        """The picture as it stands in a text, or nothing."""
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
