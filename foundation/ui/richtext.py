"""The field for long texts: an editor where scripts run, a plain text box where they do not."""

import re
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_media
from js_asset import Media

# What an author needs and a page of a panel can print; callers still clean what comes back.
EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": True},
    "ListMarks": True,
    "BlockIds": True,
    "ListItem": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Link": {"enableTarget": False},
    "Image": True,
    "HardBreak": True,
    "History": True,
    "NoSpellCheck": False,
}
# Pictures written into a text stay. Choosing one stands elsewhere on the page, to work without scripts too.
PICTURES: dict[str, Any] = {"Image": {"allowBase64": True}, "Figure": True, "Caption": True}

_PICTURE = re.compile(r"<img(?=[\s\"'/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>?", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?<=[\s"'/])src\s*=\s*["']?\s*([^"'\s>]*)""", re.IGNORECASE)
_WRITTEN = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "jpg"))


class RichTextWidget(ProseEditorWidget):  # type: ignore[misc]
    """A text box that becomes an editor when the page's scripts run."""

    extensions = EXTENSIONS

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"rows": 12, **(attrs or {})},
            config={"extensions": self.extensions},
            preset="configurable",
        )

    def get_config(self) -> dict[str, Any]:
        """The editor's own settings, with our modules for lists that came from Word and ids of paragraphs."""
        config: dict[str, Any] = super().get_config()
        own = [static("ui/lists.js"), static("ui/blocks.js")]
        return {**config, "js_modules": [*config["js_modules"], *own]}

    @property
    def media(self) -> Media:
        """The editor, and our own module that names it for a screen reader and reads text from Word."""
        own = Media(css={"all": ["ui/editor.css"]}, js=[Script("ui/editor.js", type="module")])
        return prose_editor_media(preset=self.preset) + own


class PictureTextWidget(RichTextWidget):
    """The same for texts that may hold pictures."""

    extensions = {**EXTENSIONS, **PICTURES}


def not_kept(html: str, *, with_written: bool) -> int:
    """How many pictures of a text would be lost: those elsewhere, and those written in unless they may be."""
    addresses = [_ADDRESS.search(picture) for picture in _PICTURE.findall(html)]
    kept = ("stored:", *(_WRITTEN if with_written else ()))
    return sum(found is None or not found[1].lower().startswith(kept) for found in addresses)


def _lost(count: int, widget: Any) -> str:
    """What to do about pictures that would be lost when the text is saved."""
    pictured = (
        _("A picture in this text") if count == 1 else _("{count} pictures in this text").format(count=count)
    )
    if isinstance(widget, PictureTextWidget):
        return _(
            "{pictured} cannot be copied from where it is. Remove it, then add the picture from a file."
        ).format(pictured=pictured)
    return _("{pictured} cannot be saved here. Remove it, and attach it to a paper instead.").format(
        pictured=pictured
    )


class RichTextField(forms.CharField):
    """A long text as HTML: headings, numbered paragraphs (top-level ordered items), lists, tables, links."""

    widget = RichTextWidget

    def clean(self, value: Any) -> str:
        """The HTML as it was typed; an editor's empty paragraph counts as nothing. Callers clean it."""
        text = str(value or "").replace("\x00", "")
        if lost := not_kept(text, with_written=isinstance(self.widget, PictureTextWidget)):
            raise forms.ValidationError(_lost(lost, self.widget))
        return str(super().clean("" if text.strip() in ("<p></p>", "<p><br></p>") else text))
