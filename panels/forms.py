"""What can be typed about a body, its members and those who work for it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.wording import KEPT_REASON
from foundation.ui.forms import DateField, GovukForm, KnownDayField
from panels.models import Office, Person, ScrutinisedOffice, Seat, Venue
from panels.models.people import PersonQuerySet
from panels.models.staff import STAFF_ROLES
from panels.models.venue import NO, YES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NARROW, MIDDLE = {"class": "govuk-input--width-10"}, {"class": "govuk-input--width-20"}


class PersonFields(GovukForm):
    """The parts of a printed name."""

    title = forms.CharField(
        label=gettext_lazy("Title (optional)"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Cllr, Mr, Dr"),
        widget=forms.TextInput(attrs=NARROW),
    )
    given_name = forms.CharField(label=gettext_lazy("First name"), max_length=120, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=120)
    post_nominals = forms.CharField(
        label=gettext_lazy("Letters after the name (optional)"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("MBE JP"),
        widget=forms.TextInput(attrs=NARROW),
    )
    email = forms.EmailField(label=gettext_lazy("Email address (optional)"), max_length=254, required=False)

    def person_fields(self) -> dict[str, Any]:
        """The fields of a person that were typed."""
        return {name: self.cleaned_data[name] for name in PersonFields.base_fields}


class SamePerson(GovukForm):
    """Asks, once a name is typed that somebody known has already, whether it is the same person."""

    NEW = "new"

    def __init__(self, *args: Any, known: PersonQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = [str(self.data.get(name, "")) for name in ("given_name", "family_name")]
        people = known.named_like(*typed) if typed[1].strip() and self._is_new() else []
        self.same = {str(each.pk): each for each in people}
        if people:
            self.fields["same"] = forms.ChoiceField(
                label=_("There is already a person of this name"),
                choices=[
                    *(
                        (key, _("The same person: {known_as}").format(known_as=known_as(each)))
                        for key, each in self.same.items()
                    ),
                    (self.NEW, _("Another person of the same name")),
                ],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Select whether this is the same person or someone else of the same name")
                },
            )
            self.order_fields(["same", *self.fields])

    def _is_new(self) -> bool:
        """True unless somebody known was chosen already."""
        return not self.data.get("person")

    def same_person(self) -> Person | None:
        """The person known already who is meant; None for somebody new."""
        return self.same.get(self.cleaned_data.get("same", ""))


def known_as(person: Person) -> str:
    """Who a known person is: the name, then where they sit or sat, or their post."""
    seats = [
        each.seat.for_whom for each in person.terms.select_related("seat__authority").order_by("-starts_on")
    ]
    about = seats[:1] or [each for each in (person.post, person.organisation) if each]
    return ", ".join([person.printed_name, *about])


class PersonForm(PersonFields):
    """Everything kept about somebody whose name is printed."""

    post = forms.CharField(label=gettext_lazy("Post (optional)"), max_length=160, required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation (optional)"), max_length=160, required=False
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone (optional)"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=MIDDLE),
    )
    publishes_contact = forms.BooleanField(
        label=gettext_lazy("Email address and telephone number may be published"), required=False
    )

    @classmethod
    def of(cls, person: Person, data: Any = None) -> "PersonForm":
        """The form as this person stands now."""
        return cls(data, initial={name: getattr(person, name) for name in cls.base_fields})


class SeatForm(GovukForm):
    """A place on a body."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of member"), choices=Seat.Kind.choices, initial=Seat.Kind.APPOINTED
    )
    council = forms.CharField(
        label=gettext_lazy("Council"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The full name of the council. Leave it blank for an independent member."),
    )
    starts_on = DateField(
        label=gettext_lazy("From"), error_messages={"required": gettext_lazy("Enter the first day")}
    )

    def clean(self) -> dict[str, Any]:
        """An appointed member's seat has a council."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Seat.Kind.APPOINTED and not data.get("council"):
            self.add_error("council", _("Enter the council that appoints this member"))
        return data


class MemberForm(SamePerson, PersonFields, SeatForm):
    """A new member in a new seat."""

    field_order = (*PersonFields.base_fields, "kind", "council", "starts_on", "ends_on")
    starts_on = KnownDayField(
        label=gettext_lazy("From"), error_messages={"required": gettext_lazy("Enter the first day")}
    )
    ends_on = KnownDayField(
        label=gettext_lazy("Last day (optional)"),
        required=False,
        is_last=True,
        help_text=gettext_lazy("Only for a former member."),
    )


class FillForm(SamePerson, PersonFields):
    """Who takes a vacant seat: somebody known, or somebody new."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Person already in Panelbook (optional)"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("A new person, named below"),
    )
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=120, required=False)
    field_order = ("person",)
    starts_on = KnownDayField(
        label=gettext_lazy("From"), error_messages={"required": gettext_lazy("Enter the first day")}
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Either somebody chosen or a family name."""
        data = super().clean() or self.cleaned_data
        if not data.get("person") and not data.get("family_name"):
            self.add_error("family_name", _("Enter the family name, or select a person already in Panelbook"))
        return data


class FirstDayForm(GovukForm):
    """The first day on which something holds."""

    starts_on = KnownDayField(
        label=gettext_lazy("First day"), error_messages={"required": gettext_lazy("Enter the first day")}
    )


class LastDayForm(GovukForm):
    """The last day on which a seat or a role holds."""

    ends_on = DateField(
        label=gettext_lazy("Last day"), error_messages={"required": gettext_lazy("Enter the last day")}
    )


class EndForm(GovukForm):
    """The last day of a membership, an office or a post."""

    ends_on = KnownDayField(
        label=gettext_lazy("Last day"),
        is_last=True,
        error_messages={"required": gettext_lazy("Enter the last day")},
    )


class EndTermForm(EndForm):
    """The last day of a membership, and why if it is known."""

    reason = forms.CharField(
        label=gettext_lazy("Reason (optional)"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(KEPT_REASON),
    )


class OfficeForm(GovukForm):
    """Who takes the chair, or deputises."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Member"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Select a member"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Office"), widget=forms.RadioSelect, initial=Office.Kind.CHAIR
    )
    starts_on = KnownDayField(
        label=gettext_lazy("From"), error_messages={"required": gettext_lazy("Enter the first day")}
    )
    ends_on = KnownDayField(
        label=gettext_lazy("Last day (optional)"),
        required=False,
        is_last=True,
        help_text=gettext_lazy("Only for a former office-holder."),
    )
    goes_on = forms.BooleanField(required=False)

    def __init__(self, *args: Any, people: Any, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy = labels[Office.Kind.DEPUTY]
        self.fields["goes_on"].label = _("The present {deputy} continues in office").format(deputy=deputy)
        self.fields["goes_on"].help_text = _("For a panel with more than one {deputy}.").format(deputy=deputy)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(labels.items())  # type: ignore[attr-defined]


class ScrutinisedOfficeForm(GovukForm):
    """The office a panel holds to account."""

    name = forms.CharField(
        label=gettext_lazy("Title with the area"),
        max_length=160,
        help_text=gettext_lazy("Police and Crime Commissioner for Wessex"),
    )
    office_name = forms.CharField(
        label=gettext_lazy("Name of the office"),
        max_length=200,
        help_text=gettext_lazy("Office of the Police and Crime Commissioner"),
    )


class HolderForm(SamePerson, PersonFields):
    """Somebody in the scrutinised office."""

    office = forms.ModelChoiceField(
        label=gettext_lazy("Office"), queryset=ScrutinisedOffice.objects.none(), empty_label=None
    )
    post = forms.CharField(
        label=gettext_lazy("Post"),
        max_length=160,
        help_text=gettext_lazy("Deputy Police and Crime Commissioner"),
    )
    starts_on = KnownDayField(
        label=gettext_lazy("From"), error_messages={"required": gettext_lazy("Enter the first day")}
    )
    field_order = (
        "title",
        "given_name",
        "family_name",
        "post_nominals",
        "post",
        "email",
        "office",
        "starts_on",
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        self.fields["office"].initial = offices.first()


class StaffForm(GovukForm):
    """Somebody who works for a body, and as what."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        max_length=254,
        help_text=gettext_lazy("They sign in with a code sent to this address. No password is needed."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role.value, role.label) for role in STAFF_ROLES],
        initial=Role.SECRETARIAT,
        widget=forms.RadioSelect,
    )
    starts_on = DateField(
        label=gettext_lazy("From"), error_messages={"required": gettext_lazy("Enter the first day")}
    )


class CoverForm(GovukForm):
    """Who stands in for whom, and on which days."""

    covers = forms.ModelChoiceField(
        label=gettext_lazy("Who will be away"), queryset=User.objects.none(), empty_label=None
    )
    name = forms.CharField(label=gettext_lazy("Name of the person covering"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Their email address"),
        max_length=254,
        help_text=gettext_lazy("If they already have access, enter the address they sign in with."),
    )
    starts_on = DateField(
        label=gettext_lazy("First day"), error_messages={"required": gettext_lazy("Enter the first day")}
    )
    ends_on = DateField(
        label=gettext_lazy("Last day"),
        error_messages={"required": gettext_lazy("Enter the last day")},
    )

    def __init__(self, *args: Any, people: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["covers"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days to come, in order."""
        data = super().clean() or self.cleaned_data
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and starts_on < self.today:
            self.add_error("starts_on", _("The first day must be today or later"))
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day must be the first day or later"))
        return data


class SignInForm(GovukForm):
    """Where the sign-in code goes."""

    email = forms.EmailField(label=gettext_lazy("Email address"), max_length=254)


def _access(label: "StrOrPromise") -> forms.ChoiceField:
    """A question about a venue: yes, no or not known."""
    choices = ((YES, gettext_lazy("Yes")), (NO, gettext_lazy("No")), ("", gettext_lazy("Not known")))
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class VenueForm(GovukForm):
    """A place to meet."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, help_text=gettext_lazy("Council Chamber")
    )
    address = forms.CharField(label=gettext_lazy("Address (optional)"), max_length=300, required=False)
    access_note = forms.CharField(
        label=gettext_lazy("More access information (optional)"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy(
            "Printed on the notice, one sentence on each line. For example, The ramp is at the side "
            "entrance. Lifts, step-free access, hearing loops and parking have a separate page."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def of(cls, venue: Venue, data: Any = None) -> "VenueForm":
        """The form as this venue stands now."""
        return cls(data, initial={name: getattr(venue, name) for name in cls.base_fields})


class AccessForm(GovukForm):
    """The access to a venue, and from when it is so."""

    step_free = _access(gettext_lazy("Is there step-free access from the street to the meeting room?"))
    lift = _access(gettext_lazy("Is there a lift?"))
    hearing_loop = _access(gettext_lazy("Is there a hearing loop?"))
    parking = _access(gettext_lazy("Is there parking at the venue?"))
    starts_on = DateField(
        label=gettext_lazy("Date from which this is so"),
        help_text=gettext_lazy("Notices of meetings before this date are not changed."),
        error_messages={"required": gettext_lazy("Enter the date from which this is so")},
    )

    @classmethod
    def of(cls, venue: Venue, day: date, data: Any = None) -> "AccessForm":
        """The form with what holds on this day."""
        return cls(data, initial={**venue.access_on(day), "starts_on": day})


class SubBodyForm(GovukForm):
    """A sub-committee, task group or board below a panel."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0][0]


def starting(day: date) -> dict[str, date]:
    """The usual first day of a form."""
    return {"starts_on": day}
