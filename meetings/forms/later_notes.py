"""The forms of what was learnt after minutes were confirmed."""

from collections.abc import Mapping
from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.ui.forms import DateField, GovukForm
from meetings.kept import Kept
from meetings.models import AgendaItem, Minute, Minutes, Vote
from meetings.rules.later_notes import LONGEST_REASON, LONGEST_WORDS

INSIDE, PUBLIC = "inside", "public"


class LaterNoteForm(GovukForm):
    """One fact, what it is about, where it is known from, when it was learnt, and who reads it."""

    about = forms.ChoiceField(label="About", required=False)
    words = forms.CharField(
        label="What was learnt",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The minutes stay as they were confirmed. This stands beside them.",
    )
    source = forms.CharField(
        label="Source",
        max_length=300,
        help_text="For instance: minutes of the county council of 14 May 2026, or the webcast at 1:02:30.",
    )
    source_address = forms.URLField(
        label="Web address of the source (optional)", required=False, assume_scheme="https", max_length=500
    )
    learnt_on = DateField(label="Learnt on")
    is_public = forms.ChoiceField(
        label="Who reads it",
        choices=[(INSIDE, "Those who read draft minutes"), (PUBLIC, "Everybody: it is published now")],
        widget=forms.RadioSelect,
        initial=INSIDE,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, minutes: Minutes, by: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.things = _things(minutes, Kept.of(by, minutes.meeting))
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "The minutes as a whole"),
            *((key, words) for key, (words, _) in self.things.items()),
        ]

    def chosen(self) -> Minute | AgendaItem | Vote | None:
        """The minute, item or vote, or None for the minutes as a whole."""
        found = self.things.get(self.cleaned_data["about"])
        return found[1] if found else None


class WithdrawLaterNoteForm(GovukForm):
    """Why a note is taken back."""

    reason = forms.CharField(
        label="Reason", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


def _things(minutes: Minutes, kept: Kept) -> dict[str, tuple[str, Minute | AgendaItem | Vote]]:
    """What a note can be about, each with its words: minutes, then items, then votes, but what is kept."""
    found: dict[str, tuple[str, Minute | AgendaItem | Vote]] = {}
    for minute in minutes.entries.all():
        if not kept.has_minute(minute):
            found[f"minute-{minute.pk}"] = (f"Minute {minute.issued_label} {minute.title}".strip(), minute)
    for item in minutes.meeting.items.exclude(kind="heading").order_by("position", "pk"):
        if not kept.has(item):
            found[f"item-{item.pk}"] = (f"Item {item.issued_label} {item.title}".strip(), item)
    for vote in minutes.meeting.votes.select_related("item").order_by("position", "pk"):
        if not kept.has_vote(vote):
            found[f"vote-{vote.pk}"] = (f"Vote on {_motion(vote)}", vote)
    return found


def _motion(vote: Vote) -> str:
    if vote.motion:
        return vote.motion if len(vote.motion) <= 100 else f"{vote.motion[:97]}..."
    return f"a decision under “{vote.item.title}”" if vote.item else "a decision"
