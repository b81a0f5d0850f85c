"""The part of the writing page that adds a picture to a report."""

from typing import Any

from django import forms
from django.utils.html import escape

from foundation.documents import limits, pictures
from foundation.ui.forms import GovukForm

WORDS_LIMIT = 500
AGAIN = "Choose the picture again. A browser forgets a chosen file when the page comes back."


class PictureForm(GovukForm):
    """A picture, the words for those who cannot see it, and a caption."""

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

    def clean(self) -> dict[str, Any]:
        """The picture is kept once it has its words; words alone ask for their picture."""
        values = self.cleaned_data
        chosen, shows = values.get("picture"), values.get("picture_shows")
        if chosen and not shows and "picture_shows" not in self.errors:
            self.add_error("picture_shows", "Say what the picture shows, for those who cannot see it")
        elif not chosen and (shows or values.get("picture_caption")) and "picture" not in self.errors:
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
        words = {name: self.data.get(name, "") for name in ("picture_shows", "picture_caption")}
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
        return f"<figure>{image}{f'<figcaption>{escape(caption)}</figcaption>' if caption else ''}</figure>"
