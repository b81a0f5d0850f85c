"""Whether a member comes, and the notes of the chair's brief."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import GovukForm
from meetings.models import AgendaItem, ChairNote, Coming


class ComingForm(GovukForm):
    """Coming, coming remotely or apologies; who comes instead; a word to the secretary."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Will you attend?"),
        choices=[
            (Coming.Answer.COMING, gettext_lazy("I will attend in person")),
            (Coming.Answer.REMOTE, gettext_lazy("I will attend remotely")),
            (Coming.Answer.APOLOGIES, gettext_lazy("I cannot attend. Send my apologies")),
        ],
        widget=forms.RadioSelect,
    )
    substitute = forms.CharField(
        label=gettext_lazy("Name of your substitute (optional)"), max_length=200, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Message to the secretariat (optional)"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "If you have an interest, name it and the item here. You then declare it at the meeting."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, coming: Coming | None, has_substitutes: bool
    ) -> None:
        known = coming or Coming()
        initial = {"answer": known.answer, "substitute": known.substitute, "note": known.note}
        super().__init__(data, initial=initial)
        if not has_substitutes:
            del self.fields["substitute"]

    def typed(self) -> dict[str, str]:
        """What was typed, for the action."""
        return {name: self.cleaned_data.get(name, "") for name in ("answer", "substitute", "note")}


class MemberComingForm(ComingForm):
    """The same, for a member who told the secretary."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, coming: Coming | None, has_substitutes: bool
    ) -> None:
        super().__init__(data, coming=coming, has_substitutes=has_substitutes)
        answer = self.fields["answer"]
        assert isinstance(answer, forms.ChoiceField)
        answer.label, answer.choices = _("What did they say?"), Coming.Answer.choices
        if has_substitutes:
            self.fields["substitute"].label = _("Name of their substitute (optional)")
        self.fields["note"].label, self.fields["note"].help_text = _("Note (optional)"), ""


class ChairNoteForm(GovukForm):
    """What the chair should know about one item."""

    note = forms.CharField(
        label=gettext_lazy("Note to the chair"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=600)

    def __init__(self, data: Mapping[str, Any] | None = None, *, item: AgendaItem, label: str) -> None:
        self.item, self.item_label = item, label
        known: ChairNote | None = getattr(item, "chair_note", None)
        initial = {"note": known.note, "minutes": known.minutes} if known else {}
        super().__init__(data, initial=initial, prefix=f"item-{item.pk}")
