"""The forms of comments on draft minutes, of corrections, confirming and signing, and of later notes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.ui.forms import DateField, GovukForm
from meetings.minutes.rules.later_notes import LONGEST_REASON, LONGEST_WORDS
from meetings.models import (
    AgendaItem,
    DraftComment,
    Meeting,
    Minute,
    Minutes,
    MinutesApproval,
    SignedCopy,
    Vote,
)
from meetings.papers.forms.acts import PdfField
from meetings.restricted.kept import Kept
from meetings.wording.corrections import WORDS_LIMIT


class CirculateForm(GovukForm):
    """By when members should comment."""

    due_on = DateField(label=gettext_lazy("Comments by"))


class CommentForm(GovukForm):
    """What a member says about a paragraph."""

    minute_ref = forms.CharField(max_length=12, widget=forms.HiddenInput)
    place = forms.CharField(max_length=60, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Your comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(GovukForm):
    """What was done about a comment."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[each for each in DraftComment.Outcome.choices if each[0] != "open"],
    )
    reply = forms.CharField(
        label=gettext_lazy("Reply"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )


PRESENT = "present"


def meeting_choices(meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    """Meetings by day and kind."""
    return [(str(each.pk), f"{each.day:%-d %B %Y}, {each.name}") for each in meetings]


class CorrectionForm(GovukForm):
    """The words as they stand, as they should be, who asked, and at which meeting."""

    minute = forms.ChoiceField(label=gettext_lazy("Where"))
    original = forms.CharField(
        label=gettext_lazy("Current wording"),
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Copy it from the published minutes. Leave blank to add words at the end of the minute."
        ),
    )
    corrected = forms.CharField(
        label=gettext_lazy("Corrected wording"),
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Leave blank to delete the words."),
    )
    asked_by = forms.CharField(label=gettext_lazy("Requested by"), required=False, max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Printed with the correction."),
    )
    at = forms.TypedChoiceField(label=gettext_lazy("Corrected at the meeting on"), coerce=int)

    def __init__(
        self, data: Mapping[str, Any] | None, *, minutes: Minutes, meetings: Sequence[Meeting], kept: Kept
    ) -> None:
        super().__init__(data)
        entries = (entry for entry in minutes.entries.all() if not kept.has_minute(entry))
        self.entries = {str(entry.pk): entry for entry in entries}
        named = [(key, f"{each.issued_label} {each.title}".strip()) for key, each in self.entries.items()]
        for name, choices in (
            ("minute", [*named, (PRESENT, _("Those present and apologies"))]),
            ("at", meeting_choices(meetings)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def chosen(self) -> Minute | None:
        """The minute, or None for the lists of those present."""
        return self.entries.get(self.cleaned_data["minute"])


class BroughtForm(GovukForm):
    """That a meeting deferred minutes, or noted them only."""

    at = forms.TypedChoiceField(label=gettext_lazy("At the meeting on"), coerce=int)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[each for each in MinutesApproval.Outcome.choices if each[0] != "confirmed"],
        widget=forms.RadioSelect,
        initial="deferred",
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=600)

    def __init__(self, data: Mapping[str, Any] | None = None, *, meetings: Sequence[Meeting]) -> None:
        super().__init__(data, auto_id="brought_%s")
        field = self.fields["at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = meeting_choices(meetings)


class SignForm(GovukForm):
    """Who signed, on which day, how, and the scan of the paper."""

    signed_by = forms.CharField(
        label=gettext_lazy("Signed by"),
        max_length=200,
        help_text=gettext_lazy("The person presiding at that meeting."),
    )
    signed_on = DateField(label=gettext_lazy("Signed on"))
    manner = forms.ChoiceField(
        label=gettext_lazy("How they were signed"),
        choices=SignedCopy.Manner.choices,
        widget=forms.RadioSelect,
        initial="paper",
    )
    scan = PdfField(
        label=gettext_lazy("Scan of the signed paper"),
        required=False,
        help_text=gettext_lazy("A PDF. It is stored here and not published."),
    )


class ScanForm(GovukForm):
    """One more scan."""

    scan = PdfField(
        label=gettext_lazy("Scan"), help_text=gettext_lazy("A PDF. For example, a copy of an annotated page.")
    )


INSIDE, PUBLIC = "inside", "public"


class LaterNoteForm(GovukForm):
    """One fact, what it is about, where it is known from, when it was learnt, and who reads it."""

    about = forms.ChoiceField(label=gettext_lazy("Which part of the minutes"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What has been found since"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The confirmed minutes do not change. This note is shown with them."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy(
            "For example, minutes of the county council of 14 May 2026, or the webcast at 1:02:30."
        ),
    )
    source_address = forms.URLField(
        label=gettext_lazy("Web address of the source (optional)"),
        required=False,
        assume_scheme="https",
        max_length=500,
    )
    learnt_on = DateField(label=gettext_lazy("Date it was found"))
    is_public = forms.ChoiceField(
        label=gettext_lazy("Who can read it"),
        choices=[
            (INSIDE, gettext_lazy("Only people who can read draft minutes")),
            (PUBLIC, gettext_lazy("The public. It is published now")),
        ],
        widget=forms.RadioSelect,
        initial=INSIDE,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, minutes: Minutes, by: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.things = _things(minutes, Kept.of(by, minutes.meeting))
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("All of the minutes")),
            *((key, words) for key, (words, __) in self.things.items()),
        ]

    def chosen(self) -> Minute | AgendaItem | Vote | None:
        """The minute, item or vote, or None for the minutes as a whole."""
        found = self.things.get(self.cleaned_data["about"])
        return found[1] if found else None


class WithdrawLaterNoteForm(GovukForm):
    """Why a note is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
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
            found[f"vote-{vote.pk}"] = (_("Vote on {motion}").format(motion=_motion(vote)), vote)
    return found


def _motion(vote: Vote) -> str:
    if vote.motion:
        return vote.motion if len(vote.motion) <= 100 else f"{vote.motion[:97]}..."
    return _("a decision under “{item}”").format(item=vote.item.title) if vote.item else "a decision"
