"""What the pages of this room share: finding the body, doing one act, showing one form."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from foundation.accounts.models import User
from foundation.history.findings import Refused, require
from panels.models import Body
from panels.policies import may_change_body


def body_to_change(user: User, body_id: int, today: date) -> Body:
    """The body, when the user sees it and may change it; else not found, or a refusal that says who may."""
    body = get_object_or_404(Body.objects.visible_to(user, today), pk=body_id)
    require(may_change_body(user, body, today))
    return body


def carried_out(form: BaseForm, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The answer of the act, done whole or not at all; where it is refused the form says why."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act()
    except Refused as refused:
        for found in refused.findings:
            form.add_error(None, f"{found.sentence} {found.remedy}".strip())
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return None


def form_page(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: str,
    back: str,
    lead: str = "",
    save: str = "Save",
    body: Body | None = None,
) -> HttpResponse:
    """One form on a page of its own: title, why, fields, one green button, a way back."""
    context = {"form": form, "title": title, "lead": lead, "save": save, "back": back, "body": body}
    return render(request, "panels/form.html", context)
