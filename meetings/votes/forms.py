"""The forms of a vote, quick for a show of hands with the rest folded below it, and of an election."""

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.widgets import Script
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import GovukForm, KnownDayField
from meetings.models import Ballot, Election, Nomination, Vote, VoteCast
from meetings.votes.actions.electing import BallotLine, NominationLine
from meetings.votes.choices import VoteDesk
from meetings.votes.facts import PLAIN, facts_of
from meetings.votes.rules.voters import Voter, Voters
from meetings.votes.rules.votes import COUNTS, NAMED, SIMPLE, VoteFacts

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_VOTES = 99
MOST_WORDS = 2000
NOBODY = ("", "Not recorded")


def new_key() -> str:
    """A key for one form, by which a second sending is known."""
    return uuid.uuid4().hex


def choices(field: forms.Field, pairs: Sequence[tuple[object, str]]) -> None:
    """Give a field of choices what it offers, keys as text."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(str(key), words) for key, words in pairs]


def figure(label: "StrOrPromise") -> forms.IntegerField:
    """A number of votes; empty where nobody counted."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_VOTES,
        error_messages={
            "invalid": format_lazy(gettext_lazy("{label}: enter a whole number"), label=label),
            "min_value": format_lazy(gettext_lazy("{label}: enter 0 or more"), label=label),
            "max_value": format_lazy(
                gettext_lazy("{label}: enter {most} or fewer"), label=label, most=MOST_VOTES
            ),
        },
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )


