"""What the pages of this room share: finding the body, doing one act, showing one form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.history.findings import Refused, require
from foundation.ui.form_page import MEASURE, FormPage
from panels.models import Body
from panels.policies import may_change_body, may_keep_access


def body_to_change(user: User, body_id: int, today: date) -> Body:
    """The body, when the user sees it and may change it; else not found, or a refusal that says who may."""
    body = get_object_or_404(Body.objects.visible_to(user, today), pk=body_id)
    require(may_change_body(user, body, today))
    return body


def access_to_keep(user: User, body_id: int, today: date) -> Body:
    """The same for settings and for who has access, which whoever covers for somebody leaves alone."""
    body = body_to_change(user, body_id, today)
    require(may_keep_access(user, body, today))
    return body


def body_form(
    body: Body, heading: str, button: str = "Save", lead: str = "", *, done: str = "Saved"
) -> "PanelForm":
    """A form about a body, which leads back to it."""
    return PanelForm(heading, button, resolve_url("panels:body", body.pk), lead=lead, done=done)


def carried_out(form: BaseForm, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The answer of the act, done whole or not at all; a refusal is beside its field, or on top."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act()
    except Refused as refused:
        for found in refused.findings:
            field = found.code if found.code in form.fields else None
            form.add_error(field, f"{found.sentence} {found.remedy}".strip())
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return None


@dataclass(frozen=True)
class PanelForm(FormPage):
    """A form of this room: what it says is done whole or not at all, or the form says why not."""

    back_words: str = gettext_noop("Cancel")
    width: str = MEASURE
    done: str = "Saved"

    def answer(
        self,
        request: HttpRequest,
        form: BaseForm,
        act: Callable[[], object],
        field: str | None = None,
        **about: object,
    ) -> HttpResponse:
        """Do what a valid form says and go back; else the form again."""

        def done() -> HttpResponse:
            act()
            return self.gone_back(request)

        return carried_out(form, done) or self.show(request, form, **about)
