"""The forms of an election: opening it, nominating somebody, one round of voting."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from foundation.ui.forms import GovukForm, KnownDayField
from meetings.actions import BallotLine, NominationLine
from meetings.forms.votes import NOBODY, choices, figure, new_key
from meetings.models import Ballot, Election, Nomination
from meetings.rules.voters import Voters

ABSTAINED = "none"


class ElectionForm(GovukForm):
    """Which office is filled, and from when to when."""

    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    item = forms.ChoiceField(label="Item")
    office = forms.ChoiceField(label="Office", choices=Election.Office.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label="Name of another office",
        required=False,
        max_length=160,
        help_text="Such as: Chair for this item. The panel’s own offices are named by its settings.",
    )
    starts_on = KnownDayField(label="From", required=False, help_text="Empty: the day of the meeting.")
    ends_on = KnownDayField(
        label="Until", required=False, is_last=True, help_text="Empty where the term has no last day."
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        items: Sequence[tuple[str, str]],
        names: Mapping[str, str],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"form_key": new_key(), **(initial or {})})
        choices(self.fields["item"], [("", "Choose"), *items])
        choices(
            self.fields["office"], [(key, names.get(key, words)) for key, words in Election.Office.choices]
        )

    def clean(self) -> dict[str, Any]:
        """A term ends after it starts; another office has a name."""
        data = super().clean() or {}
        if data.get("office") == Election.Office.OTHER and not data.get("title"):
            self.add_error("title", "Say to which office")
        return data


class NominationForm(GovukForm):
    """Who is nominated by whom."""

    prefix = "nominee"

    person = forms.ChoiceField(label="Nominated", error_messages={"required": "Choose who is nominated"})
    proposer = forms.ChoiceField(label="Proposed by", required=False)
    seconder = forms.ChoiceField(label="Seconded by", required=False)
    is_willing = forms.BooleanField(label="Willing to stand", required=False, initial=True)
    came_before = forms.BooleanField(label="Received before the meeting", required=False)

    def __init__(self, voters: Voters, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        everybody = [
            (each.person, each.name if each.is_here else f"{each.name}, not here") for each in voters.people
        ]
        here = [(each.person, each.name) for each in voters.people if each.is_here]
        choices(self.fields["person"], [("", "Choose"), *everybody])
        choices(self.fields["proposer"], [NOBODY, *here])
        choices(self.fields["seconder"], [NOBODY, *here])

    def line(self) -> NominationLine:
        """The nomination as typed."""
        data = self.cleaned_data
        return NominationLine(
            int(data["person"]),
            int(data["proposer"]) if data["proposer"] else None,
            int(data["seconder"]) if data["seconder"] else None,
            data["is_willing"],
            data["came_before"],
        )


class BallotForm(GovukForm):
    """One round: a figure for each nominee, or a choice for each member."""

    prefix = "round"

    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    abstained = figure("Abstained")
    tie_broken_by = forms.ChoiceField(
        label="Equal votes are broken by", required=False, choices=[("", "Nothing"), *Ballot.Tie.choices]
    )
    tie_broken_for = forms.ChoiceField(label="In favour of", required=False)

    def __init__(
        self, standing: Sequence[Nomination], voters: Voters, data: Mapping[str, Any] | None = None
    ) -> None:
        self.standing, self.voters = standing, voters
        super().__init__(data, initial={"form_key": new_key()})
        nominees = [(each.pk, each.printed_name) for each in standing]
        choices(self.fields["tie_broken_for"], [("", "Nobody"), *nominees])
        for nomination in standing:
            self.fields[f"votes_{nomination.pk}"] = figure(nomination.printed_name)
        for voter in voters.people:
            name = f"cast_{voter.person}"
            if voter.may_vote or (self.is_bound and self.data.get(self.add_prefix(name))):
                field = forms.ChoiceField(label=voter.name, required=False)
                choices(field, [("", "Not by name"), *nominees, (ABSTAINED, "Abstained")])
                self.fields[name] = field

    @property
    def counts(self) -> list[forms.BoundField]:
        """A figure for each nominee."""
        return [self[f"votes_{nomination.pk}"] for nomination in self.standing]

    @property
    def names(self) -> list[forms.BoundField]:
        """A choice for each member."""
        return [self[name] for name in self.fields if name.startswith("cast_")]

    @property
    def is_named(self) -> bool:
        """True when somebody's name has a vote, so that the list stands open."""
        return any(field.value() or field.errors for field in self.names)

    def line(self) -> BallotLine:
        """The round as typed; names win over figures, which then add up by themselves."""
        data = self.cleaned_data
        casts = tuple(
            (int(name.removeprefix("cast_")), None if value == ABSTAINED else int(value))
            for name, value in data.items()
            if name.startswith("cast_") and value
        )
        votes = tuple(
            (each.pk, data[f"votes_{each.pk}"])
            for each in self.standing
            if data[f"votes_{each.pk}"] is not None
        )
        return BallotLine(
            votes=() if casts else votes,
            abstained=data["abstained"],
            casts=casts,
            tie_broken_by=data["tie_broken_by"],
            tie_broken_for=int(data["tie_broken_for"]) if data["tie_broken_for"] else None,
        )
