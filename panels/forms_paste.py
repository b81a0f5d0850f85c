"""Members pasted from a spreadsheet: the forms that show what was understood before it is saved."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.ui.forms import GovukForm, KnownDayField
from panels.forms import known_as
from panels.models import Person
from panels.models.people import PersonQuerySet, plain_name
from panels.pasting import Pasted, paste_members
from panels.roll import MemberLine

LONGEST_LIST = 20_000


class PasteForm(GovukForm):
    """Members pasted from a spreadsheet: read, shown as understood, then saved as they were shown."""

    text = forms.CharField(
        label=gettext_lazy("Paste the rows here"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST_LIST,
        error_messages={"required": gettext_lazy("Enter at least one member")},
        help_text=gettext_lazy(
            "A line for each seat: name, council, kind of member, email address. Only the name and "
            "the council are needed. Enter “Vacancy” for a vacant seat and "
            "“independent” for a co-opted member."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    starts_on = KnownDayField(
        label=gettext_lazy("Members since (optional)"),
        required=False,
        help_text=gettext_lazy("If you leave this blank, today’s date is used."),
    )

    def __init__(
        self, *args: Any, sitting: Iterable[MemberLine] = (), known: PersonQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = [line.person for line in sitting if line.person]
        self.sitting = {plain_name(p.given_name, p.family_name) for p in people}
        rows = [row for row in self.pasted.rows if not row.is_vacancy] if self.is_bound else []
        self.alike = {
            f"{row.number}-{each.pk}": (row.number, each)
            for row in rows
            for each in known.named_like(row.given_name, row.family_name)
        }
        if self.alike:
            self.fields["same_people"] = forms.MultipleChoiceField(
                label=_("There is already a person of this name"),
                help_text=_(
                    "Select each person who is the same. Where you select no one, a new person is added."
                ),
                required=False,
                choices=[
                    (key, _("Line {n}: {known_as}").format(n=n, known_as=known_as(each)))
                    for key, (n, each) in self.alike.items()
                ],
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def same(self) -> forms.BoundField | None:
        """The field that asks who of a known name is the same person, where there is anybody."""
        return self["same_people"] if self.alike else None

    @property
    def pasted(self) -> Pasted:
        """What was understood of the text as it stands."""
        return paste_members(str(self.data.get("text", ""))[:LONGEST_LIST])

    @property
    def fingerprint(self) -> str:
        """Names the text, so that a list changed after it was shown is shown again before it is saved."""
        return hashlib.sha256(str(self.data.get("text", "")).encode()).hexdigest()[:16]

    @property
    def is_confirmed(self) -> bool:
        """True when the very list now sent was shown as understood before."""
        return "save" in self.data and self.cleaned_data["seen"] == self.fingerprint

    def clean_text(self) -> str:
        """The text, when every line of it can be saved."""
        pasted = self.pasted
        if not pasted.rows:
            raise ValidationError(_("There is a line of headings, but no member below it"))
        faults = pasted.faults + [
            _("Line {number}: {printed_name} is already a member. Remove the line.").format(
                number=row.number, printed_name=row.printed_name
            )
            for row in pasted.rows
            if plain_name(row.given_name, row.family_name) in self.sitting and not row.is_vacancy
        ]
        if faults:
            raise ValidationError(faults)
        return str(self.cleaned_data["text"])

    def clean_same_people(self) -> dict[int, Person]:
        """The people who are known already, by the number of their line: one for each."""
        ticked = [self.alike[key] for key in self.cleaned_data["same_people"]]
        if len(dict(ticked)) < len(ticked):
            raise ValidationError(_("Select one person for each line"))
        return dict(ticked)
