"""The form of the roll: marks, chair and times, substitutes, officers, interests, saved together."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.history.findings import Finding, Level
from foundation.ui.forms import GovukForm, TimeField
from meetings.attendance.roll import MemberLine, RollSheet, known_people, plain_name
from meetings.attendance.rules.day import DETAILS_MISSING
from meetings.attendance.rules.roll import (
    IN_ATTENDANCE,
    IN_PERSON,
    REMOTE,
    SUBSTITUTE,
    UNMARKED,
    RollLine,
    roll_findings,
)
from meetings.models import AgendaItem, Attendance


class MarksForm(GovukForm):
    """Present, apologies or absent for every member; who is in the chair; from when to when."""

    chair = forms.TypedChoiceField(
        label=gettext_lazy("In the chair"), coerce=int, required=False, empty_value=None
    )
    started_at = TimeField(label=gettext_lazy("Started"), required=False)
    ended_at = TimeField(label=gettext_lazy("Ended"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: RollSheet) -> None:
        self.sheet = sheet
        initial = {"chair": sheet.chair, "started_at": sheet.started_at, "ended_at": sheet.ended_at}
        super().__init__(data, initial=initial)
        people = [(str(line.person), line.name) for line in sheet.members]
        chair = self.fields["chair"]
        assert isinstance(chair, forms.TypedChoiceField)
        chair.choices = [("", _("Not yet recorded")), *people]
        for line in sheet.members:
            self.fields[f"mark_{line.person}"] = forms.ChoiceField(
                label=line.name,
                choices=[(mark.value, mark.label) for mark in Attendance.MARKED],
                initial=line.mark,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"remote_{line.person}"] = forms.BooleanField(
                label=_("Remotely"), initial=line.is_remote, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A meeting ends after it starts."""
        data = super().clean() or {}
        start, end = data.get("started_at"), data.get("ended_at")
        if start and end and end <= start:
            self.add_error("ended_at", _("The meeting cannot end before it starts"))
        return data

    @property
    def rows(self) -> list[tuple[MemberLine, forms.BoundField, forms.BoundField]]:
        """Each member with the fields of their mark and of how they took part."""
        return [
            (line, self[f"mark_{line.person}"], self[f"remote_{line.person}"]) for line in self.sheet.members
        ]

    def lines(self) -> list[RollLine]:
        """The members' part of the roll."""
        chair = self.cleaned_data.get("chair")
        return [
            RollLine(
                line.person,
                mark=self.cleaned_data.get(f"mark_{line.person}") or UNMARKED,
                is_in_chair=line.person == chair,
                mode=REMOTE if self.cleaned_data.get(f"remote_{line.person}") else IN_PERSON,
            )
            for line in self.sheet.members
        ]


class SubstituteForm(GovukForm):
    """Somebody who came for a member."""

    name = forms.CharField(label=gettext_lazy("Substitute"), max_length=200, required=False)
    stands_in_for = forms.TypedChoiceField(
        label=gettext_lazy("For"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, members: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stands_in_for"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Choose"), *((str(key), name) for key, name in members.items())]
        self.fields["name"].widget.attrs["list"] = "substitute-names"

    def clean(self) -> dict[str, Any]:
        """A member without a substitute's name is an unfinished row."""
        data = super().clean() or {}
        if data.get("stands_in_for") and not data.get("name"):
            self.add_error("name", _("Enter who came instead"))
        return data


