"""Whoever writes a reason into the history reads first that it stays there."""

import pytest

from foundation.ui.forms import GovukForm
from panels.forms import EndTermForm
from panels.forms_accounts import CloseForm


@pytest.mark.parametrize("form", [EndTermForm, CloseForm])
def test_a_reason_is_said_to_stay_for_no_page_takes_it_out(form: type[GovukForm]) -> None:
    assert form.base_fields["reason"].help_text == (
        "The reason is kept in the history and cannot be changed later. Leave out anything private."
    )
