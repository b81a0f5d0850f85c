"""What is typed while a meeting goes on. A time left empty is now; every act has the id of its browser."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import DateField, GovukForm, TimeField
from meetings.attendance.record import DayRecord, moment_of
from meetings.attendance.rules.day import DETAILS_MISSING
from meetings.models import AgendaItem, Attendance, Decision, FollowUp, Interest, Restriction
from meetings.votes.forms import VoteForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_Mark, _Mode, _Capacity = Attendance.Mark, Attendance.Mode, Attendance.Capacity
# A queue kept longer than this is no queue any more; its times have to be typed.
LONGEST_WAIT = timedelta(hours=12)
A_SLOW_NETWORK = timedelta(minutes=1)


class ActForm(GovukForm):
    """What every act brings: the browser's id, and for how many seconds it waited to be sent."""

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    ago = forms.FloatField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, record: DayRecord, now: datetime, **kwargs: Any
    ) -> None:
        self.record, self.now = record, now
        kwargs.setdefault("prefix", None)
        initial = {"key": uuid4().hex, **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)

    def when(self) -> datetime | None:
        """The time typed, else when the button was pressed; None is now, for the action to decide."""
        typed = self.cleaned_data.get("at")
        if typed is not None:
            return moment_of(self.record.meeting, typed)
        waited = timedelta(seconds=self.cleaned_data.get("ago") or 0)
        if not waited or waited > LONGEST_WAIT:
            return None
        return self._in_order(self.now - waited)

    def _in_order(self, at: datetime) -> datetime:
        """A slow network must not put an act before the one that was pressed before it."""
        last = self.record.moments[-1].at if self.record.moments else at
        return last if at < last < at + A_SLOW_NETWORK else at

    def common(self) -> dict[str, Any]:
        """What every action takes."""
        return {"meeting": self.record.meeting, "key": self.cleaned_data.get("key") or ""}

    def item_choices(self) -> list[tuple[str, str]]:
        """The numbered items to choose from."""
        labels = self.record.item_labels
        return [
            (str(item.pk), f"{labels[item.pk]} {item.title}")
            for item in self.record.items
            if labels.get(item.pk)
        ]

    def people(self) -> list[tuple[str, str]]:
        """Everybody on the roll, or in post where nobody is on it yet."""
        on_roll = [(str(row.person_id), row.printed_name) for row in self.record.rows]
        known = {key for key, __ in on_roll}
        seats = [(str(s.person.pk), s.name) for s in self.record.in_post if s.person]
        return [*on_roll, *(each for each in seats if each[0] not in known)]

    def chosen_item(self, name: str) -> AgendaItem | None:
        """The item chosen in a field."""
        chosen = self.cleaned_data.get(name)
        return next((item for item in self.record.items if str(item.pk) == str(chosen)), None)


class TimedForm(ActForm):
    """An act whose time can be typed."""

    at = TimeField(
        label=gettext_lazy("Time"), required=False, help_text=gettext_lazy("Leave blank for the current time")
    )

    def order_fields(self, field_order: Any) -> None:
        """The time stands last: it is seldom typed."""
        super().order_fields([*(name for name in self.fields if name != "at"), "at"])


