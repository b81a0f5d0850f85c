"""The forms of the ledger: they check shape; the rules decide the rest."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.dates import long_day
from foundation.ui.forms import DateField, GovukForm
from meetings.models import AgendaItem, Decision, FollowUp, ItemLink, Meeting
from panels.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _text(
    label: "StrOrPromise", rows: int = 3, *, required: bool = True, hint: "StrOrPromise" = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, help_text=hint)


class VersionedForm(GovukForm):
    """A form that remembers which state of the follow-up it was opened with."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)


class UpdateForm(VersionedForm):
    """How a follow-up stands, and a later day that the secretariat sets."""

    text = _text(
        gettext_lazy("What is the progress?"),
        hint=gettext_lazy("The latest update is printed on the public action log, if this is on it."),
    )
    new_due = DateField(label=gettext_lazy("New due date, if it is postponed"), required=False)
    is_in_hand = forms.BooleanField(label=gettext_lazy("It is in progress"), required=False)
    is_decision = forms.BooleanField(widget=forms.HiddenInput, required=False)


class OwnUpdateForm(UpdateForm):
    """How a follow-up stands by its owner; refusals name the day as the page does."""

    new_due = DateField(
        label=gettext_lazy("Later due date, if you need one"),
        required=False,
        help_text=gettext_lazy("The secretariat decides. The due date stays the same until it does."),
    )


