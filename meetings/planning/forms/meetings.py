"""Forms that plan, move and end a meeting."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import DateField, GovukForm, TimeField
from meetings.models import Meeting
from panels.models import Body, Venue

REASON_LIMIT = 500


class PlaceForm(GovukForm):
    """A place, chosen among the known ones or typed."""

    venue = forms.ModelChoiceField(
        label=gettext_lazy("Venue"),
        queryset=Venue.objects.all(),
        required=False,
        empty_label=gettext_lazy("Not known yet"),
    )
    new_venue = forms.CharField(
        label=gettext_lazy("Or a venue that is not on the list"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Name and address on one line"),
    )

    def clean(self) -> dict[str, Any]:
        """One place, not two."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("venue") and data.get("new_venue"):
            self.add_error("new_venue", ValidationError(_("Select a venue or enter a new one, not both")))
        return data

    def place(self) -> Venue | str | None:
        """The chosen place, or the name of a new one."""
        return self.cleaned_data["venue"] or self.cleaned_data["new_venue"] or None


def _moment(form: forms.Form) -> datetime | None:
    """The day and time of a form on London's clock; an hour that the clock skips is refused."""
    day, at = form.cleaned_data.get("day"), form.cleaned_data.get("time")
    if not day or not at:
        return None
    moment = timezone.make_aware(datetime.combine(day, at))
    if timezone.localtime(moment.astimezone(UTC)).time() != at:
        form.add_error("time", _("That time does not exist: the clocks go forward that night"))
    return moment


class PlanForm(PlaceForm):
    """A new meeting."""

    body = forms.ChoiceField(label=gettext_lazy("Which panel or committee"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Type of meeting"),
        choices=Meeting.Kind.choices,
        help_text=gettext_lazy("Its agenda starts from the template of this type"),
    )
    title = forms.CharField(
        label=gettext_lazy("Different title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only if the type does not say enough"),
    )
    day = DateField(label=gettext_lazy("Date"), help_text=gettext_lazy("For example, 4 12 2026"))
    time = TimeField(label=gettext_lazy("Time"), help_text=gettext_lazy("For example, 1.30 pm"))
    start_condition = forms.CharField(
        label=gettext_lazy("Note after the time"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("For example, or as soon as possible after the main meeting"),
    )
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Open to the public?"),
        choices=[
            ("", gettext_lazy("As usual for this type")),
            ("yes", gettext_lazy("Open to the public")),
            ("no", gettext_lazy("Private")),
        ],
        required=False,
    )
    is_to_be_confirmed = forms.BooleanField(
        label=gettext_lazy("The date is still to be confirmed"),
        required=False,
        help_text=gettext_lazy(
            "You can prepare the meeting, but nothing is published until you confirm the date"
        ),
    )
    announce = forms.BooleanField(
        label=gettext_lazy("Announce the meeting now"),
        required=False,
        help_text=gettext_lazy(
            "The date, time, venue and contact become public. A private meeting is never announced"
        ),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Contact, if not the usual one"), max_length=120, required=False
    )
    contact_phone = forms.CharField(label=gettext_lazy("Contact’s telephone"), max_length=40, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("Contact’s email address"), required=False)

    field_order = ("body", "kind", "day", "time", "is_to_be_confirmed", "venue", "new_venue", "announce")

    def __init__(self, *args: Any, bodies: Iterable[tuple[Body, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.pk): body for body, __ in bodies}
        names = {str(body.pk): name for body, name in bodies}
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(names.items())
        if len(names) == 1:
            field.widget, self.initial["body"] = forms.HiddenInput(), next(iter(names))

    def clean(self) -> dict[str, Any]:
        """The moment of the meeting, beside what was typed."""
        data = super().clean()
        data["starts_at"] = _moment(self)
        return data

    def facts(self) -> dict[str, Any]:
        """What was typed, as `create_meeting` takes it."""
        names = ("kind", "title", "starts_at", "start_condition", "is_to_be_confirmed", "announce")
        contact = ("contact_name", "contact_phone", "contact_email")
        privacy = {"yes": False, "no": True}.get(self.cleaned_data["is_public"])
        return {name: self.cleaned_data[name] for name in (*names, *contact)} | {
            "body": self.bodies[self.cleaned_data["body"]],
            "venue": self.place(),
            "is_private": privacy,
        }


class ChangeForm(PlaceForm):
    """What a meeting is called, where it is and whom to ask."""

    title = forms.CharField(label=gettext_lazy("Different title"), max_length=200, required=False)
    start_condition = forms.CharField(
        label=gettext_lazy("Note after the time"), max_length=160, required=False
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Contact, if not the usual one"), max_length=120, required=False
    )
    contact_phone = forms.CharField(label=gettext_lazy("Contact’s telephone"), max_length=40, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("Contact’s email address"), required=False)

    field_order = ("title", "venue", "new_venue")

    def facts(self) -> dict[str, Any]:
        """What was typed, as `change_meeting` takes it."""
        names = ("title", "start_condition", "contact_name", "contact_phone", "contact_email")
        return {name: self.cleaned_data[name] for name in names} | {"venue": self.place()}


class ReasonForm(GovukForm):
    """Why a meeting does not take place as planned; the public reads it."""

    reason = forms.CharField(
        max_length=REASON_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One or two sentences. Once the meeting has been announced, the public can read them"
        ),
    )


class MoveForm(PlaceForm):
    """A new time or place for a meeting, and why."""

    day = DateField(label=gettext_lazy("New date"))
    time = TimeField(label=gettext_lazy("New time"))
    reason = forms.CharField(
        label=gettext_lazy("Reason for moving the meeting"),
        max_length=REASON_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One or two sentences. Once the meeting has been announced, the public can read them"
        ),
    )

    tell = forms.BooleanField(
        label=gettext_lazy("Notify members, officers and authors by email"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "One message each. Partnerships are notified if the due date of their notes changes"
        ),
    )

    field_order = ("day", "time", "venue", "new_venue", "reason", "tell")

    def clean(self) -> dict[str, Any]:
        """The new moment, beside what was typed."""
        data = super().clean()
        data["starts_at"] = _moment(self)
        return data


class EndForm(ReasonForm):
    """How a meeting ended when it was not simply held."""

    verb = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=[
            ("adjourn", gettext_lazy("The meeting was adjourned")),
            ("find_inquorate", gettext_lazy("The meeting was not quorate")),
            ("find_no_business", gettext_lazy("There was no business")),
        ],
        widget=forms.RadioSelect,
    )

    field_order = ("verb", "reason")