def chosen(label: "StrOrPromise", *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """A list to choose from; what is in it is known when the form is made."""
    return forms.ChoiceField(label=label, required=required, **kwargs)


def _set_choices(form: forms.Form, name: str, choices: list[tuple[str, str]], empty: str = "") -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", empty), *choices] if empty else choices


class InterestForm(ActForm):
    """A declaration: whose, of which kind, in which items, why, and what follows from it."""

    person = chosen(gettext_lazy("Whose interest"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Or someone else’s name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Officers also declare interests"),
    )
    kind = chosen(gettext_lazy("Kind"))
    items_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Items"),
        required=False,
        help_text=gettext_lazy("Leave blank if it is about every item"),
        widget=forms.CheckboxSelectMultiple,
    )
    nature = forms.CharField(
        label=gettext_lazy("What the interest is"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("For example, as a trustee of a youth charity"),
    )
    comes_later = forms.BooleanField(label=gettext_lazy("I will add the details later"), required=False)
    consequence = chosen(gettext_lazy("What the member does"), choices=Interest.Consequence.choices)
    dispensation = forms.CharField(label=gettext_lazy("Dispensation"), max_length=200, required=False)
    is_standing = forms.BooleanField(
        label=gettext_lazy("Offer this again at the next meeting"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        kinds = list(self.record.settings.interest_kinds)
        used = str((kwargs.get("initial") or {}).get("kind") or "")
        kinds += [used] if used and used not in kinds else []
        _set_choices(self, "person", self.people(), "Choose")
        _set_choices(self, "kind", [(kind, kind[:1].upper() + kind[1:]) for kind in kinds])
        field = self.fields["items_chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = self.item_choices()

    def clean(self) -> dict[str, Any]:
        """What the interest is, unless it is said that this comes later."""
        data = super().clean() or {}
        if "nature" in data and not data["nature"] and not data.get("comes_later"):
            self.add_error("nature", _(DETAILS_MISSING))
        return data

    def facts(self) -> dict[str, Any]:
        """The declaration as the action takes it."""
        data = self.cleaned_data
        picked = set(data["items_chosen"])
        names = ("nature", "kind", "consequence", "dispensation", "is_standing")
        items = [item for item in self.record.items if str(item.pk) in picked]
        return {"items": items, **{name: data[name] for name in names}}


class ActionForm(ActForm):
    """What somebody has to do: what, who, by when."""

    item = forms.IntegerField(widget=forms.HiddenInput)
    kind = chosen(gettext_lazy("Kind"), choices=FollowUp.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=2000,
        error_messages={"required": gettext_lazy("Enter what is to be done")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.CharField(
        label=gettext_lazy("Owner (optional)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("You can add the owner later"),
    )
    due_on = DateField(label=gettext_lazy("Due date (optional)"), required=False)


class DayVoteForm(VoteForm):
    """A vote on the item that is on. The decision written last is voted on unless a motion is entered."""

    def clean(self) -> dict[str, Any]:
        """Take the newest decision of the item where neither a decision nor a motion is named."""
        data = super().clean()
        if not (data.get("decision") or (data.get("motion") or "").strip()) and self.desk.item:
            own = [each for each in self.desk.decisions.values() if self._is_of_item(each)]
            data["decision"] = str(own[-1].pk) if own else ""
        return data

    def _is_of_item(self, decision: Decision) -> bool:
        """True for a decision under the minute of the item, or of the item above it."""
        item = self.desk.item
        covered = {link.item_id for link in decision.minute.minute_items.all()}
        return item is not None and bool(covered & {item.pk, item.parent_id})


class AddForm(TimedForm):
    """Somebody who is no member: a substitute, somebody in attendance, an observer."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    post = forms.CharField(label=gettext_lazy("Post and organisation"), max_length=300, required=False)
    capacity = chosen(
        gettext_lazy("Attending as"),
        choices=[
            (c.value, c.label) for c in (_Capacity.IN_ATTENDANCE, _Capacity.SUBSTITUTE, _Capacity.OBSERVER)
        ],
    )
    substitute_for = chosen(gettext_lazy("Substitute for"), required=False)
    mode = chosen(gettext_lazy("Attending"), choices=_Mode.choices)
    is_public_part_only = forms.BooleanField(label=gettext_lazy("For the public part only"), required=False)
    from_item = chosen(gettext_lazy("From item"), required=False)
    to_item = chosen(gettext_lazy("To item"), required=False)
    at = TimeField(
        label=gettext_lazy("Arrived at"),
        required=False,
        help_text=gettext_lazy("Leave blank if they were present from the start"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        away = [
            (str(row.person_id), row.printed_name)
            for row in self.record.rows
            if row.capacity == _Capacity.MEMBER and row.mark != _Mark.PRESENT
        ]
        _set_choices(self, "substitute_for", away, _("No one"))
        _set_choices(self, "from_item", self.item_choices(), _("The first"))
        _set_choices(self, "to_item", self.item_choices(), _("The last"))

    def clean(self) -> dict[str, Any]:
        """A substitute stands in for somebody, and nobody else does."""
        data = super().clean() or {}
        is_substitute = data.get("capacity") == _Capacity.SUBSTITUTE
        if is_substitute and not data.get("substitute_for") and "substitute_for" in data:
            self.add_error("substitute_for", _("Select the member they are substituting for"))
        if not is_substitute and data.get("substitute_for"):
            self.add_error("capacity", _("Select “Substitute” if they attend for a member"))
        return data


class PersonForm(TimedForm):
    """One person of the roll: how they are marked, and whether they take part from afar."""

    mark = forms.ChoiceField(label=gettext_lazy("Mark"), choices=_Mark.choices, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=gettext_lazy("Attending"), choices=_Mode.choices, widget=forms.RadioSelect)
    at = None  # type: ignore[assignment]


class MoveForm(TimedForm):
    """Somebody comes or goes at a time."""

    kind = chosen(
        gettext_lazy("What happened"),
        choices=[
            ("came", gettext_lazy("Arrived")),
            ("left", gettext_lazy("Left")),
            ("returned", gettext_lazy("Returned")),
            ("lost", gettext_lazy("Lost the connection")),
            ("rejoined", gettext_lazy("Rejoined")),
        ],
    )


class ChairForm(TimedForm):
    """Who presides from now on."""

    person = chosen(gettext_lazy("Presiding"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Or someone else’s name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example, the clerk"),
    )
    words = forms.CharField(
        label=gettext_lazy("For what"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example, for the election of the Chair"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        _set_choices(self, "person", self.people(), "Choose")


class PublicOutForm(TimedForm):
    """The public goes out: which resolutions were adopted, or one that was not on the agenda."""

    resolved = forms.MultipleChoiceField(
        label=gettext_lazy("The meeting resolved to exclude the public for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=gettext_lazy("Or the wording of the resolution"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only if the resolution is not listed"),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        restrictions: list[tuple[Restriction, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.restrictions = restrictions
        field = self.fields["resolved"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(found.pk), name) for found, name in restrictions]
        if not restrictions:
            del self.fields["resolved"]

    def resolutions(self) -> list[Restriction]:
        """The restrictions ticked."""
        picked = set(self.cleaned_data.get("resolved") or [])
        return [found for found, __ in self.restrictions if str(found.pk) in picked]


class AdjournForm(TimedForm):
    """A break, or the end of this day's business until another day."""

    until = forms.ChoiceField(
        label=gettext_lazy("Until"),
        choices=[
            ("later", gettext_lazy("Later today")),
            ("day", gettext_lazy("Another day")),
            ("unknown", gettext_lazy("A date to be fixed")),
        ],
        initial="later",
        widget=forms.RadioSelect,
    )
    day = DateField(
        label=gettext_lazy("Date"), required=False, help_text=gettext_lazy("Only for another day")
    )
    starts = TimeField(
        label=gettext_lazy("Resumes at"), required=False, help_text=gettext_lazy("Only for another day")
    )
    words = forms.CharField(label=gettext_lazy("Reason"), max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        """Another day has a date, and the public is told why; a break has neither day nor hour of its end."""
        data = super().clean() or {}
        if data.get("until") == "later" and (data.get("day") or data.get("starts")):
            name = "day" if data.get("day") else "starts"
            self.add_error(
                name, _("Leave blank for later today. Select “Resume the meeting” when it resumes")
            )
        if data.get("until") == "day":
            for name, sentence in (("day", _("Enter the date")), ("starts", _("Enter the time"))):
                if name in data and not data[name]:
                    self.add_error(name, sentence)
        if data.get("until") in ("day", "unknown") and not data.get("words"):
            self.add_error("words", _("Enter the reason. It is published"))
        return data

    def starts_at(self) -> datetime | None:
        """When the meeting goes on, if that is known."""
        data = self.cleaned_data
        if data["until"] != "day":
            return None
        return timezone.make_aware(datetime.combine(data["day"], data["starts"]))


class ReconveneForm(ActForm):
    """When a meeting that was adjourned goes on."""

    day = DateField(label=gettext_lazy("Date"))
    starts = TimeField(label=gettext_lazy("Resumes at"))

    def starts_at(self) -> datetime:
        """The moment it goes on."""
        data = self.cleaned_data
        return timezone.make_aware(datetime.combine(data["day"], data["starts"]))


class EntryForm(TimedForm):
    """The right time of something recorded."""

    at = TimeField(label=gettext_lazy("Time"))


class TimesForm(ActForm):
    """When the meeting began and ended."""

    started = TimeField(label=gettext_lazy("Started"))
    ended = TimeField(label=gettext_lazy("Ended"), required=False)

    def times(self) -> dict[str, Any]:
        """The times typed, on the day of the meeting."""
        meeting = self.record.meeting
        return {name: moment_of(meeting, self.cleaned_data[name]) for name in ("started", "ended")}


class ButtonForm(ActForm):
    """What a button sends: its act, what it is about, and the time where the meeting was on another day."""

    act = forms.CharField(max_length=20, widget=forms.HiddenInput)
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    item = forms.IntegerField(required=False, widget=forms.HiddenInput)
    interest = forms.IntegerField(required=False, widget=forms.HiddenInput)
    at = TimeField(
        label=gettext_lazy("Time"),
        required=False,
        help_text=gettext_lazy("When it happened, on the day of the meeting"),
    )