class SettleForm(VersionedForm):
    """Who answers for it, at which meeting it is due, which decision it carries out, who may read of it."""

    answerer = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("No one on the panel’s list"),
        help_text=gettext_lazy("A person on the list who signs in can see it and update its progress."),
    )
    answerer_name = forms.CharField(
        label=gettext_lazy("Or another person, or an office"), max_length=200, required=False
    )
    answerer_email = forms.EmailField(
        label=gettext_lazy("Email address for reminders"),
        required=False,
        help_text=gettext_lazy("One reminder is sent before the due date, and one after it."),
    )
    due_meeting = forms.ModelChoiceField(
        label=gettext_lazy("Due at a meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("No meeting"),
        help_text=gettext_lazy(
            "If the meeting is moved, the due date moves with it, unless the minutes give a date."
        ),
    )
    limb = forms.ChoiceField(label=gettext_lazy("Carries out"), required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("Show on the public action log"),
        required=False,
        help_text=gettext_lazy("Actions from exempt or confidential business are never shown there."),
    )

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = cast(dict[str, Any], self.fields)
        fields["answerer"].queryset = Person.objects.of_bodies([follow_up.body_id])
        later = Meeting.objects.filter(body=follow_up.body_id, starts_at__gt=follow_up.meeting.starts_at)
        fields["due_meeting"].queryset = later.exclude(status="cancelled").order_by("starts_at")
        fields["due_meeting"].label_from_instance = meeting_words
        self.decisions = {str(each.pk): each for each in follow_up.minute.decisions.prefetch_related("limbs")}
        fields["limb"].choices = [("", _("No decision")), *_limb_choices(self.decisions.values())]

    @staticmethod
    def initial_of(row: FollowUp) -> dict[str, Any]:
        """The form as the follow-up stands."""
        names = ("answerer", "answerer_name", "answerer_email", "due_meeting", "is_public")
        limb = f"{row.decision_id}-{row.limb or 0}" if row.decision_id else ""
        return {name: getattr(row, name) for name in names} | {"limb": limb, "based_on": row.version}

    def facts(self) -> dict[str, Any]:
        """What was chosen, for the action."""
        data = dict(self.cleaned_data)
        decision, __, limb = data.pop("limb").partition("-")
        return data | {"decision": self.decisions.get(decision), "limb": int(limb or 0) or None}


class AskForm(GovukForm):
    """Of whom a response is asked, and by when."""

    asked_of = forms.CharField(label=gettext_lazy("Required from"), max_length=200)
    asked_on = DateField(label=gettext_lazy("Date of the request"))
    respond_by = DateField(
        label=gettext_lazy("Respond by"),
        required=False,
        help_text=gettext_lazy("The panel sets a reasonable period: check with your monitoring officer."),
    )


class AnswerForm(GovukForm):
    """A response that came, or where an item was raised and what was answered."""

    raised_at = forms.ModelChoiceField(
        label=gettext_lazy("Raised at the meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not raised"),
    )
    received_on = DateField(label=gettext_lazy("Answered on"))
    text = _text("Answer", 5, required=False)
    document_ref = forms.CharField(
        label=gettext_lazy("Reference or web address of the document"), max_length=300, required=False
    )

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if follow_up.kind != FollowUp.Kind.ITEM_TO_RAISE:
            del self.fields["raised_at"]
            return
        field = cast(Any, self.fields["raised_at"])
        field.queryset = meetings_since(follow_up)
        field.label_from_instance = meeting_words

    def clean(self) -> dict[str, Any]:
        """Words, or a document."""
        data = super().clean() or {}
        if not (data.get("text") or data.get("document_ref")):
            self.add_error("text", _("Enter the answer, or the document"))
        return data


class RespondForm(GovukForm):
    """The written response that the panel requires, by whoever owes it."""

    text = _text(gettext_lazy("Your written response"), 8)
    document_ref = forms.CharField(
        label=gettext_lazy("Web address or reference of a letter (optional)"), max_length=300, required=False
    )


class CloseForm(GovukForm):
    """How it ended: done, where and what shows it; or dropped, and why."""

    how = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[("discharged", gettext_lazy("It is done")), ("dropped", gettext_lazy("No further action"))],
        widget=forms.RadioSelect,
        initial="discharged",
    )
    on = DateField(label=gettext_lazy("Done on"), required=False)
    at = forms.ModelChoiceField(
        label=gettext_lazy("Discharged at the meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("At no meeting"),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence that it is done"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("For example, minute 57 or a letter of 3 May"),
    )
    reason = _text(gettext_lazy("Reason for no further action"), 2, required=False)

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(Any, self.fields["at"])
        field.queryset = meetings_since(follow_up)
        field.label_from_instance = meeting_words

    def clean(self) -> dict[str, Any]:
        """What is done has a day; what is dropped has a reason."""
        data = super().clean() or {}
        if data.get("how") == "discharged" and not data.get("on") and "on" not in self.errors:
            if data.get("at"):
                data["on"] = data["at"].day
            else:
                self.add_error("on", _("Enter the date it was done"))
        if data.get("how") == "dropped" and not data.get("reason"):
            self.add_error("reason", _("Enter the reason for no further action"))
        return data


class ReasonForm(GovukForm):
    """Why something closed is opened again."""

    reason = forms.CharField(label=gettext_lazy("Reason for reopening"), max_length=600)


class ChosenForm(GovukForm):
    """Follow-ups that were ticked on a page about one meeting."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Actions and recommendations"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Select at least one action")},
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence that they are done"), max_length=600, required=False
    )
    where = forms.ChoiceField(
        choices=[("item", "item"), ("minutes", "minutes")],
        required=False,
        label=gettext_lazy("Where to list them"),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, rows: Sequence[FollowUp]) -> None:
        super().__init__(data)
        self.rows = {str(row.pk): row for row in rows}
        cast(Any, self.fields["chosen"]).choices = [(key, str(row.number)) for key, row in self.rows.items()]

    def follow_ups(self) -> list[FollowUp]:
        """Those that were ticked."""
        return [self.rows[key] for key in self.cleaned_data["chosen"]]


def meetings_since(follow_up: FollowUp) -> Any:
    """The meeting it came from and the later ones of its body, the latest first."""
    since = Meeting.objects.filter(body=follow_up.body_id, starts_at__gte=follow_up.meeting.starts_at)
    return since.exclude(status="cancelled").order_by("-starts_at")


def meeting_words(meeting: Meeting) -> str:
    """A meeting in a list of choices."""
    return f"{long_day(meeting.starts_at)}, {meeting.name}"


def _limb_choices(decisions: Any) -> list[tuple[str, str]]:
    found = []
    for decision in cast("Sequence[Decision]", decisions):
        limbs = list(decision.limbs.all())
        for place, limb in enumerate(limbs, start=1):
            words = f"{decision.get_kind_display()}: {limb.text[:90]}"
            found.append((f"{decision.pk}-{place if len(limbs) > 1 else 0}", words))
    return found


class LinkForm(GovukForm):
    """Which earlier business an item goes on from."""

    earlier = forms.ChoiceField(label=gettext_lazy("Continues from"))
    reason = forms.ChoiceField(label=gettext_lazy("Link"), choices=ItemLink.Reason.choices)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, earlier: Sequence[AgendaItem | FollowUp]
    ) -> None:
        super().__init__(data)
        self.business = {each.ref: each for each in earlier}
        cast(Any, self.fields["earlier"]).choices = [(each.ref, earlier_words(each)) for each in earlier]

    def facts(self) -> dict[str, Any]:
        """What was chosen, for the action."""
        return {"earlier": self.business[self.cleaned_data["earlier"]], "reason": self.cleaned_data["reason"]}


def earlier_words(each: AgendaItem | FollowUp) -> str:
    """Earlier business in a list of choices."""
    name = (
        f"{each.get_kind_display()} {each.number}: {each.text}" if isinstance(each, FollowUp) else each.title
    )
    return f"{each.meeting.day:%-d %B %Y}: {name[:90]}"
