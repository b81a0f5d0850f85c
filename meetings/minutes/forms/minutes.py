"""The forms of minutes: one minute with its decisions and follow-ups, several on one page, confirming."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.documents.layout import trial
from foundation.documents.text import richtext
from foundation.ui.forms import DateField, GovukForm, LinesField
from foundation.ui.richtext import RichTextField
from meetings.common.rules.days import due
from meetings.minutes.actions.writing import MinuteText
from meetings.minutes.content import DecisionLine, FollowUpRow, LimbLine
from meetings.minutes.documents.entry import decision_head
from meetings.minutes.documents.kept import AT_START
from meetings.minutes.documents.record import Entry
from meetings.minutes.documents.text import blocks
from meetings.minutes.pages import minutes as lines
from meetings.models import AgendaItem, Decision, FollowUp, Minute
from meetings.wording import typed
from panels.models import BodySettings


class MinuteForm(GovukForm):
    """The words of one minute and the items it covers."""

    title = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=500,
        error_messages={"required": gettext_lazy("Enter a heading")},
    )
    opening = forms.CharField(
        label=gettext_lazy("Opening"),
        required=False,
        help_text=gettext_lazy("Leave blank to use the automatic wording."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = RichTextField(
        label=gettext_lazy("Text"),
        required=False,
        help_text=gettext_lazy("A numbered list is printed as points (i), (ii), (iii)."),
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Agenda items"), required=False, widget=forms.CheckboxSelectMultiple
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Sequence[tuple[AgendaItem, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agenda = {str(item.pk): item for item, __ in items}
        field = self.fields["items"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(item.pk), f"{label} {item.title}".strip()) for item, label in items]

    @property
    def shows_opening(self) -> bool:
        """True when a person's opening, or what is wrong with it, has to be seen at once."""
        return bool(self["opening"].errors or self["opening"].value())

    @property
    def shows_rest(self) -> bool:
        """True when what is folded away below the text holds an error, or an opening without a record."""
        return bool(self["title"].errors or self["items"].errors)

    def clean_title(self) -> str:
        """A heading stands on one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_text(self) -> str:
        """The text as it can be printed, or a sentence that says why it cannot."""
        return cleaned(self.cleaned_data["text"])

    def clean_items(self) -> list[AgendaItem]:
        """The items chosen, in agenda order."""
        chosen = set(self.cleaned_data["items"])
        return [item for key, item in self.agenda.items() if key in chosen]


def cleaned(text: str) -> str:
    """The rich text in its settled form; too much of it is an error beside the field."""
    try:
        return trial.check(richtext.clean(text))
    except richtext.TooMuch as problem:
        raise forms.ValidationError(problem.sentence) from None


Places = Sequence[tuple[str, str]]


def places_of(minute: Minute) -> list[tuple[str, str]]:
    """The paragraphs of a minute after which something can stand."""
    return [
        (key, _("After: {shortened}").format(shortened=shortened(words)))
        for key, words in dict(blocks(minute.text)).items()
    ]


def shortened(words: str) -> str:
    """The first words of a paragraph, enough to know it by."""
    return words if len(words) <= 70 else f"{words[:70].rsplit(' ', 1)[0]} …"


def choose(form: forms.Form, name: str, choices: Places) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def is_filled(form: forms.Form, names: Sequence[str]) -> bool:
    """True when one of these fields says something or is wrong, so that it is not folded away."""
    return any(form[name].errors or form[name].value() for name in names)


def grown(words: object, across: int) -> int:
    """So many rows that the words of a line can be read without scrolling."""
    return min(6, 1 + len(str(words or "")) // across)


class LimbForm(GovukForm):
    """One limb of a decision; rows in a row with the same words above them make one decision."""

    kind = forms.ChoiceField(label=gettext_lazy("Words"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Decision"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    condition = forms.CharField(label=gettext_lazy("Only if"), max_length=300, required=False)
    stands = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    confirmation_by = forms.CharField(
        label=gettext_lazy("To be confirmed by"), max_length=200, required=False
    )
    public_text = forms.CharField(
        label=gettext_lazy("Public wording"),
        required=False,
        max_length=5000,
        help_text=gettext_lazy(
            "Shown to the public. If blank, the public reads that a decision was taken in private."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, settings: BodySettings, places: Places, is_private: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_private:
            self.fields["public_text"].widget = forms.HiddenInput()
        choose(self, "kind", [(kind.value, decision_head(settings, kind)) for kind in Decision.Kind])
        choose(self, "stands", [("", _("At the end")), (AT_START, _("At the start")), *places])
        self.fields["text"].widget.attrs["rows"] = grown(self["text"].value(), 90)

    @property
    def is_open(self) -> bool:
        """True when something under "More" is filled in or wrong."""
        asked = [] if self["public_text"].is_hidden else ["public_text"]
        return is_filled(self, ["condition", "stands", "confirmation_by", *asked])

    def clean(self) -> dict[str, Any]:
        """A public wording is one of a decision."""
        data = super().clean() or {}
        if data.get("public_text") and not data.get("text"):
            self.add_error("text", _("Enter the decision that this public wording is for"))
        return data


class FollowUpForm(GovukForm):
    """Something somebody has to do."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FollowUp.Kind.choices, required=False)
    text = forms.CharField(
        label=gettext_lazy("Action"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    owner = forms.CharField(label=gettext_lazy("Owner"), max_length=200, required=False)
    due_words = forms.CharField(
        label=gettext_lazy("Due date in words"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example, by the September meeting"),
    )
    due_on = DateField(label=gettext_lazy("Due date"), required=False)
    stands = forms.ChoiceField(label=gettext_lazy("Where"), required=False)

    def __init__(self, *args: Any, places: Places, met_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "stands", [("", _("Below the text")), *places])
        self.said = {key: words.removeprefix("After: ") for key, words in places}
        self.met_on = met_on
        self.fields["text"].widget.attrs["rows"] = grown(self["text"].value(), 55)

    @property
    def is_open(self) -> bool:
        """True when something under "More" is filled in or wrong."""
        return is_filled(self, ["due_words", "stands"])

    def clean_due_on(self) -> date | None:
        """Nothing that came of a meeting is due before it."""
        day: date | None = self.cleaned_data["due_on"]
        if day and self.met_on and not (found := due(day, self.met_on)).is_met:
            raise forms.ValidationError(found.sentence)
        return day

    def clean(self) -> dict[str, Any]:
        """An owner or a date needs something to be done; after a paragraph it is what that says."""
        data = super().clean() or {}
        if not data.get("text"):
            data["text"] = self.said.get(data.get("stands", ""), "")
        if any(data.get(name) for name in ("owner", "due_on", "due_words")) and not data["text"]:
            self.add_error("text", _("Enter the action"))
        return data


Limbs = formset_factory(LimbForm, extra=2)
FollowUps = formset_factory(FollowUpForm, extra=1)


class MinuteForms:
    """The whole page of one minute."""

    def __init__(
        self,
        minute: Minute,
        settings: BodySettings,
        items: Sequence[tuple[AgendaItem, str]],
        data: Mapping[str, Any] | None = None,
        *,
        is_private: bool = True,
    ) -> None:
        covered = [str(link.item_id) for link in minute.minute_items.all()]
        initial = {
            "title": minute.title,
            "opening": minute.opening,
            "text": minute.text,
            "items": covered,
            "based_on": minute.version,
        }
        self.words = MinuteForm(data, initial=initial, items=items)
        places = places_of(minute)
        # Posted rows are never held against what is saved: a row that is the same would count as empty.
        is_new = data is None
        limb_rows = _limb_rows(minute) if is_new else None
        rows = [_follow_up_row(row) for row in minute.follow_ups.all()] if is_new else None
        self.limbs: BaseFormSet[LimbForm] = Limbs(
            data,
            prefix="limbs",
            initial=limb_rows,
            form_kwargs={"settings": settings, "places": places, "is_private": is_private},
        )
        self.follow_ups: BaseFormSet[FollowUpForm] = FollowUps(
            data,
            prefix="follow",
            initial=rows,
            form_kwargs={"places": places, "met_on": minute.minutes.meeting.day},
        )

    def is_valid(self) -> bool:
        """Asks every part, so that every error shows at once."""
        verdicts = [part.is_valid() for part in (self.words, self.limbs, self.follow_ups)]
        return all(verdicts)

    def put_in(self, html: str) -> None:
        """Put words at the end of the text that was typed; nothing is saved by it."""
        data = cast(QueryDict, self.words.data).copy()
        data["text"] = f"{data.get('text', '')}{html}"
        self.words.data = data

    def decisions(self) -> list[DecisionLine]:
        """The limbs gathered into decisions: one for each change of words, place or who confirms."""
        found: list[DecisionLine] = []
        for row in (form.cleaned_data for form in self.limbs):
            if not row.get("text"):
                continue
            limb = LimbLine(row["text"], row.get("condition", ""), row.get("public_text", ""))
            kind = row.get("kind") or Decision.Kind.RESOLVED.value
            own = DecisionLine(kind, [limb], row.get("stands", ""), row.get("confirmation_by", ""))
            last = found[-1] if found else None
            if last and (last.kind, last.stands) == (own.kind, own.stands) and _goes_on(last, own):
                found[-1] = replace(last, limbs=[*last.limbs, limb])
            else:
                found.append(own)
        return found

    def follow_up_rows(self) -> list[FollowUpRow]:
        """The follow-ups as typed."""
        return [
            FollowUpRow(
                row["text"],
                row.get("kind") or "action",
                row.get("owner", ""),
                row.get("due_on"),
                row.get("pk"),
                row.get("stands", ""),
                row.get("due_words", ""),
            )
            for form in self.follow_ups
            if (row := form.cleaned_data).get("text")
        ]


def _goes_on(last: DecisionLine, own: DecisionLine) -> bool:
    """A limb without a word about confirmation belongs to the decision above it."""
    return not own.confirmation_by or own.confirmation_by == last.confirmation_by


def _limb_rows(minute: Minute) -> list[dict[str, Any]]:
    return [
        {
            "kind": decision.kind,
            "text": limb.text,
            "condition": limb.condition,
            "public_text": limb.public_text,
            "stands": decision.stands,
            "confirmation_by": decision.confirmation_by,
        }
        for decision in minute.decisions.all()
        for limb in decision.limbs.all()
    ]


def _follow_up_row(row: FollowUp) -> dict[str, Any]:
    names = ("pk", "kind", "text", "owner", "due_on", "due_words", "stands")
    return {name: getattr(row, name) for name in names}


class LinesForm(GovukForm):
    """One minute among several on a page, typed as plain lines."""

    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    resolved = LinesField(
        label=gettext_lazy("Resolved"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, entry: Entry, head: str) -> None:
        self.entry, minute = entry, entry.minute
        self.lines = typed.to_typed(minute.text)
        decisions = list(minute.decisions.all())
        self.has_simple_decision = (
            all(
                decision.kind == Decision.Kind.RESOLVED
                and not (decision.stands or decision.confirmation_by)
                and not any(limb.condition or limb.public_text for limb in decision.limbs.all())
                for decision in decisions
            )
            and len(decisions) < 2
        )
        limbs = [limb.text for decision in decisions for limb in decision.limbs.all()]
        initial = {"text": self.lines or "", "resolved": limbs, "based_on": minute.version}
        super().__init__(data, prefix=f"m{minute.pk}", initial=initial)
        name = _("minute {entry}").format(entry=entry.label) if entry.label else entry.name
        self.fields["text"].label = _("Text of {name}").format(name=name)
        self.fields["resolved"].label = _("{head} one line for each limb of {name}").format(
            head=head, name=name
        )
        if self.lines is None:
            del self.fields["text"]
        if not self.has_simple_decision:
            del self.fields["resolved"]

    def clean_text(self) -> str:
        """The typed lines, if they can be printed."""
        lines = str(self.cleaned_data["text"])
        cleaned(typed.to_html(lines))
        return lines

    @property
    def is_typed(self) -> bool:
        """True when something was typed here."""
        return bool(set(self.changed_data) - {"based_on"})

    def minute_text(self) -> MinuteText:
        """What was typed, for saving."""
        minute, data = self.entry.minute, self.cleaned_data
        page = lines.said_by(self.data)
        text = None
        if "text" in self.changed_data:
            text = lines.text_typed(minute, data["text"], data["based_on"], page.editor)
        limbs = data.get("resolved") if "resolved" in self.changed_data else None
        return MinuteText(minute, minute.text if text is None else text, data["based_on"], limbs, page)