class VoteForm(GovukForm):
    """One vote as the clerk hears it; field names stand under `vote` so that other forms may be beside it."""

    prefix = "vote"

    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = forms.ChoiceField(
        label=gettext_lazy("Item"),
        error_messages={"required": gettext_lazy("Choose the item that was voted on")},
    )
    decision = forms.ChoiceField(label=gettext_lazy("Decision voted on"), required=False)
    motion = forms.CharField(
        label=gettext_lazy("Motion"),
        required=False,
        validators=[
            MaxLengthValidator(
                MOST_WORDS,
                format_lazy(
                    gettext_lazy("A motion has {most_words:,} characters or fewer"), most_words=MOST_WORDS
                ),
            )
        ],
        help_text=gettext_lazy(
            "For example, That the report be deferred. Leave blank if you select a decision."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    mover = forms.ChoiceField(label=gettext_lazy("Moved"), required=False)
    seconder = forms.ChoiceField(label=gettext_lazy("Seconded"), required=False)
    method = forms.ChoiceField(
        label=gettext_lazy("Vote"),
        choices=Vote.Method.choices,
        initial=Vote.Method.COUNTS,
        widget=forms.RadioSelect,
    )
    votes_for = figure(gettext_lazy("For"))
    votes_against = figure(gettext_lazy("Against"))
    abstained = figure(gettext_lazy("Abstained"))
    result = forms.ChoiceField(
        label=gettext_lazy("Result, if the votes were not counted"),
        required=False,
        choices=[
            ("", gettext_lazy("From the figures")),
            ("carried", gettext_lazy("Carried")),
            ("lost", gettext_lazy("Lost")),
        ],
    )
    amends = forms.ChoiceField(label=gettext_lazy("Amendment of"), required=False)
    purpose = forms.ChoiceField(
        label=gettext_lazy("What the vote is for"),
        required=False,
        choices=[("", "A motion"), *Vote.Purpose.choices],
    )
    threshold = forms.ChoiceField(
        label=gettext_lazy("What it needs"),
        required=False,
        choices=Vote.Threshold.choices,
        help_text=gettext_lazy("A veto always needs two-thirds of the current members."),
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome for the precept"),
        required=False,
        choices=[("", gettext_lazy("As the vote went")), *Vote.Outcome.choices],
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason (optional)"),
        required=False,
        validators=[
            MaxLengthValidator(
                MOST_WORDS,
                format_lazy(
                    gettext_lazy("A reason has {most_words:,} characters or fewer"), most_words=MOST_WORDS
                ),
            )
        ],
        help_text=gettext_lazy(
            "Only where the words mention a veto and the vote is none, or a second veto is about "
            "another appointment. It is kept with the vote, not printed."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    casting_for = forms.ChoiceField(
        label=gettext_lazy("Casting vote"),
        required=False,
        choices=[("", gettext_lazy("None")), *Vote.Side.choices],
    )

    class Media:
        js = (Script("meetings/votes.js", type="module"),)

    def __init__(
        self, desk: VoteDesk, data: Mapping[str, Any] | None = None, *, vote: Vote | None = None
    ) -> None:
        self.desk, self.vote = desk, vote
        initial = _initial_of(vote) if vote else {"form_key": new_key(), "place": desk.first_place}
        super().__init__(data, initial=initial)
        here = [
            (voter.person, voter.name) for voter in desk.voters.people if voter.is_here or voter.is_unmarked
        ]
        kept = _kept_names(vote)
        for who in ("mover", "seconder"):
            own = [pair for pair in kept.get(who, []) if pair[0] not in dict(here)]
            choices(self.fields[who], [NOBODY, *here, *own])
        choices(self.fields["place"], desk.place_choices)
        choices(self.fields["decision"], [("", _("None: the words above")), *desk.decision_choices])
        others = [pair for pair in desk.motion_choices if vote is None or pair[0] != vote.pk]
        choices(self.fields["amends"], [("", "Nothing"), *others])
        self._add_names(vote)

    def _add_names(self, vote: Vote | None) -> None:
        """One field for each person here; for somebody who may not vote only when something was sent."""
        said = {cast.person_id: cast.how for cast in vote.casts.all()} if vote else {}
        self.voters: list[Voter] = []
        for voter in self.desk.voters.people:
            name = f"cast_{voter.person}"
            was_sent = self.is_bound and self.data.get(self.add_prefix(name))
            if not (voter.can_have_voted or was_sent or voter.person in said):
                continue
            self.voters.append(voter)
            self.fields[name] = forms.ChoiceField(
                label=voter.name,
                required=False,
                choices=[("", _("Did not vote")), *VoteCast.How.choices],
                initial=said.get(voter.person, ""),
            )

    @property
    def names(self) -> list[forms.BoundField]:
        """The fields of a vote by name, in the order of the roll."""
        return [self[f"cast_{voter.person}"] for voter in self.voters]

    @property
    def has_more(self) -> bool:
        """True when something of the folded part is filled in or wrong, so that it stands open."""
        folded = ("amends", "purpose", "threshold", "outcome", "reason", "casting_for", "result")
        filled = (self[name].value() not in ("", None, "simple") for name in folded)
        return any(filled) or any(name in self.errors for name in folded)

    @property
    def shows_names(self) -> bool:
        """True while the vote is taken by name, or a name is given or wrong."""
        is_given = any(field.value() or field.errors for field in self.names)
        return bool(self["method"].value() == NAMED) or is_given

    def facts(self) -> VoteFacts:
        """The vote as typed, as far as it can be read; fields that are called as a fact is are that fact."""
        data = self.cleaned_data
        place = data.get("place", "")
        item, minute = self.desk.place(place) if place else (None, None)
        typed = {name: data[name] for name in PLAIN if name in data}
        keys = {name: _key(data.get(name, "")) for name in ("decision", "mover", "seconder")}
        return VoteFacts(
            **{**typed, **keys},
            item=item.pk if item else None,
            minute=minute.pk if minute else None,
            parent=_key(data.get("amends", "")),
            casting_by=self.desk.voters.presiding if data.get("casting_for") else None,
            casts=tuple(
                (voter.person, how) for voter in self.voters if (how := data.get(f"cast_{voter.person}"))
            ),
        )

    def clean(self) -> dict[str, Any]:
        """A decision says its own words, figures their own result, and most votes need no more."""
        data = super().clean() or self.cleaned_data
        if data.get("decision"):
            data["motion"] = ""
        if data.get("method") in (COUNTS, NAMED):
            data["result"] = ""
        data["threshold"] = data.get("threshold") or SIMPLE
        return data


def _key(value: str) -> int | None:
    return int(value) if value else None


def _kept_names(vote: Vote | None) -> dict[str, list[tuple[int, str]]]:
    """Mover and seconder as recorded, though the roll may have changed since."""
    if vote is None:
        return {}
    kept = {"mover": (vote.mover_id, vote.mover_name), "seconder": (vote.seconder_id, vote.seconder_name)}
    return {who: [(key, name)] for who, (key, name) in kept.items() if key}


def _initial_of(vote: Vote) -> dict[str, Any]:
    """A recorded vote as its form shows it."""
    facts = facts_of(vote)
    shown = {name: getattr(facts, name) for name in VoteForm.base_fields if hasattr(facts, name)}
    if vote.method != COUNTS:
        shown |= {"votes_for": None, "votes_against": None, "abstained": None}
    return {
        **shown,
        "based_on": vote.version,
        "place": f"item-{vote.item_id}" if vote.item_id else f"minute-{vote.minute_id}",
        "result": "" if facts.is_counted else vote.result,
        "amends": vote.parent_id,
    }


ABSTAINED = "none"


class ElectionForm(GovukForm):
    """Which office is filled, and from when to when."""

    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    item = forms.ChoiceField(label=gettext_lazy("Item"))
    office = forms.ChoiceField(
        label=gettext_lazy("Office"), choices=Election.Office.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("Name of another office"),
        required=False,
        max_length=160,
        help_text=gettext_lazy(
            "For example, Chair for this item. The panel’s settings name its own offices."
        ),
    )
    starts_on = KnownDayField(
        label=gettext_lazy("From"),
        required=False,
        help_text=gettext_lazy("Leave blank for the day of the meeting."),
    )
    ends_on = KnownDayField(
        label=gettext_lazy("Until"),
        required=False,
        is_last=True,
        help_text=gettext_lazy("Leave blank if the term has no last day."),
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
            self.fields["office"],
            [(key, names.get(key, str(words))) for key, words in Election.Office.choices],
        )

    def clean(self) -> dict[str, Any]:
        """A term ends after it starts; another office has a name."""
        data = super().clean() or {}
        if data.get("office") == Election.Office.OTHER and not data.get("title"):
            self.add_error("title", _("Enter the name of the office"))
        return data


class NominationForm(GovukForm):
    """Who is nominated by whom."""

    prefix = "nominee"

    person = forms.ChoiceField(
        label=gettext_lazy("Nominated"), error_messages={"required": gettext_lazy("Choose who is nominated")}
    )
    proposer = forms.ChoiceField(label=gettext_lazy("Proposed by"), required=False)
    seconder = forms.ChoiceField(label=gettext_lazy("Seconded by"), required=False)
    is_willing = forms.BooleanField(label=gettext_lazy("Willing to stand"), required=False, initial=True)
    came_before = forms.BooleanField(label=gettext_lazy("Received before the meeting"), required=False)

    def __init__(self, voters: Voters, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        everybody = [
            (each.person, each.name if each.is_here else _("{name}, not here").format(name=each.name))
            for each in voters.people
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
    abstained = figure(gettext_lazy("Abstained"))
    tie_broken_by = forms.ChoiceField(
        label=gettext_lazy("Equal votes are broken by"),
        required=False,
        choices=[("", gettext_lazy("Nothing")), *Ballot.Tie.choices],
    )
    tie_broken_for = forms.ChoiceField(label=gettext_lazy("In favour of"), required=False)

    def __init__(
        self, standing: Sequence[Nomination], voters: Voters, data: Mapping[str, Any] | None = None
    ) -> None:
        self.standing, self.voters = standing, voters
        super().__init__(data, initial={"form_key": new_key()})
        nominees = [(each.pk, each.printed_name) for each in standing]
        choices(self.fields["tie_broken_for"], [("", _("No one")), *nominees])
        for nomination in standing:
            self.fields[f"votes_{nomination.pk}"] = figure(nomination.printed_name)
        for voter in voters.people:
            name = f"cast_{voter.person}"
            if voter.may_vote or (self.is_bound and self.data.get(self.add_prefix(name))):
                field = forms.ChoiceField(label=voter.name, required=False)
                choices(field, [("", _("Not by name")), *nominees, (ABSTAINED, "Abstained")])
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
