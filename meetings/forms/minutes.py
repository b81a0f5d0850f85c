"""The forms of minutes: one minute with its decisions and follow-ups, several on one page, confirming."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from foundation.documents import richtext, trial
from foundation.ui.forms import DateField, GovukForm, LinesField
from foundation.ui.richtext import RichTextField
from meetings import lines
from meetings.actions import DecisionLine, FollowUpRow, LimbLine, MinuteText
from meetings.documents.minutes import decision_head
from meetings.documents.minutes_record import Entry
from meetings.models import AgendaItem, Decision, FollowUp, Meeting, Minute
from meetings.rules import typed
from panels.models import BodySettings


class MinuteForm(GovukForm):
    """The words of one minute and the items it covers."""

    title = forms.CharField(label="Heading", max_length=500, error_messages={"required": "Enter a heading"})
    opening = forms.CharField(
        label="Opening",
        required=False,
        help_text="Leave empty to follow the record.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = RichTextField(
        label="Text", required=False, help_text="A numbered list is printed as points (i), (ii), (iii)."
    )
    items = forms.MultipleChoiceField(
        label="Agenda items", required=False, widget=forms.CheckboxSelectMultiple
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Sequence[tuple[AgendaItem, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agenda = {str(item.pk): item for item, _ in items}
        field = self.fields["items"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(item.pk), f"{label} {item.title}".strip()) for item, label in items]

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


class LimbForm(GovukForm):
    """One limb of a decision; rows in a row with the same words above them make one decision."""

    kind = forms.ChoiceField(label="Words", required=False)
    text = forms.CharField(label="Decision", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    condition = forms.CharField(label="Only if", max_length=300, required=False)

    def __init__(self, *args: Any, settings: BodySettings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, decision_head(settings, kind)) for kind in Decision.Kind]


class FollowUpForm(GovukForm):
    """Something somebody has to do."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Kind", choices=FollowUp.Kind.choices, required=False)
    text = forms.CharField(
        label="What is to be done", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = forms.CharField(label="Owner", max_length=200, required=False)
    due_on = DateField(label="Due", required=False)

    def clean(self) -> dict[str, Any]:
        """An owner or a date needs something to be done."""
        data = super().clean() or {}
        if (data.get("owner") or data.get("due_on")) and not data.get("text"):
            self.add_error("text", "Enter what is to be done")
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
        # Posted rows are never held against what is saved: a row that is the same would count as empty.
        is_new = data is None
        limb_rows = _limb_rows(minute) if is_new else None
        rows = [_follow_up_row(row) for row in minute.follow_ups.all()] if is_new else None
        self.limbs: BaseFormSet[LimbForm] = Limbs(
            data, prefix="limbs", initial=limb_rows, form_kwargs={"settings": settings}
        )
        self.follow_ups: BaseFormSet[FollowUpForm] = FollowUps(data, prefix="follow", initial=rows)

    def is_valid(self) -> bool:
        """Asks every part, so that every error shows at once."""
        verdicts = [part.is_valid() for part in (self.words, self.limbs, self.follow_ups)]
        return all(verdicts)

    def decisions(self) -> list[DecisionLine]:
        """The limbs gathered into decisions."""
        found: list[tuple[str, list[LimbLine]]] = []
        for form in self.limbs:
            row = form.cleaned_data
            if not row.get("text"):
                continue
            limb = LimbLine(row["text"], row.get("condition", ""))
            kind = row.get("kind") or Decision.Kind.RESOLVED.value
            if found and found[-1][0] == kind:
                found[-1][1].append(limb)
            else:
                found.append((kind, [limb]))
        return [DecisionLine(kind, limbs) for kind, limbs in found]

    def follow_up_rows(self) -> list[FollowUpRow]:
        """The follow-ups as typed."""
        return [
            FollowUpRow(
                row["text"],
                row.get("kind") or "action",
                row.get("owner", ""),
                row.get("due_on"),
                row.get("pk"),
            )
            for form in self.follow_ups
            if (row := form.cleaned_data).get("text")
        ]


def _limb_rows(minute: Minute) -> list[dict[str, Any]]:
    return [
        {"kind": decision.kind, "text": limb.text, "condition": limb.condition}
        for decision in minute.decisions.all()
        for limb in decision.limbs.all()
    ]


def _follow_up_row(row: FollowUp) -> dict[str, Any]:
    return {"pk": row.pk, "kind": row.kind, "text": row.text, "owner": row.owner, "due_on": row.due_on}


class LinesForm(GovukForm):
    """One minute among several on a page, typed as plain lines."""

    text = forms.CharField(label="Text", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    resolved = LinesField(label="Resolved", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, entry: Entry, head: str) -> None:
        self.entry, minute = entry, entry.minute
        self.lines = typed.to_typed(minute.text)
        decisions = list(minute.decisions.all())
        self.has_simple_decision = (
            all(
                decision.kind == Decision.Kind.RESOLVED
                and not any(limb.condition for limb in decision.limbs.all())
                for decision in decisions
            )
            and len(decisions) < 2
        )
        limbs = [limb.text for decision in decisions for limb in decision.limbs.all()]
        initial = {"text": self.lines or "", "resolved": limbs, "based_on": minute.version}
        super().__init__(data, prefix=f"m{minute.pk}", initial=initial)
        name = f"minute {entry.label}" if entry.label else entry.name
        self.fields["text"].label = f"Text of {name}"
        self.fields["resolved"].label = f"{head} one line for each limb of {name}"
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


class ConfirmForm(GovukForm):
    """At which later meeting the minutes were confirmed."""

    at = forms.TypedChoiceField(label="Confirmed at the meeting on", coerce=int)

    def __init__(self, data: Mapping[str, Any] | None = None, *, meetings: Sequence[Meeting]) -> None:
        super().__init__(data)
        field = self.fields["at"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(each.pk), f"{each.day:%-d %B %Y}, {each.name.lower()}") for each in meetings]


class FirstNumberForm(GovukForm):
    """Which number the minutes begin with."""

    first = forms.IntegerField(
        label="First number", required=False, min_value=1, max_value=99999, help_text="Empty: the next number"
    )


class DischargeForm(GovukForm):
    """On which day a follow-up was done."""

    on = DateField(label="Done on")
