"""How a field is drawn: the classes, ids and descriptions of GOV.UK markup."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

# CheckboxSelectMultiple is a RadioSelect to Python: it has to be asked first.
_KINDS: tuple[tuple[str, type[forms.Widget]], ...] = (
    ("checkboxes", forms.CheckboxSelectMultiple),
    ("radios", forms.RadioSelect),
    ("checkbox", forms.CheckboxInput),
    ("parts", forms.MultiWidget),
    ("textarea", forms.Textarea),
)
_CLASSES = {
    "radio": "govuk-radios__input",
    "checkbox": "govuk-checkboxes__input",
    "file": "govuk-file-upload",
}
_FRAMED = ("govuk-input", "govuk-select", "govuk-textarea", "govuk-file-upload")


class GovukBoundField(BoundField):
    """A field of a form as its template sees it."""

    @property
    def kind(self) -> str:
        """What is drawn: checkboxes, radios, checkbox, parts, textarea or input."""
        widget = self.field.widget
        return next((kind for kind, cls in _KINDS if isinstance(widget, cls)), "input")

    @property
    def first_id(self) -> str:
        """The id of the input that an error summary sends the reader to."""
        if self.kind in ("radios", "checkboxes", "parts"):
            return f"{self.auto_id}_{self._wrong_part() if self.kind == 'parts' else 0}"
        return self.id_for_label or self.auto_id

    def _wrong_part(self) -> int:
        """Which part of a date is to be mended, the first unless the field knows better."""
        find = getattr(self.field, "wrong_part", None)
        return find(self.data) if find and self.form.is_bound else 0

    @property
    def max_chars(self) -> int | None:
        """How many characters a long text may have, where the page counts them."""
        limit = getattr(self.field, "max_length", None)
        return limit if self.kind == "textarea" and limit else None

    @property
    def is_wide_label(self) -> bool:
        """True for the one question of a page, whose label is drawn large."""
        return bool(getattr(self.field, "is_page_question", False))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Give the input its class, its error look and its description; no bubble of the browser's own."""
        used = widget or self.field.widget
        built = super().build_widget_attrs(attrs, used)
        base = _base_class(used)
        classes: list[str] = [str(built.get("class") or used.attrs.get("class", "")), base]
        if self.errors and base in _FRAMED:
            classes.append(f"{base}--error")
        if self.max_chars:
            classes.append("govuk-js-character-count")
            described = built.get("aria-describedby", "")
            built["aria-describedby"] = f"{described} {self.auto_id}-info".strip()
        # A browser that cuts a pasted text short loses it; the field says so in a sentence instead.
        built["maxlength"] = False
        built["class"] = " ".join(filter(None, classes))
        built.pop("required", None)
        return built


def _base_class(widget: forms.Widget) -> str:
    """The GOV.UK class of an input."""
    if isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
        return "govuk-select"
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea"
    return _CLASSES.get(getattr(widget, "input_type", ""), "govuk-input")


class GovukRenderer(TemplatesSetting):
    """Draws every form of the site with GOV.UK markup, those of libraries too."""

    field_template_name = "govuk/field.html"
    form_template_name = "govuk/display_form.html"
    formset_template_name = "govuk/formset.html"
    bound_field_class = GovukBoundField
