"""What an act refuses is said beside the field it names, and other faults go on."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from foundation.history.findings import Refused, stopped
from foundation.ui.acts import beside, is_done, outcome


class Name(forms.Form):
    name = forms.CharField()


def typed() -> Name:
    form = Name({"name": "Cranmere"})
    assert form.is_valid()
    return form


def refuse(error: Exception) -> Name:
    form = typed()
    with beside(form):
        raise error
    return form


def test_a_finding_stands_beside_the_field_its_code_names() -> None:
    assert refuse(Refused(stopped("Taken", code="name"))).errors == {"name": ["Taken"]}


def test_a_finding_that_names_no_field_stands_on_top() -> None:
    assert refuse(Refused(stopped("Too late"))).errors == {"__all__": ["Too late"]}


def test_what_a_model_refuses_stands_beside_its_field_or_on_top() -> None:
    refused = refuse(ValidationError({"name": ["Too long"], "other": ["Never shown in the form"]}))
    assert refused.errors == {"name": ["Too long"], "__all__": ["Never shown in the form"]}
    assert refuse(ValidationError("Not both")).errors == {"__all__": ["Not both"]}


def test_an_act_that_went_well_is_done_and_another_fault_goes_on() -> None:
    form = typed()
    assert is_done(form, lambda: None) is True
    assert is_done(form, lambda: (_ for _ in ()).throw(Refused(stopped("No"))), "name") is False
    assert form.errors == {"name": ["No"]}
    with pytest.raises(ZeroDivisionError):
        refuse(ZeroDivisionError())


def test_what_an_act_made_is_given_on_and_a_wrong_form_makes_nothing() -> None:
    made: list[str] = []
    assert outcome(typed(), lambda: "Cranmere") == "Cranmere"
    assert outcome(Name({"name": ""}), lambda: made.append("Cranmere")) is None
    assert is_done(Name({"name": ""}), lambda: made.append("Cranmere")) is False
    assert made == []
