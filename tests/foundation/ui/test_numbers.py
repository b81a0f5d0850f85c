"""A number no database holds is not among the choices."""

import pytest
from django import forms

from foundation.accounts.models import User
from foundation.ui.forms import GovukForm


class PeopleForm(GovukForm):
    people: "forms.ModelMultipleChoiceField[User]" = forms.ModelMultipleChoiceField(User.objects.all())


@pytest.mark.django_db
@pytest.mark.both
@pytest.mark.parametrize("number", ["9" * 18, "9" * 30, "-" + "9" * 30, "9" * 5000])
def test_a_number_too_large_for_the_database_is_answered_beside_the_field(number: str) -> None:
    known = User.objects.create(email="ada@wessexpcp.example", name="Ada Roe")
    assert PeopleForm({"people": [str(known.pk)]}).is_valid()
    assert "people" in PeopleForm({"people": [str(known.pk), number]}).errors