class OfficerForm(GovukForm):
    """Somebody in attendance."""

    is_here = forms.BooleanField(label=gettext_lazy("Here"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    post = forms.CharField(label=gettext_lazy("Post and organisation"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A post needs the name of who holds it."""
        data = super().clean() or {}
        if data.get("post") and not data.get("name") and data.get("is_here"):
            self.add_error("name", _("Enter the name"))
        return data


class InterestForm(GovukForm):
    """One declaration of interest."""

    member = forms.TypedChoiceField(
        label=gettext_lazy("Member"), coerce=int, required=False, empty_value=None
    )
    kind = forms.CharField(label=gettext_lazy("Kind"), max_length=80, required=False, initial="personal")
    items = forms.CharField(label=gettext_lazy("Items"), max_length=200, required=False)
    nature = forms.CharField(label=gettext_lazy("What the interest is"), max_length=2000, required=False)
    comes_later = forms.BooleanField(label=gettext_lazy("I will add the details later"), required=False)

    def __init__(
        self, *args: Any, members: Mapping[int, str], labels: Mapping[str, AgendaItem], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels
        field = self.fields["member"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "Choose"), *((str(key), name) for key, name in members.items())]
        self.fields["kind"].widget.attrs["list"] = "interest-kinds"

    def clean_items(self) -> list[AgendaItem]:
        """The items named by their numbers; none is all substantive items."""
        named = [
            part.strip() for part in self.cleaned_data["items"].replace(";", ",").split(",") if part.strip()
        ]
        known = {plain_name(label): item for label, item in self.labels.items() if label}
        missing = [part for part in named if _item_key(part) not in known]
        if missing:
            raise forms.ValidationError(
                _("There is no item {missing} on this agenda").format(missing=missing[0])
            )
        return [known[_item_key(part)] for part in named]

    def clean(self) -> dict[str, Any]:
        """Who and why belong together."""
        data = super().clean() or {}
        if data.get("member") and not data.get("nature") and not data.get("comes_later"):
            self.add_error("nature", _(DETAILS_MISSING))
        if data.get("nature") and not data.get("member"):
            self.add_error("member", _("Select whose interest it is"))
        return data


def _item_key(text: str) -> str:
    return plain_name(text.casefold().removeprefix("items").removeprefix("item"))


Substitutes = formset_factory(SubstituteForm, extra=2)
Officers = formset_factory(OfficerForm, extra=3)
Interests = formset_factory(InterestForm, extra=3)


class AttendanceForms:
    """All parts of the page as one thing that is valid or not."""

    def __init__(
        self,
        sheet: RollSheet,
        labels: Mapping[str, AgendaItem],
        interests: list[dict[str, Any]],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.sheet = sheet
        self.marks = MarksForm(data, sheet=sheet)
        self.substitutes: BaseFormSet[SubstituteForm] = Substitutes(
            data,
            prefix="substitutes",
            form_kwargs={"members": sheet.names},
            initial=[{"name": line.name, "stands_in_for": line.stands_in_for} for line in sheet.substitutes],
        )
        self.officers: BaseFormSet[OfficerForm] = Officers(
            data,
            prefix="officers",
            initial=[
                {"name": line.name, "post": line.post, "is_here": line.is_here} for line in sheet.officers
            ],
        )
        self.interests: BaseFormSet[InterestForm] = Interests(
            data,
            prefix="interests",
            form_kwargs={"members": sheet.names, "labels": labels},
            initial=interests,
        )

    def is_valid(self) -> bool:
        """Every part in shape, and no two facts that contradict each other."""
        if not self._is_in_shape():
            return False
        for finding in self._contradictions():
            self._place(finding)
        return self._is_in_shape()

    def _is_in_shape(self) -> bool:
        """Asks every part, so that every error shows at once."""
        parts = (self.marks, self.substitutes, self.officers, self.interests)
        verdicts = [part.is_valid() for part in parts]
        return all(verdicts)

    def substitutes_named(self) -> list[tuple[str, int | None]]:
        """Who came for whom."""
        return [
            (form.cleaned_data["name"], form.cleaned_data.get("stands_in_for"))
            for form in self.substitutes
            if form.cleaned_data.get("name")
        ]

    def officers_named(self) -> list[tuple[str, str]]:
        """Who was in attendance, with their posts."""
        return [
            (form.cleaned_data["name"], form.cleaned_data.get("post", ""))
            for form in self.officers
            if form.cleaned_data.get("name") and (form.cleaned_data.get("is_here") or form.empty_permitted)
        ]

    def interests_declared(self) -> list[dict[str, Any]]:
        """Each declaration, as typed."""
        return [form.cleaned_data for form in self.interests if form.cleaned_data.get("member")]

    def _contradictions(self) -> list[Finding]:
        """The rules held against what was typed; people nobody entered yet get keys below zero."""
        typed = [name for name, __ in self.substitutes_named()] + [name for name, __ in self.officers_named()]
        known = {plain: person.pk for plain, person in known_people(typed, self.sheet.body).items()}
        self.keys: dict[str, int] = {}
        for name in typed:
            self.keys.setdefault(plain_name(name), known.get(plain_name(name), -len(self.keys) - 1))
        names = {**self.sheet.names, **{self.keys[plain_name(name)]: name for name in typed}}
        lines = self.marks.lines()
        lines += [
            RollLine(self.keys[plain_name(name)], SUBSTITUTE, substitute_for=away)
            for name, away in self.substitutes_named()
        ]
        lines += [RollLine(self.keys[plain_name(name)], IN_ATTENDANCE) for name, __ in self.officers_named()]
        return roll_findings(lines, names, self.sheet.substitute_rule, self.sheet.moved)

    def _place(self, finding: Finding) -> None:
        """Put a refusal beside the field it is about."""
        if finding.level is not Level.STOPPED:
            return
        about, __, key = finding.code.partition(":")
        form, field = self._field_of(about, int(key or 0))
        form.add_error(field, finding.sentence)

    def _field_of(self, about: str, key: int) -> tuple[GovukForm, str]:
        if about in ("substitute", "person"):
            for form in self.substitutes:
                if self.keys.get(plain_name(form.cleaned_data.get("name") or "")) == key:
                    return form, "stands_in_for" if about == "substitute" else "name"
            for officer in self.officers:
                if self.keys.get(plain_name(officer.cleaned_data.get("name") or "")) == key:
                    return officer, "name"
        return self.marks, f"mark_{key}" if about == "mark" else "chair"
