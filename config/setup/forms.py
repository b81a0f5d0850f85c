"""What the first run asks for: as little as a first agenda needs."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from config import setup
from foundation.accounts.models import User
from foundation.ui.forms import GovukForm
from panels.models import BodySettings

MIDDLE = "govuk-input--width-20"


class AdministratorForm(GovukForm):
    """Who sets the installation up: whoever can read what the server printed at its start."""

    code = forms.CharField(
        label="Set-up code",
        max_length=40,
        help_text="It is printed where Panelbook was started. manage.py setup_code prints it again.",
        widget=forms.TextInput(attrs={"class": MIDDLE, "autocomplete": "off"}),
    )
    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label="Your email address",
        max_length=254,
        help_text="You will sign in with it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label="A password",
        max_length=200,
        strip=False,
        help_text="At least 12 characters. For example, three or four unrelated words.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_code(self) -> str:
        """The code, unless it is not the one that was printed."""
        typed = str(self.cleaned_data["code"])
        if not setup.is_code(typed):
            raise ValidationError("Enter the set-up code as it was printed")
        return typed

    def administrator(self) -> dict[str, str]:
        """What was typed, as the first user."""
        return {name: str(self.cleaned_data[name]) for name in ("name", "email", "password")}

    def clean_password(self) -> str:
        """The password, or what is wrong with it in sentences."""
        password = str(self.cleaned_data["password"])
        user = User(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))
        validate_password(password, user)
        return password


class PanelForm(GovukForm):
    """The panel, where it meets and whom the public may ask."""

    name = forms.CharField(
        label="Name of the panel", max_length=200, help_text="For example, Wessex Police and Crime Panel"
    )
    short_name = forms.CharField(
        label="Short name (optional)",
        max_length=60,
        required=False,
        help_text="Used in file names. For example, WPCP",
        widget=forms.TextInput(attrs={"class": MIDDLE}),
    )
    jurisdiction = forms.ChoiceField(
        label="Country",
        choices=BodySettings.Jurisdiction.choices,
        initial=BodySettings.Jurisdiction.ENGLAND,
        widget=forms.RadioSelect,
        help_text="England gives five clear days of notice, Wales three.",
    )
    commissioner_title = forms.CharField(
        label="Office scrutinised",
        max_length=120,
        initial="Police and Crime Commissioner",
        help_text="The title, without a name",
    )
    letterhead = forms.CharField(
        label="Lines above the panel’s name on paper (optional)",
        max_length=400,
        required=False,
        strip=False,
        help_text="For example, the council that hosts the panel",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    venue = forms.CharField(
        label="Usual venue (optional)",
        max_length=400,
        required=False,
        help_text="Name first, then the address. For example, Council Chamber, County Hall, Ambermere",
    )
    contact_name = forms.CharField(label="Contact for the public", max_length=120)
    contact_email = forms.EmailField(label="Email address of the contact", max_length=254)
    contact_phone = forms.CharField(
        label="Telephone of the contact (optional)",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": MIDDLE, "autocomplete": "tel"}),
    )
    footer_block = forms.CharField(
        label="Address at the foot of pages (optional)",
        max_length=600,
        required=False,
        help_text="Department, building, street, postcode",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_name(self) -> str:
        """The name, unless a name has no letter in it."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(letter.isalpha() for letter in name):
            raise ValidationError("Enter the name of the panel in letters")
        return name

    def settings(self) -> dict[str, Any]:
        """What was typed, as the settings of a body."""
        return {name: value for name, value in self.cleaned_data.items() if name != "venue"}
