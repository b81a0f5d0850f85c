"""The pages of this room that are one form."""

from dataclasses import dataclass

from foundation.ui.form_page import PLAIN, FormPage


@dataclass(frozen=True)
class PartnersForm(FormPage):
    """A form for the people of partnerships, or about them; most have no way back beside the button."""

    back: str = ""
    back_words: str = ""
    width: str = PLAIN
    template: str = "partnerships/form.html"
